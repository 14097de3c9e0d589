"""The review sheets of sources that changed, as one page of HTML: old texts beside new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.bank import upkeep

from .pages import page as filled
from .sheet_text import summary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from footnote.bank.upkeep import Row
    from footnote.cli.upkeep.source_review import Reviewed

HEADINGS = {
    "changed": "Changed: read these again, and correct the entries that cite them",
    "gone": "Gone: find another passage for the entries that cite these, or delete them",
    "moved": "Moved: the same words in another place",
    "first": "Without a fingerprint until now",
    "unchanged": "Unchanged",
}
"""The sections of the page by what became of their passages, in order."""


def page(reviewed: Iterable[Reviewed]) -> str:
    """The whole page."""
    every = list(reviewed)
    return filled(
        "sheet",
        title=f"What changed in the sources of {', '.join(each.bank.title for each in every)}",
        banks=every,
        headings=HEADINGS,
        summary=summary,
        old=lambda row: _words(row, "removed"),
        new=lambda row: _words(row, "added"),
    )


def _words(row: Row, mark: str) -> list[tuple[bool, str]]:
    """The words of the old or the new text, each with whether only that text has them; "" where it is not
    known.
    """
    text = row.old if mark == "removed" else row.new
    if not (row.old and row.new) or row.change == "unchanged":
        return [(False, text)] if text else []
    return [(kind == mark, part) for kind, part in upkeep.marked(row.old, row.new) if kind in ("same", mark)]
