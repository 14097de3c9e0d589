"""`footnote score`: labelled questions put to a bank, and the report that is made of the replies."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from footnote.bank import DEFAULT, problem_lines, read_bank
from footnote.dialogue import Bot
from footnote.errors import BotError
from footnote.evaluation import (
    Aim,
    Questions,
    Score,
    choose_policy,
    compare_results,
    curve_points,
    evaluate,
    find_copies,
    find_misses,
    make_trials,
    measure_samples,
    question_paths,
    read_questions,
    sample_count,
    sample_of,
)

from .bank_paths import yaml_path
from .exit_codes import Status, fail
from .reports import score_brief, score_text
from .reports.progress import progress
from .reports.score_report import Report, unmet
from .revision import other_bank

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from footnote.bank import Bank
    from footnote.evaluation import Choice, CurvePoint

    from .reports.progress import Track

QUESTIONS_EXAMPLE = """\
schema: 1
answered:
  - {ask: "a question in a person's own words", entry: the-id-of-the-entry-that-answers-it}
unanswered:
  - {ask: "a question that the source does not answer", reason: not-in-source}"""
"""The shortest file of labelled questions, to start from."""


class NoQuestions(BotError):
    """There are no labelled questions. The message says where to write them, and in which form."""


def score(arguments: argparse.Namespace) -> int:
    """Run the command: 0, or 2 if a figure is worse than required."""
    path = yaml_path(arguments.bank or DEFAULT)
    bank = read_bank(path)
    questions = _questions(arguments.questions, path, bank)
    before = other_bank(arguments.against, path) if arguments.against else None
    report = _report(bank, questions, before, arguments)
    _print(report, arguments)
    if arguments.html and not _written(report, Path(arguments.html)):
        return Status.UNUSABLE
    return _required(report.score, arguments.require)


def _questions(files: Sequence[str], path: str, bank: Bank) -> Questions:
    """The questions of all files, without those that are copies of the bank's wordings: each is named.

    Raises NoQuestions where there is none or a folder is given, BankError where a file cannot be read.
    """
    own = question_paths(path)
    if not files and not own[0].exists():
        raise NoQuestions(
            f"{bank.id} has no labelled questions; write some into {own[0]}, such as\n{QUESTIONS_EXAMPLE}"
        )
    if folder := next((file for file in files if Path(file).is_dir()), ""):
        raise NoQuestions(
            f"{folder} is a folder; give files of labelled questions, and a bank with --bank {folder}"
        )
    questions = Questions()
    for file in map(Path, files) if files else own:
        questions += read_questions(file, bank)
    if not len(questions):
        where = ", ".join(files or map(str, own))
        raise NoQuestions(f"no questions in {where}; write some, such as\n{QUESTIONS_EXAMPLE}")
    return _without_copies(questions, bank)


def _without_copies(questions: Questions, bank: Bank) -> Questions:
    copied = [
        problem._replace(message=f"{problem.message} (left out)") for problem in find_copies(questions, bank)
    ]
    for line in problem_lines(copied):
        print(line, file=sys.stderr)
    places = {(problem.file, problem.line, problem.column) for problem in copied}
    alone = (each for each in questions.single if (each.file, each.line, each.column) not in places)
    return Questions(tuple(alone), questions.conversations)


def _report(bank: Bank, questions: Questions, before: Bank | None, arguments: argparse.Namespace) -> Report:
    bot = Bot(bank)
    with progress() as track:
        tried = tuple(track(evaluate(bot, questions), len(questions), "asking"))
        report = Report(Score(bank, tried), find_misses(bot, tried))
        if arguments.choose:
            report = report._replace(choice=_choice(bot, questions, arguments.aim, track))
        if arguments.curve:
            report = report._replace(curve=_curve(report.score, questions, track))
        if before:
            asked = track(evaluate(Bot(before), questions), len(questions), "asking the other bank")
            other = Score(before, tuple(asked))
            changes = compare_results(other.results, tried)
            report = report._replace(against=arguments.against, changes=changes, before=other)
    return report


def _choice(bot: Bot, questions: Questions, aim: Mapping[str, float], track: Track) -> Choice:
    alone = len(questions.single)
    tested = list(track(make_trials(bot, questions), alone, "reading"))
    return choose_policy(tested, bot.bank.policy, Aim(**aim))


def _curve(score: Score, questions: Questions, track: Track) -> list[CurvePoint]:
    samples = measure_samples(score.bank, questions)
    fewer = track(samples, sample_count(score.bank), "asking banks with fewer wordings")
    return curve_points([*fewer, sample_of(score)])


def _print(report: Report, arguments: argparse.Namespace) -> None:
    if arguments.json:
        print(json.dumps(report.as_dict(), ensure_ascii=False))
    else:
        print(score_brief.text(report) if arguments.brief else score_text.text(report))
    sys.stdout.flush()


def _written(report: Report, file: Path) -> bool:
    """Write the page. Whether that worked; missing curves are reported, and are no failure."""
    from .reports.score_html import MISSING_CURVES, write

    try:
        has_curves = write(report, file)
    except OSError as error:
        return not fail(f"cannot write {file}: {error.strerror}")
    if not has_curves and report.score.guesses:
        print(f"footnote: {MISSING_CURVES}", file=sys.stderr)
    return True


def _required(score: Score, required: Mapping[str, float]) -> int:
    """Print each figure that is worse than required. Returns the status."""
    sentences = unmet(score, required)
    for sentence in sentences:
        print(f"footnote: {sentence}", file=sys.stderr)
    return Status.UNUSABLE if sentences else Status.ANSWERED
