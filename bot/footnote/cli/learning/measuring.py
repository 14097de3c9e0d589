"""What learning changed: the bank's labelled questions, and those that were learned from, asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.bank import read_bank
from footnote.cli.reports import score_brief
from footnote.cli.reports.progress import progress
from footnote.cli.reports.score_report import Report
from footnote.dialogue import Bot
from footnote.errors import BankError
from footnote.evaluation import Questions, Score, compare_results, evaluate, read_own_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from footnote.bank import Bank
    from footnote.insights import LoggedQuestion


def figures_after(path: str, before: Bank, logged: Iterable[LoggedQuestion]) -> Iterator[str]:
    """The figures of a bank after its files were edited, against those before; lines to print."""
    try:
        after = read_bank(path)
    except BankError as error:
        yield "The bank cannot be used now: correct this, then run footnote check:"
        yield from map(str, error.problems)
        return
    yield from _answered(Bot(before), Bot(after), [each.question for each in logged if each.question])
    questions = read_own_questions(path, after)
    if len(questions):
        yield from _compared(before, after, questions)
    else:
        yield "The bank has no labelled questions to measure it with: write some into questions.yaml."


def _answered(before: Bot, after: Bot, asked: list[str]) -> Iterator[str]:
    """How many of the questions that were learned from are answered, before and now."""
    with progress() as track:
        counts = [
            sum(bot.ask(question).kind == "answer" for question in track(asked, len(asked), "asking again"))
            for bot in (before, after)
        ]
    yield f"Of {len(asked)} questions that people asked it answered {counts[0]}, and answers {counts[1]} now."


def _compared(before: Bank, after: Bank, questions: Questions) -> Iterator[str]:
    with progress() as track:
        was, now = (
            tuple(track(evaluate(Bot(bank), questions), len(questions), "measuring"))
            for bank in (before, after)
        )
    changes = compare_results(was, now)
    report = Report(Score(after, now), (), None, "the bank before", changes, (), Score(before, was))
    yield score_brief.text(report)
