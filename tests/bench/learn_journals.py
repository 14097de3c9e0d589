"""Simulated journals for `bench_learn`: labelled questions, asked as people ask, and what came of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple, TypeAlias

from footnote.bank import Bank
from footnote.dialogue import Bot, Reply
from footnote.evaluation import Question, slip
from footnote.insights import LoggedQuestion


class Split(NamedTuple):
    """The questions of a journal, the different labelled questions that they are of, and those measured."""

    asked: list[Question]
    learned_from: list[Question]
    measured: list[Question]


Way: TypeAlias = Callable[[list[Question], int, Bank, Random], Iterator[Split]]

OPENINGS = ("", "", "", "hi, ", "hello ", "please: ", "quick question, ", "sorry, ")
ENDINGS = ("", "", "", "?", " please", " thanks", "??")


def new(questions: list[Question], size: int, bank: Bank, random: Random) -> Iterator[Split]:
    """A journal of one half of the questions, each asked as often, and the other half; then the reverse."""
    for learned_from, measured in _halves(questions, random):
        again = [learned_from[number % len(learned_from)] for number in range(size)]
        yield Split([in_other_words(each, bank, random) for each in again], learned_from, measured)


def real(questions: list[Question], size: int, _bank: Bank, random: Random) -> Iterator[Split]:
    """The same with every question as it was typed, once, and as many as `size` in a journal."""
    for half, measured in _halves(questions, random):
        asked = random.sample(half, min(size, len(half)))
        yield Split(asked, asked, measured)


def later(questions: list[Question], size: int, bank: Bank, random: Random) -> Iterator[Split]:
    """A journal of all of the questions, and as many that are asked after it."""
    ordered = random.sample(questions, len(questions))
    weights = [1 / (rank + 1) for rank in range(len(ordered))]
    drawn = random.choices(ordered, weights, k=2 * size)
    asked = [in_other_words(each, bank, random) for each in drawn]
    yield Split(asked[:size], list(dict.fromkeys(drawn[:size])), asked[size:])


WAYS: dict[str, Way] = {"new": new, "later": later, "real": real}


def _halves(questions: list[Question], random: Random) -> Iterator[tuple[list[Question], list[Question]]]:
    """Of each label every second question, and the others; then the other way round."""
    by_label: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        by_label[question.label].append(question)
    ordered = [each for group in by_label.values() for each in random.sample(group, len(group))]
    yield ordered[::2], ordered[1::2]
    yield ordered[1::2], ordered[::2]


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
    return [Logged(_line_of(bot.ask(each.ask), each, random), each) for each in asked]


def _line_of(reply: Reply, question: Question, random: Random) -> LoggedQuestion:
    """A line of the journal: half of the people say more than their question."""
    offered = [option.entry for option in reply.options if option.entry in question.entries]
    is_wrong = reply.kind == "answer" and reply.entry not in question.entries
    speaks = random.random() < 0.5
    taken = offered[0] if offered and reply.kind == "clarify" and speaks else None
    feedback = "not what I asked" if is_wrong and speaks else None
    return LoggedQuestion(question.ask, reply.kind, reply.reason, reply.entry, taken, feedback)
