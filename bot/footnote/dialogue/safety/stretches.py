"""Urgent danger in one clause of a message: how much a stretch of it resembles the lines of a danger."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from math import sqrt
from types import MappingProxyType
from typing import TYPE_CHECKING

from footnote.text import BORDER, DANGERS

from .line_model import (
    LETTERS,
    LETTERS_HASH,
    MOST,
    SCALE,
    URGENT_PLACES,
    WINDOW,
    ZERO,
    buckets_of,
    runs_of_letters,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from footnote.text import Danger

    from .line_model import LineModel

FROM: Mapping[Danger, float] = MappingProxyType({"crisis": -1.0, "emergency": -2.0})
GAIN, LEAST = 2.0, -3.0
"""The same as in line_model.py for a long message: for the sum of its likelihood and that of its likeliest
stretch. It may weigh as much against danger as one phrase for it: phrases are found by chance in
what is long. Measured as WINDOW was, with the phrases: .65 of crises and .93 of emergencies are recognised,
by the message alone .60 and .71.
"""

AROUND, AROUND_FROM = 12, 2.0
"""Words around a phrase, and their likelihood from which the phrase counts whole, whatever else is told. Of
the phrases in the messages above, 9 in 10 of those that tell of danger are over it, a third of the others.
"""

MAX_PLACES = 1 << 14
"""Places of words, each with the next, whose weights are kept."""


class Stretches:
    """The stretches of long messages, by the weights of a model of lines. `stem` gives the stem of a word."""

    def __init__(self, model: LineModel, stem: Callable[[str], str]) -> None:
        self._buckets = model.buckets
        self._stem = stem
        self._place = lru_cache(MAX_PLACES)(self._weigh_place)

    def weights(self, words: Sequence[str], whole: Mapping[Danger, float]) -> Mapping[Danger, float]:
        """What it weighs for each urgent danger that a long message and its likeliest stretch are like its
        lines; `whole` are the likelihoods of the message.
        """
        if not whole:
            return {}
        highest = {danger: max(each) for danger, each in self._likelihoods(words, WINDOW).items()}
        totals = {danger: whole[danger] + highest[danger] - start for danger, start in FROM.items()}
        return {danger: min(max(GAIN * each, LEAST), MOST) for danger, each in totals.items()}

    def weights_around(
        self, words: Sequence[str], places: Mapping[Danger, Sequence[int]]
    ) -> Mapping[Danger, float]:
        """What it weighs at most against the phrases of each urgent danger, at these places of a message,
        that the words around them are not like its lines.
        """
        if not self._buckets or FROM.keys().isdisjoint(places):
            return {}
        weights: dict[Danger, float] = {}
        size = min(AROUND, len(words))
        for danger, each in self._likelihoods(words, size).items():
            near = [max(each[max(0, at - size + 1) : at + 1] or each[-1:]) for at in places.get(danger, ())]
            if near:
                weights[danger] = min(max(GAIN * (max(near) - AROUND_FROM), LEAST), 0.0)
        return weights

    def _likelihoods(self, words: Sequence[str], size: int) -> Mapping[Danger, Sequence[float]]:
        """The likelihood of each urgent danger in each stretch of so many words, by its first word."""
        places = [self._place(word, after) for word, after in zip(words, [*words[1:], ""], strict=True)]
        counts = _sums([count for _, count in places], size)
        found: dict[Danger, Sequence[float]] = {}
        for at, place in enumerate(URGENT_PLACES):
            totals = _sums([weights[at] for weights, _ in places], size)
            found[DANGERS[place]] = [
                total / (SCALE * sqrt(count)) for total, count in zip(totals, counts, strict=True)
            ]
        return found

    def _weigh_place(self, word: str, after: str) -> tuple[Sequence[int], int]:
        """What a word weighs for each urgent danger with what begins in it, and by how many buckets: it, the
        pair with the word after it, and the runs of letters.
        """
        found = self._buckets_of(word, after)
        weights = [
            sum([self._buckets[each * len(DANGERS) + at] - ZERO for each in found]) for at in URGENT_PLACES
        ]
        return weights, len(found)

    def _buckets_of(self, word: str, after: str) -> list[int]:
        one, other = (each if each == BORDER else self._stem(each) for each in (word, after))
        letters = runs_of_letters(f"{word} {after}"[: len(word) + LETTERS])
        return buckets_of((one, f"{one} {other}")) + buckets_of(letters, LETTERS_HASH)


def _sums(numbers: Sequence[int], size: int) -> list[int]:
    """The sums of each so many numbers that follow each other."""
    sums = [0, *accumulate(numbers)]
    return [sums[start + size] - sums[start] for start in range(len(numbers) - size + 1)]
