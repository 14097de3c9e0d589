"""The review sheet of a source that changed, as lines of text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from footnote.bank import ALL_PRINTED, MAX_SHOWN, compare_source, upkeep
from footnote.console import wrap
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank import Bank
    from footnote.bank.upkeep import Row, Sheet

SIGNS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
"""What stands around words that are in one of two texts only, as in git's word diff."""


INDENT = 5
"""Columns to the left of what belongs to a passage."""


def lines(
    bank: Bank, sheet: Sheet, text: str, *, everything: bool = False, width: int | None = None
) -> Iterator[str]:
    """What became of each passage in the text, and the sentences that are in none, in lines of at most
    `width` columns; None for one line each.
    """
    findings = compare_source(upkeep.of_source(bank, sheet.source), text)
    for finding, row in zip(findings, sheet.rows, strict=True):
        detail = finding.detail if row.change in {finding.state, "first"} else _found(row)
        said = f"{_change(row):<9} {detail or finding.where}".rstrip()
        yield from _hanging(f"{row.passage:<{INDENT - 1}} ", said, width)
        for more in _more(row):
            yield from _hanging(" " * INDENT, more, width)
    for each in _new(sheet, everything=everything):
        yield from _hanging("", each, width)


def _hanging(label: str, text: str, width: int | None) -> Iterator[str]:
    """The text wrapped to the right of its label; under one that is left, indented as under a passage."""
    columns = width and max(width - max(len(label), INDENT), INDENT)
    first, *rest = wrap(printable(text), columns, whole_words=True) or [""]
    yield f"{label}{first}"
    for line in rest:
        yield f"{'':{INDENT}}{line}"


def _change(row: Row) -> str:
    return "changed" if row.change == "first" else row.change


def _found(row: Row) -> str:
    """Of a passage that was recognised by its old text: where its new text is."""
    return (
        f"{row.section}: {row.place}: other words begin and end it; read it again and correct the entries "
        f"that cite it; then write other words in fragment, and sha256: {row.sha256}"
    )


def _more(row: Row) -> Iterator[str]:
    """The texts of a passage that changed or is gone, and the entries that cite it."""
    if not row.touches:
        return
    if row.old and row.new:
        yield words(row)
    elif row.new:
        yield f"now: {row.new}"
    elif row.old:
        yield f"was: {row.old}"
    if row.entries:
        yield f"cited by {', '.join(row.entries)}"


def words(row: Row) -> str:
    """The old and the new text of a passage in one: `over [-30-] {+60+} euros`."""
    return " ".join(SIGNS[mark][0] + text + SIGNS[mark][1] for mark, text in upkeep.marked(row.old, row.new))


def _new(sheet: Sheet, *, everything: bool) -> Iterator[str]:
    shown = sheet.new if everything else sheet.new[:MAX_SHOWN]
    for each in shown:
        yield f"no passage has this sentence ({each.section}: {each.place}): {each.text}"
    if len(sheet.new) > len(shown):
        yield f"and {len(sheet.new) - len(shown)} more sentences; {ALL_PRINTED}"


def summary(sheet: Sheet) -> str:
    """The sheet in a sentence: how many passages of which kind."""
    counts = Counter(map(_change, sheet.rows))
    parts = [f"{counts[name]} {name}" for name in ("unchanged", "moved", "changed", "gone") if counts[name]]
    new = f", {len(sheet.new)} new sentence{'s' * (len(sheet.new) > 1)}" if sheet.new else ""
    return f"{sheet.source}: {', '.join(parts) or 'no passages'}{new}"
