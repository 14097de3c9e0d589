"""`footnote score`: questions put to a bank, and all that is made of the replies."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from footnote.bank import find, read
from footnote.dialogue import Bot
from footnote.evaluation.comparison import changes
from footnote.evaluation.metrics import Score, run
from footnote.evaluation.misses import misses
from footnote.evaluation.questions import Questions, beside, copies, read as read_questions
from footnote.evaluation.thresholds import POLICIES, Aim, choose, trials

from .options import Status, fail
from .reports import score_text as scoretext
from .reports.progress import progress
from .reports.score_report import Report, unmet
from .revision import NoSuchBank, other

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from footnote.bank.models import Bank
    from footnote.evaluation.thresholds import Choice

    from .reports.progress import Track


def score(arguments: argparse.Namespace, default: str) -> int:
    """Run the command: 0, or 2 where a figure falls short of what is required."""
    path = find(arguments.bank or default)
    bank = read(path)
    questions = _questions(arguments.questions, path, bank)
    try:
        before = other(arguments.against, path) if arguments.against else None
    except NoSuchBank as error:
        return fail(str(error))
    report = _report(bank, questions, before, arguments)
    _print(report, as_json=arguments.json)
    if arguments.html and not _written(report, Path(arguments.html)):
        return Status.UNUSABLE
    return _hold(report.score, arguments.require)


def _questions(files: Sequence[str], path: str, bank: Bank) -> Questions:
    """The questions of all files, without those that are copies of the bank's wordings: each is named."""
    found = Questions()
    for file in map(Path, files) if files else beside(path):
        found += read_questions(file, bank)
    copied = copies(found, bank)
    for problem in copied:
        print(f"{problem} (left out)", file=sys.stderr)
    places = {(problem.file, problem.line, problem.column) for problem in copied}
    alone = (each for each in found.alone if (each.file, each.line, each.column) not in places)
    return Questions(tuple(alone), found.talks)


def _report(bank: Bank, questions: Questions, before: Bank | None, arguments: argparse.Namespace) -> Report:
    bot = Bot(bank)
    with progress() as track:
        tried = tuple(track(run(bot, questions), len(questions), "asking"))
        report = Report(Score(bank, tried), misses(bot, tried))
        if arguments.choose:
            report = report._replace(choice=_choice(bot, questions, arguments.aim, track))
        if before:
            tried_before = track(run(Bot(before), questions), len(questions), "asking the other bank")
            report = report._replace(against=arguments.against, changes=changes(tried_before, tried))
    return report


def _choice(bot: Bot, questions: Questions, aim: Mapping[str, float], track: Track) -> Choice:
    alone = len(questions.alone)
    tested = list(track(trials(bot, questions), alone, "reading"))
    policies = track(POLICIES, len(POLICIES), "trying thresholds")
    return choose(tested, bot.bank.policy, Aim(**aim), policies)


def _print(report: Report, *, as_json: bool) -> None:
    print(json.dumps(report.as_dict(), ensure_ascii=False) if as_json else scoretext.text(report))
    sys.stdout.flush()


def _written(report: Report, file: Path) -> bool:
    """Whether the page could be written. That its curves are missing is said, and no failure."""
    from .reports.score_page import MISSING, write

    try:
        drawn = write(report, file)
    except OSError as error:
        return not fail(f"cannot write {file}: {error.strerror}")
    if not drawn and report.score.guesses:
        print(f"footnote: {MISSING}", file=sys.stderr)
    return True


def _hold(score: Score, required: Mapping[str, float]) -> int:
    fallen = unmet(score, required)
    for sentence in fallen:
        print(f"footnote: {sentence}", file=sys.stderr)
    return Status.UNUSABLE if fallen else Status.ANSWERED
