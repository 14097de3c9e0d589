"""What a question asks for: how long, how often, what it costs, why, who, whose decision it is.

The patterns are the language's and say nothing of a subject. What a question asks for is compared with what
the wordings of an entry ask for: where hardly any of them asks how long something takes, the entry hardly
answers it, and no silent topic needs to be written for that.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from math import log
from typing import TYPE_CHECKING, Any, NamedTuple

from .sparse import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from footnote.text import Language

PRIOR_WORDINGS = 4.0
"""Wordings like all others of the bank that are added to an entry's own: what its few wordings never asked,
the next may ask. Measured by tests/bench/fit_answerability.py: the same with 2 and 8."""

MIN_USUAL_SHARE = 0.02
"""Share of all wordings that are taken to ask for something, at least."""

MAX_INFORMATION = 3.0
"""Powers of e that one request counts at most for or against an entry."""


class Strangeness(NamedTuple):
    """How much rarer an entry is asked for what a question asks for than all of the bank, in powers of e, by
    group of requests; and how surely it is never asked for it, 0..1 for each `particular`.
    """

    particular: float
    manner: float
    personal: float
    contrast: float
    unanswered: float


class EntryRequests:
    """What the wordings of each entry ask for. Never changes.

    `texts` are the entry of each wording, by number, and its text with contractions written out; `answers`
    the same of answers.
    """

    def __init__(
        self,
        language: Language,
        texts: Iterable[tuple[int, str]],
        answers: Iterable[tuple[int, str]],
        entry_count: int,
    ) -> None:
        self._language = language
        counts: list[Counter[str]] = [Counter() for _ in range(entry_count)]
        wordings = [0] * entry_count
        for entry, text in texts:
            counts[entry].update(language.requests_in(text))
            wordings[entry] += 1
        given: list[set[str]] = [set() for _ in range(entry_count)]
        for entry, text in answers:
            given[entry].update(language.particulars_in(text))
        names = list(language.requests)
        self._set(
            [[each[name] for name in names] for each in counts],
            [[int(name in each) for name in names] for each in given],
            wordings,
        )

    def _set(
        self, counts: Sequence[Sequence[int]], given: Sequence[Sequence[int]], wordings: Sequence[int]
    ) -> None:
        self._given = given
        self._counts = counts
        self._wordings = wordings
        self._places = {name: place for place, name in enumerate(self._language.requests)}
        total = sum(wordings) + 10.0
        self._usual = [
            max(MIN_USUAL_SHARE, (sum(column) + 0.5) / total) for column in zip(*counts, strict=True)
        ]

    def strangeness(self, text: str, entry: int) -> Strangeness:
        """How far a question, with contractions written out, asks for what an entry is not asked for."""
        sums = dict.fromkeys(Strangeness._fields, 0.0)
        known = self._wordings[entry] / (self._wordings[entry] + PRIOR_WORDINGS)
        for name in self._language.requests_in(text):
            group, place = self._language.requests[name].group, self._places[name]
            is_given = self._given[entry][place]
            information = self._information(place, entry)
            sums[group] += min(0.0, information) if is_given else information
            if group == "particular" and not self._counts[entry][place] and not is_given:
                sums["unanswered"] += known
        return Strangeness(**sums)

    def _information(self, place: int, entry: int) -> float:
        usual = self._usual[place]
        own = self._counts[entry][place] + PRIOR_WORDINGS * usual
        share = own / (self._wordings[entry] + PRIOR_WORDINGS)
        return max(-1.0, min(MAX_INFORMATION, -log(share / usual)))

    def to_sections(self) -> dict[str, Any]:
        """What is known of the entries, as arrays."""
        return {
            "requests.counts": compact(chain.from_iterable(self._counts)),
            "requests.given": compact(chain.from_iterable(self._given)),
            "requests.wordings": compact(self._wordings),
        }

    @classmethod
    def from_sections(cls, sections: Mapping[str, Any], language: Language) -> EntryRequests:
        """The requests that gave these sections."""
        requests = cls(language, (), (), 0)
        width = len(language.requests)
        counts, given = (
            [cells[start : start + width] for start in range(0, len(cells), width)]
            for cells in (sections["requests.counts"], sections["requests.given"])
        )
        requests._set(counts, given, sections["requests.wordings"])
        return requests
