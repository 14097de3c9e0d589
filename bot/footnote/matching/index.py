"""An inverted index of the wordings of a bank, with the weight of each term.

A term is a stem. Weights and lengths are computed when they are first needed and then remembered, so that a
bank is ready as soon as it is read: one question needs few of them. They depend on the wordings alone, never
on the questions.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from .sparse import IntegerRows, Postings, Rows, compact, row_starts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

# "Measured" here, in `entry_model`, `query` and `matcher`: what tests/bench/bench_constants.py prints, the
# mean area under right and accepted against wrongly accepted (oscr) of four sets of questions, of which about
# half have no answer: wordings held out of the training halves of HINT3 curekart and sofmattress, mistyped;
# and the labelled questions of the bank micrometastases, put to it and to 25 wordings of each of its entries.
# All constants as they stand: .791 (.773, .764, .911 and .715). Under .005 all is noise.
# bench_match.py and bench_intents.py measure speed and the test halves, which chose nothing but
# entry_model.TRIGRAM_WEIGHT.

FILLER_TERM_WEIGHT = 0.5
"""Weight of a filler word as a share of that of another. Measured: the same with .35, .785 with .65."""

RARITY_SHARE = 0.2
"""Share of a weight that is plain rarity (idf), in which wordings of one entry differ; the rest is the
information that the term gives about the entry. Measured: the same with .1, .784 with .4."""

LENGTH_EXPONENT = 0.7
"""The weight that a question and a wording share is divided by total ** .3 of the question and length ** .7
of the wording: not to cover a short wording costs more than to add words. Measured: the same with .6 and
.8."""

FILLER_DAMPING = 100
"""Wordings with a filler word from which half of its information counts: in a large bank who, why and will
are seen often enough to be weighed like any other word. Measured: .782 with 1, the same with 400."""

MIN_TERM_WEIGHT = 0.01
"""Weight of a term without any information: a bank of one entry still knows its words."""

EAGER_INDEX_SIZE = 50_000
"""A bank with more wordings is loaded to stay: everything is computed at once (3 s at 100,000), so that no
question waits for it."""


class TermStatistics(NamedTuple):
    """The weight of a term, 0 to about 1, and how many wordings of each entry (by number) contain it."""

    weight: float
    entry_counts: dict[int, int]


class Terms:
    """The terms of an index: the wordings that contain each, and its statistics.

    `entries[n]` is the entry of wording n, by number, of `entry_count` entries; `filler` are the terms of
    filler words.
    """

    def __init__(
        self, postings: Postings, entries: Sequence[int], entry_count: int, filler: Collection[str]
    ) -> None:
        #: The wordings that contain each term.
        self.postings = postings
        self._entries = entries
        self._entry_count = entry_count
        self._filler = filler
        self._statistics: dict[str, TermStatistics] = {}
        self._stored: tuple[Sequence[float], IntegerRows, IntegerRows] | None = None

    def restore(self, weights: Sequence[float], entries: IntegerRows, counts: IntegerRows) -> None:
        """Take statistics from their arrays, in the order of the postings, instead of computing them."""
        self._stored = weights, entries, counts

    def is_filler(self, term: str) -> bool:
        """Whether a term is that of a filler word."""
        return term in self._filler

    def statistics(self, term: str) -> TermStatistics:
        """The statistics of a term that some wording contains."""
        statistics = self._statistics.get(term)
        if statistics is None:
            statistics = self._statistics[term] = self._decode(term) or self._compute(term)
        return statistics

    def _decode(self, term: str) -> TermStatistics | None:
        if self._stored is None:
            return None
        weights, entries, counts = self._stored
        number = self.postings.number(term)
        return TermStatistics(weights[number], dict(zip(entries[number], counts[number], strict=True)))

    def _compute(self, term: str) -> TermStatistics:
        counts = dict(Counter([self._entries[number] for number in self.postings[term]]))
        total = self.postings.count(term)
        weight = (1 - RARITY_SHARE) * self._information(counts, total) + RARITY_SHARE * self._rarity(total)
        return TermStatistics(weight * self._filler_factor(term, total) + MIN_TERM_WEIGHT, counts)

    def _filler_factor(self, term: str, total: int) -> float:
        """1, or for a filler word FILLER_TERM_WEIGHT, and the more the more wordings contain it."""
        if term not in self._filler:
            return 1.0
        return 1 - (1 - FILLER_TERM_WEIGHT) * FILLER_DAMPING / (total + FILLER_DAMPING)

    def _information(self, counts: dict[int, int], total: int) -> float:
        """The share of the uncertainty about the entry that a term removes: 1 less the entropy of its use."""
        if self._entry_count < 2:
            return 0.0
        shares = [count / total for count in counts.values()]
        entropy = -math.fsum([share * math.log(share) for share in shares])
        return max(0.0, 1.0 - entropy / math.log(self._entry_count))

    def _rarity(self, total: int) -> float:
        """Inverse document frequency, 1 for a term of a single wording."""
        most = len(self._entries) + 1
        return math.log(most / total) / math.log(most)


class Index:
    """Which wordings contain which terms. `entries[n]` is the entry of wording n, `stems[n]` its terms;
    `filler` are the terms of filler words.
    """

    def __init__(
        self, entries: Sequence[str], stems: Sequence[tuple[str, ...]], filler: Collection[str]
    ) -> None:
        #: The terms of each wording.
        self.stems = Rows(stems)
        numbers: dict[str, int] = {}
        #: The entry of each wording, by its number in `names`.
        self.entries: Sequence[int] = [numbers.setdefault(entry, len(numbers)) for entry in entries]
        self.names = list(numbers)
        #: The wordings of each entry.
        self.members: Sequence[Sequence[int]] | IntegerRows = _members(self.entries, len(numbers))
        self.terms = Terms(Postings(stems), self.entries, len(numbers), filler)
        #: The lengths computed so far; 0 for all others, which `length` computes.
        self.lengths = array("f", bytes(4 * len(stems)))
        if len(stems) > EAGER_INDEX_SIZE:
            self.precompute()

    def places(self, stems: Iterable[str]) -> list[int | None]:
        """The place of each stem in alphabetical order, None for one that no wording has."""
        return [self._places.get(stem) for stem in stems]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {stem: place for place, stem in enumerate(sorted(self.terms.postings))}

    def precompute(self) -> None:
        """Compute every length now, so that no question waits for it."""
        for number in range(len(self.lengths)):
            self.length(number)

    def prepare(self) -> None:
        """Decode all that questions need now: afterwards they take no more memory."""
        for term in self.terms.postings:
            self.terms.statistics(term)

    def length(self, number: int) -> float:
        """The sum of the weights of a wording's terms, to the power LENGTH_EXPONENT."""
        weights = [self.terms.statistics(stem).weight for stem in dict.fromkeys(self.stems[number])]
        self.lengths[number] = sum(weights) ** LENGTH_EXPONENT
        return self.lengths[number]

    def to_sections(self) -> dict[str, Any]:
        """The index as JSON data and arrays, everything computed. The terms are sorted: the next run's sort
        is free.
        """
        self.precompute()
        terms = sorted(self.terms.postings)
        numbers = {term: number for number, term in enumerate(terms)}
        postings = [self.terms.postings[term] for term in terms]
        statistics = [self.terms.statistics(term) for term in terms]
        rows = [self.stems[number] for number in range(len(self.stems))]
        counts = [each.entry_counts for each in statistics]
        return {
            "index.names": self.names,
            "index.entries": compact(self.entries),
            "index.terms": terms,
            "index.posting_starts": row_starts(map(len, postings)),
            "index.postings": compact(chain.from_iterable(postings)),
            "index.stem_starts": row_starts(map(len, rows)),
            "index.stems": compact(numbers[term] for term in chain.from_iterable(rows)),
            "index.lengths": self.lengths,
            "index.weights": array("d", [each.weight for each in statistics]),
            "index.count_starts": row_starts(map(len, counts)),
            "index.count_entries": compact(chain.from_iterable(counts)),
            "index.counts": compact(chain.from_iterable(each.values() for each in counts)),
            "index.member_starts": row_starts(map(len, self.members)),
            "index.members": compact(chain.from_iterable(self.members)),
        }

    @classmethod
    def from_sections(cls, sections: Mapping[str, Any], filler: Collection[str]) -> Index:
        """The index that gave these sections, without computing anything again."""
        index = cls((), (), filler)
        terms, entries = sections["index.terms"], sections["index.entries"]
        index.names, index.entries, index.lengths = (
            sections["index.names"],
            entries,
            sections["index.lengths"],
        )
        index.members = IntegerRows(sections["index.member_starts"], sections["index.members"])
        index.stems = Rows.decoded(terms, IntegerRows(sections["index.stem_starts"], sections["index.stems"]))
        postings = Postings.restored(
            terms, sections["index.posting_starts"], sections["index.postings"], len(entries)
        )
        index.terms = Terms(postings, entries, len(index.names), filler)
        index._places = postings.numbers  # sorted already
        starts = sections["index.count_starts"]
        index.terms.restore(
            sections["index.weights"],
            IntegerRows(starts, sections["index.count_entries"]),
            IntegerRows(starts, sections["index.counts"]),
        )
        return index


def _members(entries: Sequence[int], entry_count: int) -> list[list[int]]:
    members: list[list[int]] = [[] for _ in range(entry_count)]
    for number, entry in enumerate(entries):
        members[entry].append(number)
    return members
