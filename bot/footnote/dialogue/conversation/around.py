"""What stands around a question, and what it has to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.dialogue.policy import is_settled
from footnote.matching import KNOWN

from .rewriting import asking, is_age, stretches

if TYPE_CHECKING:
    from footnote.bank import Bank, Entry
    from footnote.dialogue.context import References
    from footnote.dialogue.policy import Decision
    from footnote.dialogue.sizes import Sizes
    from footnote.dialogue.trace import Lookup, Trace
    from footnote.matching import Matcher, Query
    from footnote.text import Span

MIN_KNOWN_WORDS = 2
"""Words of the bank that make a question clear without what stands around it."""


class Around:
    """Weighs what stands around the questions of one bank. Never changes; threads may share it."""

    def __init__(self, bank: Bank, matcher: Matcher, references: References, sizes: Sizes) -> None:
        self._bank = bank
        self._matcher = matcher
        self._references = references
        self._sizes = sizes

    def makes_it_a_size(self, lookup: Lookup, question: Span, trace: Trace) -> bool:
        """Whether the best answer is about a size that stands only around the question: "It says 1.2 mm. How
        are they treated?" asks for no size. What a silent topic is about, as "Mine is 5 mm. How are they
        treated?", has no best answer.
        """
        judgement = lookup.judgement
        around, best = trace.utterance.background.measurements, judgement.best
        if best is None or best.entry not in self._sizes.entries or judgement.nearest in self._bank.silent:
            return False
        if not around or question.measurements:
            return False
        return not uses_all(self._bank.entries[best.entry], self._matcher.query(question))

    def may_be_left_out(self, decision: Decision, question: Span, trace: Trace) -> bool:
        """Whether a question that nothing is known of may have an answer without what stands around it: "I am
        58, and one node had cells in it. Will they take out more nodes?" tells more of the same subject.
        """
        background = trace.utterance.background
        if is_settled(decision) or not background.words:
            return False
        known = [word for word in self._matcher.query(question).words if word.similarity >= KNOWN]
        return len(known) >= MIN_KNOWN_WORDS and self._references.last_subject(background) is not None

    def knows(self, span: Span) -> bool:
        """Whether the bank uses every word of a span that says something."""
        filler = self._bank.language.words.filler
        return all(word in filler or self._matcher.uses(word) for word in span.unmeasured)

    def beside_number(self, span: Span) -> Span | None:
        """The only question of a span that gives nothing else but a length or an age: of "0.8 mm, how is it
        treated" and "I'm 43, how is it treated", "how is it treated".
        """
        language = self._bank.language
        parts = asking(span, language)
        if len(parts) != 1 or parts[0].measurements:
            return None
        asked = set(parts[0].words)
        others = [each for each in stretches(span, language) if asked.isdisjoint(each.words)]
        is_number = [self._sizes.is_bare(each) or is_age(each, language) for each in others]
        return parts[0] if is_number and all(is_number) else None


def uses_all(entry: Entry, query: Query) -> bool:
    """Whether an entry uses every known word of an utterance: "where can I buy it" asks for no size."""
    return all(entry.id in word.shares for word in query.words if word.similarity >= KNOWN)
