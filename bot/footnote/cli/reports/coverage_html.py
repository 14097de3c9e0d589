"""The coverage of a bank's sources as one page of HTML: no script, nothing to fetch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .coverage_text import MEANINGS, SIGNS, head
from .pages import page as filled

if TYPE_CHECKING:
    from footnote.bank import Bank
    from footnote.insights import Coverage


def page(coverages: list[Coverage], bank: Bank) -> str:
    """The whole page."""
    return filled(
        "coverage",
        title=f"What “{bank.title}” answers of its sources",
        coverages=coverages,
        bank=bank,
        head=lambda coverage: list(head(coverage, bank)),
        meanings=MEANINGS,
        signs=SIGNS,
        address=lambda piece: bank.passages[piece.passage].address(bank.source_of(piece.passage).url),
    )
