"""Questions that ask the same, put into one cluster: for counting what many people asked in their own words.

Leader clustering: a question joins the cluster whose leader it is most similar to, or leads one of its own.
Similarity is Dice's coefficient over stems, each weighted by how few of the questions have it. Questions are
compared with each other, not with a bank, which only lends its synonyms and exclusions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import log
from typing import TYPE_CHECKING

from footnote.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .question_stems import QuestionStems

MIN_CLUSTER_SIMILARITY = 0.55
"""Similarity (0..1) from which two questions ask the same."""

FILLER_WORD_WEIGHT = 0.15
"""The part of its weight that a word such as "the" or "please" counts with."""


def cluster(questions: Sequence[str], reader: QuestionStems) -> list[list[int]]:
    """The questions that ask the same, as indices. Those first in the list lead: give the most asked
    first.
    """
    stems = _stems(questions, reader)
    clusters = _Clusters(_weights(stems, reader.filler), reader)
    for index, each in enumerate(stems):
        clusters.add(index, each)
    return clusters.members


class _Clusters:
    """Clusters as they grow; `members` are the indices of the questions in each."""

    def __init__(self, weights: dict[str, float], reader: QuestionStems) -> None:
        self.members: list[list[int]] = []
        self._leaders: list[frozenset[str]] = []
        self._by_stem: dict[str, list[int]] = defaultdict(list)  # clusters whose leader has the stem
        self._weights = weights
        self._reader = reader

    def add(self, index: int, stems: frozenset[str]) -> None:
        """Put a question into its cluster, or into a new one."""
        nearest = self._nearest(stems)
        if nearest is None:
            nearest = len(self.members)
            self.members.append([])
            self._leaders.append(stems)
            for stem in stems:
                self._by_stem[stem].append(nearest)
        self.members[nearest].append(index)

    def _nearest(self, stems: frozenset[str]) -> int | None:
        """The cluster with the most similar leader, the earlier of two alike; None where none is similar."""
        shared: dict[int, float] = defaultdict(float)
        for stem in stems:
            for candidate in self._by_stem[stem]:
                shared[candidate] += self._weights[stem]
        rated = [
            (2 * common / (self._weight(stems) + self._weight(self._leaders[candidate])), -candidate)
            for candidate, common in shared.items()
            if not self._reader.are_kept_apart(stems, self._leaders[candidate])
        ]
        similarity, candidate = max(rated, default=(0.0, 0))
        return -candidate if similarity >= MIN_CLUSTER_SIMILARITY else None

    def _weight(self, stems: frozenset[str]) -> float:
        return sum(self._weights[stem] for stem in stems)


def _stems(questions: Sequence[str], reader: QuestionStems) -> list[frozenset[str]]:
    """The stems of each question, a mistyped word as one that was read before it. Never empty."""
    corrected: dict[str, str] = {}
    vocabulary: dict[str, None] = dict.fromkeys(reader.vocabulary)
    every = []
    for question in questions:
        stems = reader.stems(question)
        for stem in stems:
            if stem not in corrected:
                corrected[stem] = reader.corrected(stem, vocabulary.keys())
                vocabulary[corrected[stem]] = None
        every.append(frozenset(corrected[stem] for stem in stems) or frozenset([fold(question)]))
    return every


def _weights(questions: Sequence[frozenset[str]], filler: frozenset[str]) -> dict[str, float]:
    """The weight of each stem: higher, the fewer questions have it."""
    counts = Counter(stem for stems in questions for stem in stems)
    return {
        stem: log(1 + len(questions) / count) * (FILLER_WORD_WEIGHT if stem in filler else 1.0)
        for stem, count in counts.items()
    }
