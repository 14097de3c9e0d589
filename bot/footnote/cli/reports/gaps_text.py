"""The report of gaps as lines for a terminal or a pipe: drafts stand unwrapped, to be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank.models import Bank
    from footnote.insights.gaps import Gap, Report

SHOWN = 6
"""Questions of a gap that are shown: the rest are like them."""


def lines(report: Report, bank: Bank) -> Iterator[str]:
    """The sums, then each gap: how often, which sort, what is near, the questions, the draft."""
    yield from sums(report)
    for gap in report.gaps:
        yield ""
        yield f"{gap.times} × {head(gap, bank)}"
        yield from (f"    {printable(question)}{_times(times)}" for question, times in gap.questions[:SHOWN])
        if len(gap.questions) > SHOWN:
            yield f"    and {len(gap.questions) - SHOWN} more like these"
        yield gap.draft


def sums(report: Report) -> Iterator[str]:
    """How what was asked adds up, a sentence a line; what there is none of is left out."""
    open_ = sum(gap.times for gap in report.gaps)
    found = _count(len(report.gaps), "gap")
    yield f"{_count(report.asked, 'question')} asked; {open_} without an answer, in {found}."
    if report.settled:
        yield f"{report.settled} more the bank answers by now."
    if report.aside:
        yield "Not for a bank: " + ", ".join(f"{why} {times}" for why, times in report.aside.items()) + "."
    if report.unread:
        yield f"{report.unread} more were not answered, and the journal kept no words of them."
    for (entry, verdict), times in report.complaints.items():
        yield f"Readers say of {printable(entry)}: {printable(verdict)} ({times})."


def head(gap: Gap, bank: Bank) -> str:
    """A gap's sort, and what is near it."""
    near = f"near {gap.near} ({gap.confidence:.2f})" if gap.near else ""
    return ", ".join(part for part in (gap.sort, near, where(gap, bank)) if part)


def where(gap: Gap, bank: Bank) -> str:
    """The passage that holds most of what is asked, and how much, in words; empty where none does."""
    if not gap.passage:
        return ""
    known = bank.passages.get(gap.passage)
    place = f"{gap.passage}, {known.section}, {known.place}," if known else f"{gap.passage},"
    return f"passage {printable(place)} holds {gap.fit:.0%} of it"


def _times(times: int) -> str:
    return f" ({times})" if times > 1 else ""


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
