"""Questions looked up in a bank: candidates, and whether the question is about what they answer."""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import add
from typing import TYPE_CHECKING, TypeAlias

from footnote.matching import Answerability
from footnote.record import replace
from footnote.text import EMPTY_SPAN, announced, announced_subject, without_tag

from .conversation.rewriting import sentences_of
from .trace import Lookup

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

    from footnote.bank import Bank
    from footnote.matching import Matcher
    from footnote.text import Span

    from .context import References


Cache: TypeAlias = "MutableMapping[str, Lookup]"
"""The lookups of texts."""

SURE = 0.9
"""Confidence from which a question is not read again with what stands around it."""


LEAST_TOGETHER = 0.1
"""Confidence that a question needs with a background about something else to be read without it."""

MAX_OPENING_WORDS = 20
"""Words of a question that opens a conversation up to which "it" may be what the bank is about: a longer one
says itself what "it" is. Of 1,170 questions with an answer none is lost with 20, one with 15, and five with
10; a lump somewhere else is no longer taken for what the bank is about.
"""

KEYWORDS = 2
"""Words up to which a question is about the length before it: "a deposit of 0.9 mm. Micromet?"."""

CALL = "call"
"""The request, in the language's grammar, to call somebody."""

MAIL_SENTENCES = 4
"""Sentences around a question from which some of them may be about something else altogether."""

OF_TOPIC = 0.5
"""Confidence in a silent topic from which a span is about it."""

RECENT = 6
"""Lookups that are kept: one turn may need the same one twice."""


class Search:
    """Looks questions up in one bank. `cache` keeps the candidates of each text, for tools that ask the same
    questions under many policies; without it only the RECENT ones are kept.
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
        readings = self._readings(question, background, is_opening=is_opening)
        best = self.look_up_text(next(readings))
        for span in readings:
            if best.confidence >= SURE:
                break
            lookup = self.look_up_text(span)
            if lookup.confidence > best.confidence:
                best = lookup
        return best

    def is_about_topic(self, span: Span) -> bool:
        """Whether a span is about a silent topic more than about anything else."""
        first = next(iter(self.look_up_text(span).judgement.candidates), None)
        return first is not None and first.entry in self._bank.silent and first.confidence >= OF_TOPIC

    def in_place(self, question: Span, other: Span) -> Span:
        """A question with another span in place of what it refers to."""
        return self._references.in_place(question, other)

    def _readings(self, question: Span, background: Span = EMPTY_SPAN, *, is_opening: bool) -> Iterator[Span]:
        """A question alone, with its background, and with what it refers to there put into words.

        One that refers to a length is only read with it: "the node has 3 mm. is this small?"
        """
        is_keyword = bool(background.measurements) and len(question.words) <= KEYWORDS
        refers = is_keyword or self._references.refers(question)
        if background.text:
            if not refers or self._may_be_alone(question, background):
                yield question
            yield background + question
            if telling := self._telling(background):
                yield telling + question
        else:
            yield question
        subject = refers and not background.measurements and self._references.last_subject(background)
        may_be_main = is_opening and refers and len(question.words) <= MAX_OPENING_WORDS
        if may_be_main and not subject and not self._is_of_other(background):
            subject = self._references.main_subject
        if subject:
            yield self._references.resolve(question, subject)
        main = self._references.main_subject
        if refers and main and subject != main and self._references.names(background, main):
            yield self._references.resolve(question, main)
        words = self._bank.language.announcements
        inner = (
            announced(question, words) or without_tag(question, words) or announced_subject(question, words)
        )
        if inner and not self._is_call(question):
            yield from self._readings(inner, is_opening=is_opening)

    def _telling(self, background: Span) -> Span | None:
        """Of a mail about a holiday, a report and the weather, the sentences about the report: those that
        name something of the bank, or a length. None where there are none, or no others, or few.
        """
        sentences = tuple(sentences_of(background))
        telling = [
            each for each in sentences if each.measurements or self._references.last_subject(each) is not None
        ]
        is_mail = len(sentences) >= MAIL_SENTENCES
        return reduce(add, telling) if is_mail and 0 < len(telling) < len(sentences) else None

    def _is_call(self, question: Span) -> bool:
        """Whether a question is for the bot to pass on: "could you ring him and find out what he meant"."""
        call = self._bank.language.requests.get(CALL)
        return call is not None and bool(call.pattern.search(" ".join(question.expanded)))

    def _may_be_alone(self, question: Span, background: Span) -> bool:
        """Whether a question may be read without the background to which it refers: what is said of something
        else there must not make it a question about something else.
        """
        if background.measurements:
            return False
        if not self._is_of_other(background):
            return True
        return self.look_up_text(background + question).confidence >= LEAST_TOGETHER

    def _is_of_other(self, background: Span) -> bool:
        """Whether a background says what "it" is, as far as the bank can see: a length, or something that
        no entry is about: "my laptop can't join the network. How do I fix it?".
        """
        if background.measurements or not background.words:
            return bool(background.measurements)
        judgement = self.look_up_text(background).judgement
        return not judgement.is_near or judgement.nearest in self._bank.silent
