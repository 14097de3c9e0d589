"""The report of gaps as lines for a terminal or a pipe: drafts stand unwrapped, to be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank import Bank
    from footnote.insights import Gap, Report

MAX_QUESTIONS_SHOWN = 6
"""Questions of a gap that are shown: the rest are like them."""


def lines(report: Report, bank: Bank) -> Iterator[str]:
    """The sums, then each gap: how often, of which kind, what is near, the questions, the draft."""
    yield from sums(report)
    for gap in report.gaps:
        yield ""
        yield f"{gap.times} × {_head(gap, bank)}"
        for question, times in gap.questions[:MAX_QUESTIONS_SHOWN]:
            yield f"    {printable(question)}{f' ({times})' if times > 1 else ''}"
        if len(gap.questions) > MAX_QUESTIONS_SHOWN:
            yield f"    and {len(gap.questions) - MAX_QUESTIONS_SHOWN} more like these"
        yield gap.draft


def sums(report: Report) -> Iterator[str]:
    """How the questions add up, a sentence a line; what there is none of is left out."""
    open_ = sum(gap.times for gap in report.gaps)
    gaps = _count(len(report.gaps), "gap")
    yield f"{_count(report.asked, 'question')} asked; {open_} without an answer, in {gaps}."
    if report.settled:
        yield f"{report.settled} more the bank answers by now."
    if report.out_of_scope:
        counted = ", ".join(f"{why} {times}" for why, times in report.out_of_scope.items())
        yield f"Not for a bank: {counted}."
    if report.unread:
        yield f"{report.unread} more were not answered, and the journal kept no words of them."
    for (entry, feedback), times in report.complaints.items():
        yield f"Readers say of {printable(entry)}: {printable(feedback)} ({times})."


def where(gap: Gap, bank: Bank) -> str:
    """The passage that has most of what is asked, and how much, in words; empty where none does."""
    if not gap.passage:
        return ""
    known = bank.passages.get(gap.passage)
    place = f"{gap.passage}, {known.section}, {known.place}," if known else f"{gap.passage},"
    return f"passage {printable(place)} has {gap.fit:.0%} of it"


def _head(gap: Gap, bank: Bank) -> str:
    """A gap's kind, and what is near it."""
    near = f"near {gap.near} ({gap.confidence:.2f})" if gap.near else ""
    return ", ".join(part for part in (gap.kind, near, where(gap, bank)) if part)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
