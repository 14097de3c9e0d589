"""A linear model of a bank's wordings: multinomial naive Bayes over weighted features, in closed form.

Each feature (a run of one to three stems, or of two to five letters) has a weight for each entry: by how much it
makes that entry likelier. Nothing is trained by steps; the same wordings give the same weights on any machine.
The features of each wording are weighed by rarity and scaled to length 1, so that a long wording counts no more
than a short one (Rennie et al. 2003, "Tackling the poor assumptions of naive Bayes text classifiers").
"""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import chain
from math import log, sqrt
from typing import TYPE_CHECKING, Any

from .sparse import compact, row_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MAX_RUN = 3
"""Stems in the longest run of words."""

MIN_LETTERS, MAX_LETTERS = 2, 5
"""Letters in the shortest and in the longest run of letters."""

SMOOTHING = 0.05
"""Weight that every entry is taken to have given every feature, besides its own. Measured (see `index`): the
same with .02 and .1."""

MANY_WORDINGS = 5_000
"""Wordings from which features that only one wording has are left out: half of all, and they say little."""


def runs_of_stems(stems: Sequence[str]) -> Iterator[str]:
    """All runs of one to three stems, with spaces between the stems.

    >>> list(runs_of_stems(["how", "big"]))
    ['how', 'how big', 'big']
    """
    for start in range(len(stems)):
        for end in range(start + 1, min(start + MAX_RUN, len(stems)) + 1):
            yield " ".join(stems[start:end])


def runs_of_letters(words: Iterable[str]) -> Iterator[str]:
    """All runs of two to five letters of each word, whose ends are marked.

    >>> list(runs_of_letters(["it"]))
    ['<i', 'it', 't>', '<it', 'it>', '<it>']
    """
    for word in words:
        marked = f"<{word}>"
        for size in range(MIN_LETTERS, MAX_LETTERS + 1):
            for start in range(len(marked) - size + 1):
                yield marked[start : start + size]


class NaiveBayes:
    """The weights of features by entry. Never changes; threads may share it.

    `rows` are the entry of each wording, by number, and its features; `entry_count` is how many entries there
    are, and `min_wordings` in how many wordings a feature must be.
    """

    def __init__(
        self, rows: Iterable[tuple[int, Iterable[str]]], entry_count: int, min_wordings: int = 1
    ) -> None:
        wordings = [(entry, set(features)) for entry, features in rows]
        counts = Counter(chain.from_iterable(features for _, features in wordings))
        self._features = sorted(feature for feature, count in counts.items() if count >= min_wordings)
        self._rarity: Sequence[float] = array(
            "f", [1 + log((1 + len(wordings)) / (1 + counts[feature])) for feature in self._features]
        )
        self._numbers = {feature: number for number, feature in enumerate(self._features)}
        sums: list[dict[int, float]] = [{} for _ in self._features]
        totals = [0.0] * entry_count
        for entry, features in wordings:
            for number, share in self._shares(features):
                sums[number][entry] = sums[number].get(entry, 0.0) + share
                totals[entry] += share
        every = SMOOTHING * len(self._features)
        self._bias: Sequence[float] = array("f", [log(SMOOTHING / (total + every or 1.0)) for total in totals])
        self._starts: Sequence[int] = row_starts(map(len, sums))
        self._entries = compact(chain.from_iterable(map(sorted, sums)))
        self._weights = array("f", [log((s[e] + SMOOTHING) / SMOOTHING) for s in sums for e in sorted(s)])

    def log_likelihoods(self, features: Iterable[str]) -> list[float]:
        """For each entry how likely the features are there, as a natural logarithm; 0 for the likeliest."""
        shares = self._shares(set(features))
        whole = sum([share for _, share in shares])
        sums = [whole * bias for bias in self._bias]
        starts, entries, weights = self._starts, self._entries, self._weights
        for number, share in shares:
            start, end = starts[number], starts[number + 1]
            for entry, weight in zip(entries[start:end], weights[start:end], strict=True):
                sums[entry] += share * weight
        best = max(sums, default=0.0)
        return [total - best for total in sums]

    def weight(self, feature: str, entry: int) -> float:
        """By how much a feature alone makes an entry likelier than the mean of all, in powers of e."""
        likelihoods = self.log_likelihoods([feature])
        return likelihoods[entry] - sum(likelihoods) / len(likelihoods)

    def to_sections(self, name: str) -> dict[str, Any]:
        """The model as JSON data and arrays; `name` begins the name of each."""
        return {
            f"{name}.features": self._features,
            f"{name}.rarity": self._rarity,
            f"{name}.bias": self._bias,
            f"{name}.starts": self._starts,
            f"{name}.entries": self._entries,
            f"{name}.weights": self._weights,
        }

    @classmethod
    def from_sections(cls, name: str, sections: Mapping[str, Any]) -> NaiveBayes:
        """The model that gave these sections."""
        model = cls((), 0)
        model._features = sections[f"{name}.features"]
        model._rarity = sections[f"{name}.rarity"]
        model._bias = sections[f"{name}.bias"]
        model._starts = sections[f"{name}.starts"]
        model._entries = sections[f"{name}.entries"]
        model._weights = sections[f"{name}.weights"]
        model._numbers = {feature: number for number, feature in enumerate(model._features)}
        return model

    def _shares(self, features: Iterable[str]) -> list[tuple[int, float]]:
        """The known features by number, each with its share of the text; the squares of the shares add to 1."""
        numbers = sorted([self._numbers[feature] for feature in features if feature in self._numbers])
        length = sqrt(sum([self._rarity[number] ** 2 for number in numbers]))
        return [(number, self._rarity[number] / length) for number in numbers]
