"""The wordings nearest to a question, found by an inverted index: rarest stems first."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from .index import LENGTH_EXPONENT

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from footnote.text import Stems, Synonyms

    from .index import Index
    from .query import Query, QueryTerm

SHARPNESS = 9
"""How far the nearest wording of an entry outweighs its others: the power they are summed under. Measured
(see `index`): .794 with 6, .784 with 14, .788 with 60, which is the nearest alone."""

MIN_SHARED = 0.3
"""Wordings that share less than this part of the greatest shared weight are not compared. Measured: the same
with 0, .787 with .4."""

MAX_SCORED_WORDINGS = 600
"""Once so many wordings share a rarer stem with the question, a stem adds to those only: what keeps the cost
from growing with the bank. Measured: the same with 300 and 1,500; of 1,700 questions more on a
bank of 20,000 wordings, .892 with 400, .896 with 600, .897 with 1,000."""


class NearestWordings:
    """Finds the wordings nearest to a question. Never changes; threads may share it."""

    def __init__(self, index: Index, synonyms: Synonyms) -> None:
        self._index = index
        self._synonyms = synonyms

    def find(self, query: Query) -> tuple[dict[int, int], dict[int, float]]:
        """The nearest wording of each entry, by numbers, and how near the nearest few of each are, 0..1.
        Entries that share nothing with the question are left out.
        """
        shared = self._shared(query.terms)
        for number in self._kept_apart(query.stems, shared):
            shared.pop(number, None)
        return self._near(shared, query.weight) if shared else ({}, {})

    def _shared(self, terms: Sequence[QueryTerm]) -> dict[int, float]:
        """The weight that wordings share with the question: rarest stems first (see MAX_SCORED_WORDINGS)."""
        shared: dict[int, float] = {}
        for term in sorted(terms, key=self._spread):
            credited: set[int] = set()
            for stem, similarity in term.stems:
                numbers = self._with_stem(stem, shared)
                if len(term.stems) > 1:  # of several in one wording the nearest counts
                    numbers = [number for number in numbers if number not in credited]
                    credited.update(numbers)
                weight = similarity * self._index.terms.statistics(stem).weight
                for number in numbers:
                    shared[number] = shared.get(number, 0.0) + weight
        return shared

    def _spread(self, term: QueryTerm) -> int:
        return sum([self._index.terms.postings.count(stem) for stem, _ in term.stems])

    def _with_stem(self, stem: str, shared: dict[int, float]) -> Sequence[int]:
        numbers = self._index.terms.postings[stem]
        if len(shared) < MAX_SCORED_WORDINGS:
            return numbers
        if len(numbers) < 2 * len(shared):
            return [number for number in numbers if number in shared]
        flags = self._index.terms.postings.flags(stem)
        return [number for number in shared if flags[number]]

    def _near(self, shared: dict[int, float], query_weight: float) -> tuple[dict[int, int], dict[int, float]]:
        """The nearest wording of each entry, and how near its nearest few are."""
        entries, lengths = self._index.entries, self._index.lengths
        least = MIN_SHARED * max(shared.values())
        top: dict[int, float] = {}
        nearest: dict[int, int] = {}
        sums: dict[int, float] = {}
        for number, weight in shared.items():
            if weight >= least:
                near = weight / (lengths[number] or self._index.length(number))
                entry = entries[number]
                sums[entry] = sums.get(entry, 0.0) + near**SHARPNESS
                if near > top.get(entry, 0.0):
                    top[entry], nearest[entry] = near, number
        whole: float = query_weight ** (1 - LENGTH_EXPONENT)
        return nearest, {entry: total ** (1 / SHARPNESS) / whole for entry, total in sums.items()}

    def _kept_apart(self, stems: Stems, shared: Container[int]) -> set[int]:
        """Of the wordings that share something, those that contain a phrase kept apart from one in the
        question, and not that one.
        """
        excluded: set[int] = set()
        for group in self._synonyms.apart:
            present = {phrase for phrase in group if _contains(stems, phrase)}
            if present:
                others = chain.from_iterable(self._containing(each, shared) for each in group - present)
                excluded.update(number for number in others if not self._has(number, present))
        return excluded

    def _containing(self, phrase: Stems, among: Container[int]) -> list[int]:
        """Which of these wordings contain a phrase."""
        postings = self._index.terms.postings
        numbers = [number for number in postings[min(phrase, key=postings.count)] if number in among]
        return numbers if len(phrase) == 1 else [number for number in numbers if self._has(number, {phrase})]

    def _has(self, number: int, phrases: Iterable[Stems]) -> bool:
        """Whether a wording contains one of these phrases."""
        stems = self._index.stems[number]
        return any(_contains(stems, phrase) for phrase in phrases)


def _contains(stems: Stems, phrase: Stems) -> bool:
    length = len(phrase)
    return any(stems[at : at + length] == phrase for at in range(len(stems) - length + 1))
