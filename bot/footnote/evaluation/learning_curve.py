"""What more wordings are worth: the figures of a bank with only some of its wordings.

Wordings are left out at random, but always the same ones for a bank: each draw shuffles the wordings of an
entry or silent topic with a seed of its own and keeps the first few, so that a longer list has the shorter
one in it.
"""

from __future__ import annotations

import random
from statistics import fmean
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from footnote.dialogue import Bot
from footnote.record import replace

from .as_json import rounded
from .metrics import Score, evaluate
from .questions import Questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from footnote.bank import Bank, Entry, SilentTopic

    _Topic = TypeVar("_Topic", Entry, SilentTopic)

SIZES = (1, 2, 5, 10, 20, 40, 80, 160)
"""Wordings per entry that are tried, where an entry has more than that."""

DRAWS = 3
"""Banks for each size. Measured on the shipped bank: their `right` differs by .045 with one wording per
entry, by .041 with 40 and by .009 with 160."""


class Sample(NamedTuple):
    """The figures of one bank with at most `wordings` an entry (None: all of them), `total` in all.

    The shares are those of `FIGURES`: of questions that the bank answers `right`, `right_or_offered` and
    `wrong`, and of those that it does not `answered`.
    """

    wordings: int | None
    total: int
    right: float
    right_or_offered: float
    wrong: float
    answered: float


class CurvePoint(NamedTuple):
    """The mean of the samples of one size; `right` lay between `least` and `most`."""

    wordings: int | None
    total: int
    right: float
    least: float
    most: float
    right_or_offered: float
    wrong: float
    answered: float

    def as_dict(self) -> dict[str, Any]:
        """The point as JSON has it; shares to four places, `right_or_offered` by its earlier name too."""
        return rounded({**self._asdict(), "right_or_clarified": self.right_or_offered})


def sample_count(bank: Bank) -> int:
    """How many samples `measure_samples` yields."""
    return DRAWS * len(_sizes(bank))


def measure_samples(bank: Bank, questions: Questions) -> Iterator[Sample]:
    """The figures of banks with fewer wordings, the smallest first, on the questions that are asked alone."""
    single = Questions(tuple(each for each in questions.single if each.category != "small_talk"))
    for size in _sizes(bank):
        for draw in range(DRAWS):
            bot = Bot(keep_wordings(bank, size, draw))
            yield sample_of(Score(bot.bank, tuple(evaluate(bot, single))), size)


def sample_of(score: Score, wordings: int | None = None) -> Sample:
    """The sample that a score is; that of the whole bank, if no number of wordings is given."""
    total = sum(1 for _ in score.bank.wordings())
    return Sample(wordings, total, *(score.figures[name] for name in Sample._fields[2:]))


def curve_points(samples: Iterable[Sample]) -> list[CurvePoint]:
    """The points of the curve, in the order in which their sizes first come."""
    by_size: dict[int | None, list[Sample]] = {}
    for sample in samples:
        by_size.setdefault(sample.wordings, []).append(sample)
    return [_point(held) for held in by_size.values()]


def keep_wordings(bank: Bank, size: int, draw: int = 0) -> Bank:
    """The bank with at most `size` wordings of each entry and silent topic, chosen at random.

    The question of an entry stays and is not counted. All else is as it was, the order of wordings too.
    """
    return replace(
        bank,
        entries={id: _kept(entry, size, draw) for id, entry in bank.entries.items()},
        silent={id: _kept(topic, size, draw) for id, topic in bank.silent.items()},
    )


def _kept(topic: _Topic, size: int, draw: int) -> _Topic:
    rng = random.Random(f"{draw} {topic.id}")  # noqa: S311  (nothing secret)
    order = list(range(len(topic.wordings)))
    rng.shuffle(order)
    return replace(topic, wordings=tuple(topic.wordings[number] for number in sorted(order[:size])))


def _sizes(bank: Bank) -> list[int]:
    lengths = [len(entry.wordings) for entry in bank.entries.values()]
    lengths += [len(topic.wordings) for topic in bank.silent.values()]
    return [size for size in SIZES if size < max(lengths, default=0)]


def _point(samples: list[Sample]) -> CurvePoint:
    right = [sample.right for sample in samples]
    return CurvePoint(
        wordings=samples[0].wordings,
        total=samples[0].total,
        right=fmean(right),
        least=min(right),
        most=max(right),
        right_or_offered=fmean(sample.right_or_offered for sample in samples),
        wrong=fmean(sample.wrong for sample in samples),
        answered=fmean(sample.answered for sample in samples),
    )
