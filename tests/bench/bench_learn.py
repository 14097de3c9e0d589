"""What `footnote learn` is worth: a journal of simulated questions, sorted by somebody who knows the answers.

The labelled questions of a bank are asked as people ask: some of them often and most seldom (by Zipf's law),
each time in a slightly different way, with slips of typing, greetings, and small words left out. The replies
of the bot become a journal: half of those who are asked back choose the right option, half of those who get
a wrong answer say so. Then the keys of `footnote learn` are pressed by the labels, and other questions are
asked before and after that. Which ones, there are two ways:

- `later`: what is asked next, as often as the journal is long, from the same labelled questions. Many of them
  were asked before in other ways, as people do ask a bank the same again.
- `new`: the labelled questions are split in two, of each label every second one. The journal is of the one
  half, and the other is measured, of which nobody has asked anything: only what is alike can be learned.

    python tests/bench/bench_learn.py BANK … [--questions FILE …] [--size 300] [--draws 3] [--way later]

BANK is the folder of a bank in YAML; it is copied, and stays as it is. `--questions` adds files of labelled
questions for a single bank. A key is counted as two seconds, a search as all of its letters.
"""

from __future__ import annotations

import argparse
import shutil
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import mean
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeAlias

from footnote.bank import Bank, read_bank
from footnote.cli.learning.decisions import Act, Belongs, Decision, Search
from footnote.cli.learning.ignored import Ignored
from footnote.cli.learning.session import Session
from footnote.dialogue import Bot, Reply
from footnote.evaluation import Question, Questions, Score, evaluate, question_paths, read_questions, slip
from footnote.insights import Lesson, LoggedQuestion, find_lessons
from footnote.insights.question_stems import without_marks
from footnote.journal import Redactor
from footnote.text import plain

Split: TypeAlias = tuple[list[Question], list[Question]]
Way: TypeAlias = Callable[[list[Question], int, Bank, Random], Split]

SECONDS_A_KEY = 2
SHOWN = ("right", "nearest_right", "right_or_offered", "wrong", "answered", "asked_back")


class Draw(NamedTuple):
    """One split: the figures before and after, lessons, keys, wordings, and the questions in both halves."""

    before: dict[str, float]
    after: dict[str, float]
    lessons: int
    keys: int
    wordings: int
    learned_from: int
    measured: int


def main() -> None:
    """Print the figures of each bank, before and after."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("banks", nargs="+", type=Path)
    parser.add_argument("--questions", nargs="*", type=Path, default=[])
    parser.add_argument("--size", type=int, default=300)
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--way", choices=tuple(WAYS), nargs="*", default=tuple(WAYS))
    arguments = parser.parse_args()
    for bank in arguments.banks:
        for way in arguments.way:
            draws = [
                draw(bank, arguments.questions, WAYS[way], arguments.size, Random(seed))  # noqa: S311  (a draw)
                for seed in range(arguments.draws)
            ]
            print("\n".join(table(f"{bank.name}, {way}", draws)), flush=True)


def table(name: str, draws: list[Draw]) -> list[str]:
    """The means of the draws, and of each figure the least and the most that learning changed."""
    keys = mean(each.keys for each in draws)
    head = (
        f"{name}: {mean(each.learned_from for each in draws):.0f} questions in the journal,"
        f" {mean(each.lessons for each in draws):.0f} groups,"
        f" {keys:.0f} keys ({keys * SECONDS_A_KEY / 60:.1f} minutes),"
        f" {mean(each.wordings for each in draws):.0f} wordings;"
        f" {mean(each.measured for each in draws):.0f} measured:"
    )
    lines = [head]
    for figure in SHOWN:
        before = mean(each.before[figure] for each in draws)
        after = mean(each.after[figure] for each in draws)
        changes = [each.after[figure] - each.before[figure] for each in draws]
        lines.append(
            f"  {figure:17} {before:.3f} → {after:.3f}  ({min(changes):+.3f} to {max(changes):+.3f})"
        )
    return lines


def draw(bank: Path, files: list[Path], way: Way, size: int, random: Random) -> Draw:
    """Learn from a journal, and measure on other questions."""
    with TemporaryDirectory(prefix="footnote-") as folder:
        path = copied(bank, Path(folder))
        bot = Bot(read_bank(path))
        asked, measured = way(labelled(path, files, bot.bank), size, bot.bank, random)
        before = figures(bot, measured)
        session, lessons, keys = learned(path, bot, journal(bot, asked, random), folder)
        after = figures(Bot(read_bank(path)), measured)
        return Draw(before, after, lessons, keys, session.tally.wordings, len(asked), len(measured))


def copied(bank: Path, folder: Path) -> Path:
    """A copy of a bank with the language files above it."""
    for file in bank.resolve().parent.glob("*.*"):
        if file.suffix in (".yaml", ".lexicon"):
            shutil.copy(file, folder)
    shutil.copytree(bank.resolve(), folder / bank.resolve().name)
    return folder / bank.resolve().name


def labelled(path: Path, files: list[Path], bank: Bank) -> list[Question]:
    """The labelled questions that are put alone, small talk left out."""
    questions = Questions()
    for file in [*(file for file in question_paths(path) if file.exists()), *files]:
        questions += read_questions(file, bank)
    unique = {plain(question.ask): question for question in questions.single if not question.kind}
    return list(unique.values())


def new(questions: list[Question], size: int, bank: Bank, random: Random) -> Split:
    """A journal of one half of the questions, and the other half, each asked once."""
    by_label: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        by_label[question.label].append(question)
    ordered = [each for group in by_label.values() for each in random.sample(group, len(group))]
    learned_from = ordered[::2]
    again = [learned_from[number % len(learned_from)] for number in range(size)]
    return [in_other_words(each, bank, random) for each in again], ordered[1::2]


def later(questions: list[Question], size: int, bank: Bank, random: Random) -> Split:
    """A journal of all of the questions, and as many that are asked after it."""
    ordered = random.sample(questions, len(questions))
    weights = [1 / (rank + 1) for rank in range(len(ordered))]
    drawn = random.choices(ordered, weights, k=2 * size)
    asked = [in_other_words(each, bank, random) for each in drawn]
    return asked[:size], asked[size:]


WAYS: dict[str, Way] = {"later": later, "new": new}

OPENINGS = ("", "", "", "hi, ", "hello ", "please: ", "quick question, ", "sorry, ")
ENDINGS = ("", "", "", "?", " please", " thanks", "??")


def in_other_words(question: Question, bank: Bank, random: Random) -> Question:
    """The question as somebody else types it: a small word less, perhaps a slip, a greeting, an ending."""
    words = question.ask.split()
    small = [at for at, word in enumerate(words) if word.casefold() in bank.language.words.filler]
    if small and len(words) > 4 and random.random() < 0.5:
        del words[random.choice(small)]
    ask = " ".join(words)
    if random.random() < 0.4:
        ask = slip(ask, random.randrange(8))
    return question._replace(ask=f"{random.choice(OPENINGS)}{ask}{random.choice(ENDINGS)}")


class Logged(NamedTuple):
    """A line of the simulated journal, and the question whose label it has."""

    line: LoggedQuestion
    question: Question


def journal(bot: Bot, asked: list[Question], random: Random) -> list[Logged]:
    """What a journal has of these questions."""
    return [Logged(line_of(bot.ask(each.ask), each, random), each) for each in asked]


def line_of(reply: Reply, question: Question, random: Random) -> LoggedQuestion:
    """A line of the journal: half of the people say more than their question."""
    offered = [option.entry for option in reply.options if option.entry in question.entries]
    is_wrong = reply.kind == "answer" and reply.entry not in question.entries
    speaks = random.random() < 0.5
    taken = offered[0] if offered and reply.kind == "clarify" and speaks else None
    feedback = "not what I asked" if is_wrong and speaks else None
    return LoggedQuestion(question.ask, reply.kind, reply.reason, reply.entry, taken, feedback)


def learned(path: Path, bot: Bot, lines: list[Logged], folder: str) -> tuple[Session, int, int]:
    """The session after all lessons were decided by the labels, how many there were, and the keys it took."""
    redact = Redactor([bot.bank]).redact
    labels = {plain(without_marks(redact(line.line.question or ""))): line.question for line in lines}
    lessons = find_lessons(bot, [line.line for line in lines], redact).lessons
    session = Session(str(path), bot, lessons, Ignored(folder, bot.bank.id), "from the journal")
    keys = 0
    while lesson := session.lesson:
        decision = oracle(lesson, labels)
        keys += len(decision.text) + 2 if isinstance(decision, Search) else 1
        session.decide(decision)
    return session, len(lessons), keys


def oracle(lesson: Lesson, labels: dict[str, Question]) -> Decision:
    """What somebody decides who knows the answers."""
    entries = [set(labels[plain(asked.question)].entries) for asked in lesson.asked]
    common = set.intersection(*entries)
    if common:
        proposed = [each.id for each in lesson.proposals if each.id in common]
        return Belongs(proposed[0]) if proposed else Search(min(common))
    return Act.SPLIT if any(entries) and len(lesson.asked) > 1 else Act.IGNORE


def figures(bot: Bot, questions: list[Question]) -> dict[str, float]:
    """The figures of a bank on questions."""
    return Score(bot.bank, tuple(evaluate(bot, Questions(tuple(questions))))).figures


if __name__ == "__main__":
    main()
