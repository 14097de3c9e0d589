"""The coverage of a bank's sources as lines of text: sums, then the parts that an author may look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.insights import USES
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank import Bank
    from footnote.insights import Coverage, Piece, Use

SIGNS: dict[Use, str] = {"cited": "1", "cited often": "+", "uncited": "0", "no passage": "-"}
"""How a part is shown in the row of its source: cited once, more often, never, or in no passage."""

MEANINGS: dict[Use, str] = {
    "cited": "cited by one entry",
    "cited often": "cited by several",
    "uncited": "in a passage that no entry cites",
    "no passage": "in no passage",
}

ROW_LENGTH = 60
"""Parts in one line of the map."""

MAX_QUESTIONS_SHOWN = 3
MAX_TEXT_SHOWN = 100
"""Characters of a sentence that are shown."""


def lines(coverages: list[Coverage], bank: Bank, *, everything: bool = False) -> Iterator[str]:
    """The map of each source, then its parts: those without an entry, or `everything`."""
    for number, each in enumerate(coverages):
        if number:
            yield ""
        yield from head(each, bank)
        signs = "".join(SIGNS[piece.use] for piece in each.pieces)
        yield from (f"    {signs[at : at + ROW_LENGTH]}" for at in range(0, len(signs), ROW_LENGTH))
        for piece in each.pieces:
            if everything or piece.use in ("uncited", "no passage") or piece.open:
                yield from map(printable, _piece(piece))
    if not everything:
        yield "footnote coverage --all lists the parts that are cited, too"


def head(coverage: Coverage, bank: Bank) -> Iterator[str]:
    """What the source is called, and how its parts add up."""
    source = bank.sources[coverage.source]
    yield printable(f"{coverage.source}: {source.title}, {source.publisher}")
    counts = [f"{coverage.count(use)} {MEANINGS[use]} ({SIGNS[use]})" for use in USES if coverage.count(use)]
    yield f"{len(coverage.pieces)} parts: {', '.join(counts)}."
    if not coverage.has_copy:
        yield "There is no copy of its text, so what is in no passage is not known."


def _piece(piece: Piece) -> Iterator[str]:
    name = f"{piece.passage} " if piece.passage else ""
    text = piece.text if len(piece.text) <= MAX_TEXT_SHOWN else piece.text[: MAX_TEXT_SHOWN - 1] + "…"
    cited = f", cited by {', '.join(piece.entries)}" if piece.entries else ""
    yield f"{SIGNS[piece.use]} {name}{piece.section}: {piece.place}{cited}{f': {text}' if text else ''}"
    for label, asked in (("asked", piece.answered), ("asked without an answer", piece.open)):
        if asked:
            shown = "; ".join(question for question, _ in asked[:MAX_QUESTIONS_SHOWN])
            count = sum(times for _, times in asked)
            yield f"    {label} {'once' if count == 1 else f'{count} times'}: {shown}"
