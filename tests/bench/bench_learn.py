"""What `footnote learn` is worth: a journal of simulated questions, sorted by somebody who knows the answers.

The labelled questions of a bank are asked; the replies of the bot become a journal: half of those who are
asked back choose the right option, half of those who get a wrong answer say so. Then the keys of `footnote
learn` are pressed by the labels, and other questions are asked before and after that. Which ones, there are
three ways:

- `new`: the labelled questions are split in two, of each label every second one. The journal is of the one
  half, each question asked as often as it takes, in slightly different ways: with slips of typing, greetings,
  and small words left out. The other half is measured, of which nobody has asked anything: only what is alike
  can be learned. Then the same the other way round.
- `later`: some of the labelled questions are asked often and most seldom (by Zipf's law), and as many are
  measured that are asked next. Many of them were asked before in other ways, as people do ask a bank the same
  again.
- `real`: as `new`, but with every question as it was typed, once. It is for public sets of real questions
  (`--sets`, in the form of `bench_intents.py`), which are large enough: banks are made of some of a set's
  training questions, and its test questions are asked.

    python tests/bench/bench_learn.py [BANK …] [--questions FILE …] [--size 300] [--draws 5] [--ignore]
    python tests/bench/bench_learn.py --sets SET.json … [--wordings 5]

BANK is the folder of a bank in YAML; it is copied, and stays as it is. `--questions` adds files of labelled
questions for a single bank; those beside a bank that are named `questions-*.yaml` are read anyway. A key is
counted as two seconds, a search as all of its letters.

"all added" is the share that is right if every labelled question of the journal's half becomes a wording of
its entry as it was written, whether or not it was answered before, and each of those without an entry a
silent topic: as much as wordings can teach. "first" is the share for which the right entry is ranked first:
more could be right only with other candidates. With `--ignore`, questions without an entry are ignored in
place of becoming silent topics.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from statistics import mean, pstdev
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeAlias

from learn_banks import copied, from_set, labelled, with_all
from learn_journals import WAYS, Logged, Split, journal

from footnote.bank import read_bank
from footnote.cli.learning.decisions import Act, Belongs, Decision, Search
from footnote.cli.learning.ignored import Ignored
from footnote.cli.learning.session import Session
from footnote.dialogue import Bot
from footnote.evaluation import Question, Questions, Score, evaluate
from footnote.insights import Lesson, find_lessons
from footnote.insights.question_stems import without_marks
from footnote.journal import Redactor
from footnote.text import plain

SECONDS_A_KEY = 2

Prepare: TypeAlias = Callable[[Path, Random], tuple[Path, list[Question]]]
"""Puts a bank into a folder, and gives its path and its labelled questions."""

HEAD = (
    "| bank | measured | right before | after | change | all added | first: before, after | wrong "
    "| answered | keys | minutes |\n| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |"
)


class Draw(NamedTuple):
    """One split: the figures before, after and with all labels, keys, and how many questions with an entry
    were measured.
    """

    before: dict[str, float]
    after: dict[str, float]
    all_added: dict[str, float]
    keys: int
    measured: int


def main() -> None:
    """Print a table for each way: before, after, and with all labels, of each bank, and their means."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("banks", nargs="*", type=Path)
    parser.add_argument("--questions", nargs="*", type=Path, default=[])
    parser.add_argument("--sets", nargs="*", type=Path, default=[])
    parser.add_argument("--wordings", type=int, default=5)
    parser.add_argument("--size", type=int, default=300)
    parser.add_argument("--draws", type=int, default=5)
    parser.add_argument("--ignore", action="store_true")
    parser.add_argument("--ways", choices=("new", "later"), nargs="*", default=("new", "later"))
    arguments = parser.parse_args()
    given = {bank.name: _of_folder(bank, arguments.questions) for bank in arguments.banks}
    made = {file.stem: _of_set(file, arguments.wordings) for file in arguments.sets}
    for way, banks in [*((way, given) for way in arguments.ways), ("real", made)]:
        if banks:
            _print_table(way, banks, arguments)


def _of_folder(bank: Path, files: list[Path]) -> Prepare:
    def prepare(folder: Path, _random: Random) -> tuple[Path, list[Question]]:
        path = copied(bank, folder)
        beside = sorted(path.glob("questions-*.yaml"))
        return path, labelled(path, [*beside, *files], read_bank(path))

    return prepare


def _of_set(file: Path, wordings: int) -> Prepare:
    return lambda folder, random: from_set(file, wordings, folder, random)


def _print_table(way: str, banks: dict[str, Prepare], arguments: argparse.Namespace) -> None:
    nowhere = Act.IGNORE if arguments.ignore else Act.NOWHERE
    print(f"\n{way}\n\n{HEAD}")
    means = []
    for name, prepare in banks.items():
        drawn = [
            each
            for seed in range(arguments.draws)
            for each in draw(prepare, way, arguments.size, Random(seed), nowhere)  # noqa: S311  (a draw)
        ]
        print(row(name, drawn), flush=True)
        means.append(drawn)
    if len(means) > 1:
        print(row("mean", [_mean(drawn) for drawn in means]), flush=True)


def row(name: str, drawn: list[Draw]) -> str:
    """The means of the draws as a line of the table; of the change also the standard deviation."""
    changes = [each.after["right"] - each.before["right"] for each in drawn]
    keys = mean(each.keys for each in drawn)

    def of(name: str) -> Iterator[float]:
        return (mean(each[name] for each in figures) for figures in list(zip(*drawn, strict=True))[:3])

    (before, after, most), first, wrong, answered = map(
        list, map(of, ("right", "nearest_right", "wrong", "answered"))
    )
    cells = [
        name,
        f"{mean(each.measured for each in drawn):.0f}",
        f"{before:.3f}",
        f"{after:.3f}",
        f"{mean(changes):+.3f} ± {pstdev(changes):.3f}",
        f"{most:.3f}",
        f"{first[0]:.3f}, {first[1]:.3f}",
        f"{wrong[0]:.3f} → {wrong[1]:.3f}",
        f"{answered[0]:.3f} → {answered[1]:.3f}",
        f"{keys:.0f}",
        f"{keys * SECONDS_A_KEY / 60:.1f}",
    ]
    return f"| {' | '.join(cells)} |"


def _mean(drawn: list[Draw]) -> Draw:
    """The means of the draws of one bank."""

    def of(figures: Iterable[dict[str, float]]) -> dict[str, float]:
        every = list(figures)
        return {name: mean(each[name] for each in every) for name in every[0]}

    before, after, all_added, keys, measured = zip(*drawn, strict=True)
    return Draw(of(before), of(after), of(all_added), round(mean(keys)), round(mean(measured)))


def draw(prepare: Prepare, way: str, size: int, random: Random, nowhere: Act) -> Iterator[Draw]:
    """Learn from a journal, and measure on other questions; for each half of them. `nowhere` is decided about
    questions without an entry.
    """
    with TemporaryDirectory(prefix="footnote-") as folder:
        path, questions = prepare(Path(folder), random)
        bot = Bot(read_bank(path))
        for split in WAYS[way](questions, size, bot.bank, random):
            with TemporaryDirectory(prefix="footnote-") as own:
                yield measured(bot, copied(path, Path(own)), split, random, nowhere)


def measured(bot: Bot, path: Path, split: Split, random: Random, nowhere: Act) -> Draw:
    """The figures of a bot before and after the bank at a path, which is its own, has learned."""
    before = figures(bot, split.measured)
    keys = learned(path, bot, journal(bot, split.asked, random), nowhere)
    after = figures(Bot(read_bank(path)), split.measured)
    all_added = figures(Bot(with_all(bot.bank, split.learned_from)), split.measured)
    answerable = sum(question.category == "answered" for question in split.measured)
    return Draw(before, after, all_added, keys, answerable)


def learned(path: Path, bot: Bot, lines: list[Logged], nowhere: Act) -> int:
    """Decide all lessons by the labels. Returns the keys it took."""
    redact = Redactor([bot.bank]).redact
    labels = {plain(without_marks(redact(line.line.question or ""))): line.question for line in lines}
    lessons = find_lessons(bot, [line.line for line in lines], redact).lessons
    session = Session(str(path), bot, lessons, Ignored(str(path), bot.bank.id), "from the journal")
    keys = 0
    while lesson := session.lesson:
        decision = oracle(lesson, labels, nowhere)
        keys += len(decision.text) + 2 if isinstance(decision, Search) else 1
        session.decide(decision)
    return keys


def oracle(lesson: Lesson, labels: dict[str, Question], nowhere: Act) -> Decision:
    """What somebody decides who knows the answers."""
    entries = [set(labels[plain(asked.question)].entries) for asked in lesson.asked]
    common = set.intersection(*entries)
    if common:
        proposed = [each.id for each in lesson.proposals if each.id in common]
        return Belongs(proposed[0]) if proposed else Search(min(common))
    if any(entries) and len(lesson.asked) > 1:
        return Act.SPLIT
    return nowhere if any(asked.wording for asked in lesson.asked) else Act.IGNORE


def figures(bot: Bot, questions: list[Question]) -> dict[str, float]:
    """The figures of a bank on questions."""
    return Score(bot.bank, tuple(evaluate(bot, Questions(tuple(questions))))).figures


if __name__ == "__main__":
    main()
