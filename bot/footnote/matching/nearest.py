"""The wordings nearest to a question, found by an inverted index: rarest stems first."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import compress
from operator import itemgetter
from typing import TYPE_CHECKING

from .index import LENGTH_EXPONENT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from footnote.text import Stems, Synonyms

    from .index import Index
    from .query import Query, QueryTerm
    from .sparse import Postings

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


class Among:
    """Some wordings, by number, of which those are looked for that contain a stem."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._numbers = tuple(numbers)
        self._known = frozenset(self._numbers)
        self._pick = itemgetter(*self._numbers, 0)  # the 0 makes it a tuple of one number too

    def with_stem(self, stem: str, postings: Postings) -> list[int]:
        """Which of them contain a stem."""
        if postings.count(stem) < 2 * len(self._numbers):
            return [number for number in postings[stem] if number in self._known]
        return list(compress(self._numbers, self._pick(postings.flags(stem))))


class NearestWordings:
    """Finds the wordings nearest to a question. Never changes; threads may share it."""

    def __init__(self, index: Index, synonyms: Synonyms) -> None:
        self._index = index
        self._synonyms = synonyms
        #: The wordings that contain a phrase: asked for those that are kept apart alone.
        self._containing = cache(self._find_containing)

    def find(self, query: Query) -> tuple[dict[int, int], dict[int, float]]:
        """The nearest wording of each entry, by numbers, and how near the nearest few of each are, 0..1.
        Entries that share nothing with the question are left out.
        """
        shared = self._shared(query.terms)
        for number in self._kept_apart(query.stems, shared):
            del shared[number]
        least = MIN_SHARED * max(shared.values(), default=0.0)
        kept = {number: weight for number, weight in shared.items() if weight >= least}
        return self._near(kept, query.weight) if kept else ({}, {})

    def _shared(self, terms: Sequence[QueryTerm]) -> dict[int, float]:
        """The weight that wordings share with the question: rarest stems first (see MAX_SCORED_WORDINGS)."""
        postings = self._index.terms.postings
        shared: dict[int, float] = {}
        ordered = sorted(terms, key=self._spread)
        weights = [self._weights(term) for term in ordered]
        most = [max(each, default=0.0) for each in weights]
        rest, added = sum(most), 0.0  # no wording shares more than was added: mostly that settles it
        among: Among | None = None  # once there are enough, the wordings that are left
        for term, each, most_here in zip(ordered, weights, most, strict=True):
            if among is None and (
                len(shared) >= MAX_SCORED_WORDINGS
                or (rest < MIN_SHARED * added and _is_too_little(rest, shared))
            ):
                among = Among(shared)
            rest, added = rest - most_here, added + most_here
            credited: set[int] = set()
            for (stem, _), weight in zip(term.stems, each, strict=True):
                numbers = among.with_stem(stem, postings) if among else postings[stem]
                if len(each) > 1:  # of several in one wording the nearest counts
                    numbers = [number for number in numbers if number not in credited]
                    credited.update(numbers)
                if among:
                    for number in numbers:
                        shared[number] += weight
                else:
                    _add(shared, numbers, weight)
        return shared

    def _weights(self, term: QueryTerm) -> list[float]:
        """What each of the stems that a term may stand for adds to a wording."""
        statistics = self._index.terms.statistics
        return [similarity * statistics(stem).weight for stem, similarity in term.stems]

    def _spread(self, term: QueryTerm) -> int:
        return sum([self._index.terms.postings.count(stem) for stem, _ in term.stems])

    def _near(self, shared: dict[int, float], query_weight: float) -> tuple[dict[int, int], dict[int, float]]:
        """The nearest wording of each entry, and how near its nearest few are."""
        entries, lengths = self._index.entries, self._index.lengths
        nearest: dict[int, int] = {}
        top: defaultdict[int, float] = defaultdict(float)
        sums = top.copy()
        for number, weight in shared.items():
            near = weight / (lengths[number] or self._index.length(number))
            entry = entries[number]
            sums[entry] += near**SHARPNESS
            if near > top[entry]:
                top[entry], nearest[entry] = near, number
        whole: float = query_weight ** (1 - LENGTH_EXPONENT)
        return nearest, {entry: sums[entry] ** (1 / SHARPNESS) / whole for entry in nearest}

    def _kept_apart(self, stems: Stems, shared: Collection[int]) -> set[int]:
        """Of the wordings that share something, those that contain a phrase kept apart from one in the
        question, and not that one.
        """
        excluded: set[int] = set()
        for group in self._synonyms.apart:
            present = {phrase for phrase in group if _contains(stems, phrase)}
            if present:
                others = set().union(*map(self._containing, group - present)).intersection(shared)
                excluded |= others.difference(*map(self._containing, present))
        return excluded

    def _find_containing(self, phrase: Stems) -> frozenset[int]:
        """Which wordings contain a phrase."""
        postings, rows = self._index.terms.postings, self._index.stems
        numbers = frozenset(postings[phrase[0]]).intersection(*(postings[stem] for stem in phrase[1:]))
        return numbers if len(phrase) == 1 else frozenset(n for n in numbers if _contains(rows[n], phrase))


def _is_too_little(rest: float, shared: dict[int, float]) -> bool:
    """Whether a wording that shares no more than this is not compared (see MIN_SHARED), unless the one that
    shares most is kept apart.
    """
    return bool(shared) and rest < MIN_SHARED * max(shared.values())


def _add(shared: dict[int, float], numbers: Sequence[int], weight: float) -> None:
    """Add a weight to what these wordings share."""
    if shared:
        for number in numbers:
            shared[number] = shared.get(number, 0.0) + weight
    else:
        shared.update(dict.fromkeys(numbers, weight))


def _contains(stems: Stems, phrase: Stems) -> bool:
    length = len(phrase)
    return phrase[0] in stems and any(
        stems[at : at + length] == phrase for at in range(len(stems) - length + 1)
    )
