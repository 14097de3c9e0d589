"""A score in a few lines: for a prompt, a commit message, or a look between two edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.evaluation import outcome

from .one_line import clipped
from .score_text import difference, place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from footnote.evaluation import Group

    from .score_report import Report

SHOWN: Mapping[Group, tuple[str, ...]] = {
    "answered": ("right", "right_or_offered", "wrong"),
    "unanswered": ("answered", "asked_back"),
    "small_talk": ("small_talk_recognised",),
    "later_turns": ("later_turns_right", "later_turns_wrong"),
}
"""The figures of each group of questions that are shown."""

LABELS: Mapping[Group, str] = {
    "answered": "the bank answers",
    "unanswered": "it does not",
    "small_talk": "small talk",
    "later_turns": "later turns",
}
"""What each group of questions is called, on one line with its figures."""

MAX_WORSE_SHOWN = 3
"""Replies that got worse that are named: the whole report has the others."""

_WIDTH = 80


def text(report: Report) -> str:
    """What changed against another bank, where one is compared; then a line for each group of questions."""
    return "\n".join([*difference(report), *_worse(report), *_figures(report)])


def _worse(report: Report) -> Iterator[str]:
    worse = [change for change in report.changes if change.effect == "worse"]
    for change in worse[:MAX_WORSE_SHOWN]:
        question = change.after.question
        turned = f"{outcome(change.before)} → {outcome(change.after)}"
        yield f"  worse: {clipped(f'{place(question)}: {question.ask}', _WIDTH - 9)}"
        yield f"    {clipped(turned, _WIDTH - 4)}"
    if len(worse) > MAX_WORSE_SHOWN:
        yield f"  and {len(worse) - MAX_WORSE_SHOWN} more that got worse"


def _figures(report: Report) -> Iterator[str]:
    for group, names in SHOWN.items():
        if total := len(report.score.of(group)):
            shares = ", ".join(f"{name} {report.score.figures[name]:.3f}" for name in names)
            yield f"{total:5} {LABELS[group]}: {shares}"
