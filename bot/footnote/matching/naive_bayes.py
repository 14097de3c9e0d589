"""A linear model of a bank's wordings: multinomial naive Bayes over weighted features, in closed form.

Each feature (a run of one to three stems, or of two to five letters, as a number) has a weight for each
entry: by how much it makes that entry likelier. Nothing is trained by steps; the same wordings give the
same weights on any machine. The features of each wording are weighed by rarity and scaled to length 1, so
that a long wording counts no more than a short one (Rennie et al. 2003, "Tackling the poor assumptions of
naive Bayes text classifiers").
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from itertools import chain, pairwise
from math import log, sqrt
from typing import TYPE_CHECKING, Any
from zlib import crc32

from .sparse import compact, row_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MAX_RUN = 3
"""Stems in the longest run of words."""

MAX_LETTERS = 5
"""Letters in the longest run of letters; the shortest has two."""

START = 4
"""Letters at the start of two neighbouring words that make them one feature, whatever their endings.
Measured: .804 of banking77 are ranked first and .938 of StackFAQ with three paraphrases, without pairs .796
and .934."""

SMOOTHING = 0.05
"""Weight that every entry is taken to have given every feature, besides its own. Measured (see `index`): the
same with .02 and .1."""

STEP = 1 / 4096
"""Powers of e of one step of a weight."""

MANY_WORDINGS = 5_000
"""Wordings from which features that only one wording has are left out: half of all, and they say little."""


_STEM_BITS, _LETTER_BITS = 20, 12
"""Bits of a stem's number and of a letter in a feature: three stems and five letters fit into 64."""

_PAIR = 1 << 63
"""Marks the number of a pair of starts; runs of letters take 60 bits."""

_LETTERS = (1 << _LETTER_BITS) - 1


def runs_of_stems(numbers: Sequence[int | None]) -> Iterator[int]:
    """A number for each run of one to three stems, given by their numbers (under 2 ** 20 - 1). None is a
    stem that the bank does not have: no run that it is in can be known.

    >>> len(set(runs_of_stems([7, 8]))), len(set(runs_of_stems([7, None, 8])))
    (3, 2)
    """
    for start in range(len(numbers)):
        run = 0
        for number in numbers[start : start + MAX_RUN]:
            if number is None:
                break
            run = run << _STEM_BITS | number + 1
            yield run


def runs_of_letters(words: Iterable[str]) -> Iterator[int]:
    """A number for each run of two to five letters of the words, whose ends are marked.

    >>> len(set(runs_of_letters(["it"])))  # <i it t> <it it> <it>
    6
    """
    for word in words:
        letters = [ord(letter) & _LETTERS for letter in f"<{word}>"]
        for start in range(len(letters) - 1):
            run = letters[start]
            for letter in letters[start + 1 : start + MAX_LETTERS]:
                run = run << _LETTER_BITS | letter
                yield run


def runs_of_starts(words: Iterable[str]) -> Iterator[int]:
    """A number for the starts of each word and the next."""
    return (_PAIR | crc32(f"{one[:START]} {other[:START]}".encode()) for one, other in pairwise(words))


def features_of(words: Sequence[str]) -> Iterator[int]:
    """What a linear model of letters sees in the words of a text."""
    return chain(runs_of_letters(words), runs_of_starts(words))


class Features:
    """The features that wordings have, and how rare each is. Never changes.

    `wordings` are the features of each wording; those that fewer than `min_wordings` have are left out.
    """

    def __init__(self, wordings: Sequence[Iterable[int]], min_wordings: int = 1) -> None:
        counts = Counter(chain.from_iterable(map(set, wordings)))
        self.known = array("Q", sorted(f for f, count in counts.items() if count >= min_wordings))
        self.rarity = array(
            "f", [1 + log((1 + len(wordings)) / (1 + counts[feature])) for feature in self.known]
        )
        # Faster than to search, but larger than the rest: a compiled bank does without.
        self._places = {feature: place for place, feature in enumerate(self.known)}

    def shares(self, features: Iterable[int]) -> list[tuple[int, float]]:
        """The known features by place, each with its share of the text; the squared shares add up to 1. One
        that comes twice counts twice.
        """
        counts = Counter(features)
        rarities = self.rarities(sorted(counts))
        weights = [(place, rarity * counts[self.known[place]]) for place, rarity in rarities]
        length = sqrt(sum([weight * weight for _, weight in weights]))
        return [(place, weight / length) for place, weight in weights]

    def rarities(self, features: Iterable[int]) -> list[tuple[int, float]]:
        """Those of the features that are known, by place, each with its rarity."""
        known, rarity = self.known, self.rarity
        if self._places:
            return [(place, rarity[place]) for place in map(self._places.get, features) if place is not None]
        places = [(bisect_left(known, feature), feature) for feature in features]
        return [
            (place, rarity[place])
            for place, feature in places
            if place < len(known) and known[place] == feature
        ]

    def to_sections(self, name: str) -> dict[str, Any]:
        """The features as arrays; `name` begins the name of each."""
        return {f"{name}.features": self.known, f"{name}.rarity": self.rarity}

    @classmethod
    def from_sections(cls, name: str, sections: Mapping[str, Any]) -> Features:
        """The features that gave these sections."""
        features = cls(())
        features.known, features.rarity = sections[f"{name}.features"], sections[f"{name}.rarity"]
        return features


class NaiveBayes:
    """The weights of features by entry. Never changes; threads may share it.

    `rows` are the entry of each wording, by number, and its features; `entry_count` is how many entries there
    are, and `min_wordings` in how many wordings a feature must be.
    """

    def __init__(
        self, rows: Iterable[tuple[int, Iterable[int]]], entry_count: int, min_wordings: int = 1
    ) -> None:
        wordings = [(entry, list(features)) for entry, features in rows]
        self._features = Features([features for _, features in wordings], min_wordings)
        sums: list[dict[int, float]] = [{} for _ in self._features.known]
        totals = [0.0] * entry_count
        for entry, features in wordings:
            for number, share in self._features.shares(features):
                sums[number][entry] = sums[number].get(entry, 0.0) + share
                totals[entry] += share
        every = SMOOTHING * len(self._features.known)
        self._bias = array("f", [log(SMOOTHING / (total + every or 1.0)) for total in totals])
        self._starts = row_starts(map(len, sums))
        self._entries = compact(chain.from_iterable(map(sorted, sums)))
        # Whole steps in 16 bits: half the size of floats, and finer than any decision.
        self._weights = array(
            "H", [min(2**16 - 1, round(log(1 + s[e] / SMOOTHING) / STEP)) for s in sums for e in sorted(s)]
        )

    def log_likelihoods(self, features: Iterable[int]) -> list[float]:
        """For each entry how likely the features are there, as a natural logarithm; 0 for the likeliest."""
        shares = self._features.shares(features)
        whole = sum([share for _, share in shares])
        sums = [whole * bias for bias in self._bias]
        starts, entries, weights = self._starts, self._entries, self._weights
        for number, share in shares:
            start, end, step = starts[number], starts[number + 1], STEP * share
            for entry, weight in zip(entries[start:end], weights[start:end], strict=True):
                sums[entry] += step * weight
        best = max(sums, default=0.0)
        return [total - best for total in sums]

    def weight(self, feature: int, entry: int) -> float:
        """By how much a feature alone makes an entry likelier than the mean of all, in powers of e."""
        likelihoods = self.log_likelihoods([feature])
        return likelihoods[entry] - sum(likelihoods) / len(likelihoods)

    def to_sections(self, name: str) -> dict[str, Any]:
        """The model as JSON data and arrays; `name` begins the name of each."""
        return {
            **self._features.to_sections(name),
            f"{name}.bias": self._bias,
            f"{name}.starts": self._starts,
            f"{name}.entries": self._entries,
            f"{name}.weights": self._weights,
        }

    @classmethod
    def from_sections(cls, name: str, sections: Mapping[str, Any]) -> NaiveBayes:
        """The model that gave these sections."""
        model = cls((), 0)
        model._features = Features.from_sections(name, sections)
        model._bias = sections[f"{name}.bias"]
        model._starts = sections[f"{name}.starts"]
        model._entries = sections[f"{name}.entries"]
        model._weights = sections[f"{name}.weights"]
        return model
