"""A linear model of a small bank's wordings that is trained: logistic regression over runs of letters, and
over neighbouring words.

Naive Bayes counts how often an entry has a feature; this one learns which features tell entries apart. Each
wording in turn moves the weights of its features towards its entry and away from those that it might be taken
for (stochastic gradient descent). Only features that an entry has can speak for or against it, which keeps
training to a second and the weights few. The order is the same for the same wordings, whatever order they
were given in.

A text is the sum of its words and of its pairs of neighbours, so that what a word says is worked out once.
"""

from __future__ import annotations

from array import array
from functools import cached_property
from itertools import chain
from math import exp, fsum, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from footnote.remembering import remembered

from .naive_bayes import Features, features_of, runs_of_letters, runs_of_starts
from .sparse import compact, row_starts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

SWEEPS = 5
"""How often each wording is learnt from. Measured on the test halves of HINT3 (oscr of curekart and
sofmattress, the mean of four orders): .805 and .776; the same with 8."""

RATE = 0.3
"""How far one wording moves the weights. Measured: the same with .5."""

SHARPNESS = 8.0
"""Powers of e of a unit of score as entries are compared in training. Measured with what the model counts,
see `mixture.TRAINED`."""

MIN_GRADIENT = 0.02
"""Chance of an entry under which a wording is not moved away from it, and changes nothing if that is all that
is wrong."""

STEP = 1 / 4096
"""One step of a weight as it is stored."""

MAX_STEPS = 2**15 - 1

Shares = list[tuple[int, float]]
"""Features of a text by place, each with its share."""

Weights = dict[int, float]
"""The weights of one feature, by the number of the entry."""


class Example(NamedTuple):
    """A wording to learn from: the number of its entry, and its words."""

    entry: int
    words: Sequence[str]


class Part(NamedTuple):
    """What a word or a pair of words adds to a text: the squares of its features' rarities together, and how
    far it speaks for each entry, by number.
    """

    squares: float
    sums: Sequence[float]


NOTHING = Part(0.0, ())
"""What is added by features that no wording has."""


class Logistic:
    """The weights of features by entry. Never changes; threads may share it.

    `examples` are learnt from in the order given; `entry_count` is how many entries there are.
    """

    def __init__(self, examples: Iterable[Example], entry_count: int) -> None:
        texts = [(entry, list(features_of(words))) for entry, words in examples]
        self._features = Features([features for _, features in texts])
        self._entry_count = entry_count
        rows = [(entry, self._shares(features)) for entry, features in texts]
        learnt = _train(rows, len(self._features.known), entry_count)
        self._starts = row_starts(map(len, learnt))
        self._entries = compact(chain.from_iterable(map(sorted, learnt)))
        self._weights = array("h", [_steps(each[entry]) for each in learnt for entry in sorted(each)])

    def scores(self, words: Sequence[str], entries: Sequence[int] | None = None) -> list[float]:
        """How far the words speak for each of these entries, or for each of all: about 1 where they are those
        of its wordings alone.
        """
        chosen = range(self._entry_count) if entries is None else entries
        parts = [*map(self._word, words), *map(self._pair, runs_of_starts(words))]
        known = [part.sums for part in parts if part.squares]
        length = sqrt(sum([part.squares for part in parts]))
        return [sum([sums[entry] for sums in known]) / length if length else 0.0 for entry in chosen]

    def _shares(self, features: Sequence[int]) -> Shares:
        """The features of a text by place, each with its share of it."""
        rarities = self._features.rarities(features)
        length = sqrt(fsum(rarity * rarity for _, rarity in rarities))
        sums: dict[int, float] = {}
        for place, rarity in rarities:
            sums[place] = sums.get(place, 0.0) + rarity / length
        return list(sums.items())

    @cached_property
    def _word(self) -> Callable[[str], Part]:
        return remembered(lambda word: self._part(runs_of_letters([word])))

    def _pair(self, pair: int) -> Part:
        return self._part([pair])

    def _part(self, features: Iterable[int]) -> Part:
        rarities = self._features.rarities(features)
        if not rarities:
            return NOTHING
        starts, entries, weights = self._starts, self._entries, self._weights
        squares, sums = 0.0, array("d", bytes(8 * self._entry_count))
        for number, rarity in rarities:
            start, end, step = starts[number], starts[number + 1], STEP * rarity
            squares += rarity * rarity
            for entry, weight in zip(entries[start:end], weights[start:end], strict=True):
                sums[entry] += step * weight
        return Part(squares, tuple(sums))  # numbers that are added often: an array makes each anew

    def to_sections(self) -> dict[str, Any]:
        """The model as JSON data and arrays."""
        return {
            "trained.entry_count": self._entry_count,
            **self._features.to_sections("trained"),
            "trained.starts": self._starts,
            "trained.entries": self._entries,
            "trained.weights": self._weights,
        }

    @classmethod
    def from_sections(cls, sections: Mapping[str, Any]) -> Logistic:
        """The model that gave these sections."""
        model = cls((), sections["trained.entry_count"])
        model._features = Features.from_sections("trained", sections)
        model._starts = sections["trained.starts"]
        model._entries = sections["trained.entries"]
        model._weights = sections["trained.weights"]
        return model


def _train(rows: Sequence[tuple[int, Shares]], feature_count: int, entry_count: int) -> list[Weights]:
    """The weights of each feature: their mean over all of training, on which the order of wordings has little
    influence.
    """
    weights: list[Weights] = [{} for _ in range(feature_count)]
    for entry, shares in rows:
        for number, _ in shares:
            weights[number][entry] = 0.0
    late = [each.copy() for each in weights]  # every move by how late it came
    steps = SWEEPS * len(rows)
    for step in range(steps):
        entry, shares = rows[step % len(rows)]
        moves = _moves(_sums(shares, weights, entry_count), entry)
        for number, share in shares if moves else ():
            row, late_row = weights[number], late[number]
            for each, move in moves:
                if each in row:
                    row[each] += share * move
                    late_row[each] += share * move * step / steps
    return [
        {entry: weight - part[entry] for entry, weight in row.items()}
        for row, part in zip(weights, late, strict=True)
    ]


def _sums(shares: Shares, weights: Sequence[Weights], entry_count: int) -> list[float]:
    sums = [0.0] * entry_count
    for number, share in shares:
        for entry, weight in weights[number].items():
            sums[entry] += share * weight
    return sums


def _moves(sums: Sequence[float], right: int) -> list[tuple[int, float]]:
    """How far the weights for which entries are to move, by how likely each is taken to be."""
    best = max(sums)
    likely = [exp(SHARPNESS * (each - best)) for each in sums]
    whole = fsum(likely)  # exact, so that the order of entries makes no difference
    error = 1 - likely[right] / whole
    if error < MIN_GRADIENT:
        return []
    wrong = [
        (entry, -RATE * each / whole)
        for entry, each in enumerate(likely)
        if entry != right and each >= MIN_GRADIENT * whole
    ]
    return [(right, RATE * error), *wrong]


def _steps(weight: float) -> int:
    return max(-MAX_STEPS, min(MAX_STEPS, round(weight / STEP)))
