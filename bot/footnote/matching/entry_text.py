"""How much of a question each entry mentions anywhere: in its wordings, its answer, its headings (BM25F).

Where wordings are many this is weaker than the nearest of them; in a new bank the answer has most of the
words.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from math import log
from typing import TYPE_CHECKING, Any

from .sparse import IntegerRows, compact, row_starts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from .query import QueryTerm

SATURATION = 1.0
"""Times that a stem is in an entry of average length for half of its weight (k1 of BM25)."""

LENGTH_SHARE = 0.7
"""How far a longer text must use a stem more often for the same weight (b of BM25). Measured on StackFAQ's
titles: .846 ranked first, .841 with .4, .837 with .2."""

WORDING_WEIGHT = 2
"""How often a stem counts that is in a wording, where one in an answer counts once."""

FILLER_WEIGHT = 0.15
"""Weight of a filler word as a share of that of another."""


class EntryText:
    """The words of each entry as one text. Never changes.

    `answers` are pairs of an entry, by number, and the stems of a text of it; `wordings` the same for its
    wordings; `filler` are the stems of filler words. Without answers nothing is known, and `shares` is empty.
    """

    def __init__(
        self,
        answers: Sequence[tuple[int, Sequence[str]]],
        wordings: Iterable[tuple[int, Sequence[str]]],
        filler: Collection[str],
        entry_count: int,
    ) -> None:
        counts: dict[str, Counter[int]] = {}
        answered: dict[str, set[int]] = {}
        lengths = [0] * entry_count
        for weight, rows in ((1, answers), (WORDING_WEIGHT, wordings if answers else ())):
            for entry, stems in rows:
                lengths[entry] += weight * len(stems)
                for stem in stems:
                    counts.setdefault(stem, Counter())[entry] += weight
        for entry, stems in answers:
            for stem in stems:
                answered.setdefault(stem, set()).add(entry)
        stems = sorted(counts)
        self._filler = filler
        self._lengths: Sequence[int] = lengths
        self._stems = stems
        self._entries = IntegerRows(
            row_starts(len(counts[stem]) for stem in stems),
            compact(chain.from_iterable(sorted(counts[stem]) for stem in stems)),
        )
        self._counts = compact(counts[stem][entry] for stem in stems for entry in sorted(counts[stem]))
        self._answered = IntegerRows(
            row_starts(len(answered.get(stem, ())) for stem in stems),
            compact(chain.from_iterable(sorted(answered.get(stem, ())) for stem in stems)),
        )
        self._prepare()

    def _prepare(self) -> None:
        mean = sum(self._lengths) / len(self._lengths) if self._lengths else 0.0
        self._norms = [
            SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / mean) if mean else SATURATION
            for length in self._lengths
        ]
        self._numbers = {stem: number for number, stem in enumerate(self._stems)}
        #: The entries of which there is an answer: a silent topic has none.
        self.with_answer = frozenset(self._answered.cells)

    def __bool__(self) -> bool:
        """Whether there are any answers."""
        return bool(self._stems)

    def __contains__(self, stem: str) -> bool:
        """Whether some answer has a stem."""
        number = self._numbers.get(stem)
        return number is not None and len(self._answered[number]) > 0

    def answer_has(self, stem: str, entry: int) -> bool:
        """Whether an answer of this entry has a stem."""
        number = self._numbers.get(stem)
        return number is not None and entry in self._answered[number]

    def shares(self, terms: Iterable[QueryTerm]) -> dict[int, float]:
        """The share of the question, 0..1, that each entry mentions; entries that mention nothing are left
        out.
        """
        mentioned: dict[int, float] = {}
        whole = 0.0
        for term in terms if self._stems else ():
            stem, similarity = term.token.stem, 1.0
            if stem not in self._numbers and term.stems:
                stem, similarity = term.stems[0]
            number = self._numbers.get(stem)
            weight = self._rarity(number) * (FILLER_WEIGHT if term.token.stem in self._filler else 1.0)
            whole += weight
            if number is None:
                continue
            start = self._entries.starts[number]
            for at, entry in enumerate(self._entries[number], start):
                count = self._counts[at]
                part = weight * similarity * count / (count + self._norms[entry])
                mentioned[entry] = mentioned.get(entry, 0.0) + part
        return {entry: share / whole for entry, share in mentioned.items()}

    def _rarity(self, number: int | None) -> float:
        """How rare a stem is among the entries, 0..1; 1 for one that none has."""
        if number is None:
            return 1.0
        most = len(self._lengths) + 1
        return log(most / len(self._entries[number])) / log(most)

    def to_sections(self) -> dict[str, Any]:
        """The texts as JSON data and arrays."""
        return {
            "entry_text.lengths": compact(self._lengths),
            "entry_text.stems": self._stems,
            "entry_text.starts": self._entries.starts,
            "entry_text.entries": self._entries.cells,
            "entry_text.counts": self._counts,
            "entry_text.answer_starts": self._answered.starts,
            "entry_text.answers": self._answered.cells,
        }

    @classmethod
    def from_sections(cls, sections: Mapping[str, Any], filler: Collection[str]) -> EntryText:
        """The texts that gave these sections."""
        text = cls((), (), filler, 0)
        text._lengths = sections["entry_text.lengths"]
        text._stems = sections["entry_text.stems"]
        text._entries = IntegerRows(sections["entry_text.starts"], sections["entry_text.entries"])
        text._counts = sections["entry_text.counts"]
        text._answered = IntegerRows(sections["entry_text.answer_starts"], sections["entry_text.answers"])
        text._prepare()
        return text
