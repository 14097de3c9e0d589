"""The report of gaps as one page of HTML: no script, nothing to fetch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.insights import GAP_KINDS

from .gaps_text import MAX_QUESTIONS_SHOWN, sums, where
from .pages import page as filled

if TYPE_CHECKING:
    from footnote.bank import Bank
    from footnote.insights import Gap, GapKind, Report

REMEDIES: dict[GapKind, str] = {
    "wording missing": "An entry is near. If it answers these questions, add them to its wordings.",
    "entry missing": "The source has a passage that fits. Write an entry from it.",
    "source is silent": "Nothing in the source fits. Add a silent topic, or find a source.",
}
"""What to do about each kind of gap."""


def page(report: Report, bank: Bank) -> str:
    """The whole page."""
    sections = ((kind, [gap for gap in report.gaps if gap.kind == kind]) for kind in GAP_KINDS)
    return filled(
        "gaps",
        title=f"Questions that “{bank.title}” could not answer",
        sums=list(sums(report)),
        sections=[(kind, gaps) for kind, gaps in sections if gaps],
        remedies=REMEDIES,
        max_shown=MAX_QUESTIONS_SHOWN,
        passages=bank.passages,
        source_of=bank.source_of,
        nearest=lambda gap: _nearest(gap, bank),
        where=lambda gap: where(gap, bank).removeprefix("passage").strip(),
    )


def _nearest(gap: Gap, bank: Bank) -> str:
    """The entry or silent topic that is near, in words; empty where none is."""
    if not gap.near:
        return ""
    entry = bank.entries.get(gap.near)
    named = f"entry {gap.near}, “{entry.question}”" if entry else f"silent topic {gap.near}"
    return f"Nearest: {named} ({gap.confidence:.2f})."
