"""Questions looked up in a bank: candidates, and whether the question is about what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from footnote.matching import check_scope
from footnote.text import EMPTY_SPAN

from .trace import Lookup

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

    from footnote.bank import Bank
    from footnote.matching import Candidate, Matcher, Query
    from footnote.text import Span

    from .context import References


Ranked: TypeAlias = "tuple[Query, tuple[Candidate, ...]]"
"""How the bank reads a span, and its candidates, best first."""

Cache: TypeAlias = "MutableMapping[str, Ranked]"
"""The candidates of texts that were looked up."""

MAX_LOOKUP_CANDIDATES = 8
"""Candidates of one question that are looked at: entries that may be offered, and silent topics among
them."""


class Search:
    """Looks questions up in one bank. `cache` keeps the candidates of each text, for tools that ask the same
    questions under many policies; without it nothing is kept.
    """

    def __init__(
        self,
        bank: Bank,
        matcher: Matcher,
        references: References,
        cache: Cache | None = None,
    ) -> None:
        self._bank = bank
        self._matcher = matcher
        self._references = references
        self._cache = cache

    def query(self, span: Span) -> Query:
        """A span as the bank reads it."""
        return self._matcher.query(span)

    def candidates(self, span: Span) -> Ranked:
        """How the bank reads a span, and its candidates, best first."""
        ranked = self._cache.get(span.text) if self._cache is not None else None
        if ranked is None:
            query = self.query(span)
            ranked = query, tuple(self._matcher.rank(query, MAX_LOOKUP_CANDIDATES))
            if self._cache is not None:
                self._cache[span.text] = ranked
        return ranked

    def look_up(self, question: Span, background: Span = EMPTY_SPAN) -> Lookup:
        """A question in whichever reading of it is surest, alone or with its background."""
        readings = {each.text: each for each in self._readings(question, background)}
        ranked = {text: self.candidates(span) for text, span in readings.items()}
        query, hits = max(ranked.values(), key=lambda pair: pair[1][0].confidence if pair[1] else 0.0)
        subject = self._subject(question, background)
        return Lookup(query, hits, check_scope(self._bank, ranked[subject.text][0], hits))

    def _subject(self, question: Span, background: Span) -> Span:
        """What a question is about, unknown words and all: with what it refers to, if it refers to anything
        ("how is it treated").
        """
        return background + question if self._references.refers(question) else question

    def _readings(self, question: Span, background: Span) -> Iterator[Span]:
        """A question alone, with its background, and with what it refers to there put into words.

        One that refers to a length is only read with it: "the node has 3 mm. is this small?" Without a
        background all of these are the same text.
        """
        around = background + question
        if not self._references.refers(question):
            yield from (question, around)
        elif background.measurements:
            yield around
        else:
            yield from (question, around)
            if subject := self._references.last_subject(background):
                yield self._references.resolve(question, subject)
