"""Small talk in nearly the words that its language lists, looked for where the bank has no answer."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from footnote.dialogue.conversation.rewriting import sentences_of
from footnote.dialogue.small_talk import Recognised
from footnote.text import asks_to_confirm, closes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.matching import Candidate, Matcher
    from footnote.text import Language, SmallTalk, Span, Utterance

MIN_WORDS, MAX_WORDS = 2, 14
"""Words of a sentence that may be small talk: a longer one tells something, and one word is listed or not."""

ENOUGH, SURELY = 0.74, 0.9
"""Confidence from which a sentence is taken for small talk, and where it may be about a silent topic."""


class Likeness:
    """The small talk of one language, by how near a sentence is to its wordings. Built when first needed."""

    def __init__(self, language: Language, matcher: Matcher) -> None:
        self._small_talk = {each.id: each for each in language.small_talk if _counts(each)}
        self._announcements = language.announcements
        self._messages = language.messages
        self._matcher = matcher

    def find(self, utterance: Utterance, *, surely: bool = False) -> Recognised | None:
        """The small talk that a sentence of an utterance is most like, if any is like enough: what does
        something comes before what is only said. `surely` is for what may be something else.
        """
        least = SURELY if surely else ENOUGH
        hits = chain.from_iterable(map(self._hits, self._spans(utterance)))
        found = [hit for hit in hits if hit.confidence >= least]
        if utterance.background.words and utterance.questions[-1].text.endswith("?"):
            found = [hit for hit in found if self._small_talk[hit.entry].does]  # "I see. How big is it?" asks
        best = max(
            found, key=lambda hit: (bool(self._small_talk[hit.entry].does), hit.confidence), default=None
        )
        return Recognised(self._small_talk[best.entry], best.wording) if best else None

    def _spans(self, utterance: Utterance) -> Iterator[Span]:
        """The sentences that say something by themselves."""
        left_out = {each.plain for each in utterance.sentences[1:] if self._belongs_to_another(each)}
        spans = {span.plain: span for span in [*sentences_of(utterance.whole), *utterance.questions]}
        yield from (span for plain, span in spans.items() if plain not in left_out)

    def _belongs_to_another(self, sentence: Span) -> bool:
        """Whether a sentence says nothing but how another is meant: "Is that right?", "Thanks so much!"."""
        return asks_to_confirm(sentence, self._announcements) or closes(sentence, self._messages)

    def _hits(self, span: Span) -> Iterator[Candidate]:
        """The nearest small talk, unless the sentence has words of the bank's that it lacks."""
        if not MIN_WORDS <= len(span.expanded) <= MAX_WORDS or span.measurements:
            return
        query = self._wordings.query(span)
        for hit in self._wordings.rank(query)[:1]:
            missing = {match.words for match in self._wordings.why(query, hit) if not match.matched}
            if missing.isdisjoint(self._own(span)):
                yield hit

    def _own(self, span: Span) -> set[str]:
        """The words that say something to the bank."""
        return {word.words for word in self._matcher.query(span).words}

    @cached_property
    def _wordings(self) -> Matcher:
        return self._matcher.sibling(
            (each.id, wording) for each in self._small_talk.values() for wording in each.wordings
        )


def _counts(small_talk: SmallTalk) -> bool:
    return not small_talk.anywhere and small_talk.does != "meaning"
