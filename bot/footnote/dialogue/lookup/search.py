"""Questions looked up in a bank: candidates, and whether the question is about what they answer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from footnote.dialogue.trace import Lookup
from footnote.matching import Answerability
from footnote.record import replace
from footnote.text import EMPTY_SPAN

from .readings import Readings
from .weighing import Alone, weighed

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from footnote.bank import Bank
    from footnote.dialogue.context import References
    from footnote.matching import Matcher
    from footnote.text import Span

    from .readings import Reading


Cache: TypeAlias = "MutableMapping[str, Lookup]"
"""The lookups of texts."""

SURE = 0.9
"""Confidence from which a question is not read again with what stands around it."""

OF_TOPIC = 0.5
"""Confidence in a silent topic from which a span is about it."""

RECENT = 24
"""Lookups that are kept: one turn may need the same one for each of its questions."""


class Search:
    """Looks questions up in one bank. `cache` keeps the candidates of each text, for tools that ask the same
    questions under many policies; without it only the RECENT ones are kept. `readings` says how a question
    may be read.
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
        self._answerability = Answerability(matcher, bank)
        self._recent = lru_cache(RECENT)(self._judged)
        self.readings = Readings(bank, references, self.look_up_text)

    def look_up_text(self, span: Span) -> Lookup:
        """A span as it is, with its candidates judged."""
        lookup = self._cache.get(span.text) if self._cache is not None else None
        if lookup is None:
            lookup = self._recent(span)
            if self._cache is not None:
                self._cache[span.text] = lookup
        return lookup

    def _judged(self, span: Span) -> Lookup:
        query = self._matcher.query(span)
        judgement = self._answerability.judge(query, self._matcher.candidates(query))
        if not judgement.is_near and self._references.has_main_subject(query.stems):
            judgement = replace(judgement, names_subject=True)
        return Lookup(query, judgement)

    def look_up(self, question: Span, background: Span = EMPTY_SPAN, *, is_opening: bool = False) -> Lookup:
        """A question in whichever reading of it is surest, alone or with its background. Where it opens a
        conversation, "it" may be what the bank is about.
        """
        best = None
        alone = self.look_up_text(question)
        if alone.judgement.is_listed:
            return alone
        for reading in self.readings.of(question, background, is_opening=is_opening):
            if reading.kind == "inner":
                lookup = self.look_up(reading.span, is_opening=is_opening)
            else:
                lookup = self._weighed(reading, alone, len(background.words))
            if best is None or lookup.confidence > best.confidence:
                best = lookup
            if best.confidence >= SURE:
                break
        return best or alone

    def _weighed(self, reading: Reading, alone: Lookup, words: int) -> Lookup:
        """A reading with `words` words around the question, as sure as the question alone lets it be."""
        lookup = self.look_up_text(reading.span)
        best = lookup.judgement.best
        if best is None or reading.kind == "alone":
            return lookup
        sure = weighed(reading.kind, best.confidence, self.alone(alone, best.entry), words)
        return replace(lookup, judgement=lookup.judgement.with_confidence(sure))

    def alone(self, lookup: Lookup, entry: str) -> Alone:
        """What a question alone, looked up, says of an entry that it is answered from in another reading."""
        candidates = lookup.judgement.candidates
        own = next((each.confidence for each in candidates if each.entry == entry), 0.0)
        is_silent = bool(candidates) and candidates[0].entry in self._bank.silent
        return Alone(own, candidates[0].near if is_silent else 0.0)

    def is_about_topic(self, span: Span) -> bool:
        """Whether a span is about a silent topic more than about anything else."""
        first = next(iter(self.look_up_text(span).judgement.candidates), None)
        return first is not None and first.entry in self._bank.silent and first.confidence >= OF_TOPIC

    def in_place(self, question: Span, other: Span) -> Span:
        """A question with another span in place of what it refers to."""
        return self._references.in_place(question, other)
