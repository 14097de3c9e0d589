"""What a bank says to the questions of an utterance, alone and with the last answer in mind."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from footnote.dialogue.context import FEW_WORDS, FollowUps
from footnote.dialogue.lookup import SURE, shared
from footnote.dialogue.policy import (
    EXPECTED_SHARE,
    LENGTH_SHARE,
    Answer,
    Decline,
    decide,
    decide_follow_up,
    is_settled,
    silent_on,
)
from footnote.record import replace

from .around import Around, uses_all
from .corrections import correction
from .glossary import Glossary
from .numbers import is_bare_number, no_such_number
from .rewriting import asks_anywhere, occurrences, replaced, reworded
from .subjects import Subjects

if TYPE_CHECKING:
    from footnote.bank import Bank, Entry
    from footnote.dialogue.context import References
    from footnote.dialogue.lookup import Search
    from footnote.dialogue.policy import Decision
    from footnote.dialogue.sizes import Sizes
    from footnote.dialogue.trace import Lookup, Trace
    from footnote.matching import Judgement, Matcher, Query
    from footnote.text import Span

RAREST = 0.75
"""How rare a word of the language may be (0..1) to show that a line is written in it."""

LIKELY = 0.5
"""Confidence below which an answer about the last subject may be one about what the bank is about."""


class Answering:
    """The answers of one bank. Never changes; threads may share it."""

    def __init__(
        self, bank: Bank, matcher: Matcher, references: References, sizes: Sizes, search: Search
    ) -> None:
        self.bank = bank
        self._matcher = matcher
        self._span = matcher.analyzer.span
        self._stems = matcher.stems
        self._references = references
        self._sizes = sizes
        self._search = search
        self._follow_ups = FollowUps(bank, matcher)
        self.glossary = Glossary(bank, matcher)
        self.subjects = Subjects(bank, matcher, references, search)
        self.around = Around(bank, matcher, references, sizes)

    def with_search(self, bank: Bank, search: Search) -> Answering:
        """The same for the bank under another policy."""
        other = copy(self)
        subjects = Subjects(bank, self._matcher, self._references, search)
        vars(other).update(bank=bank, _search=search, subjects=subjects)
        return other

    def read_as(self, trace: Trace, span: Span) -> Trace:
        """The trace with the decision on a span, which stands for the utterance."""
        return self.one(trace, span, span, self.bank.entries.get(trace.state.entry or ""))

    def decide(
        self, judgement: Judgement, last: Entry | None = None, question: Span | None = None
    ) -> Decision:
        """The decision on the judged candidates of one question, after an answer from the entry `last`. A
        question with a length may well be about one.
        """
        lengths = self._sizes.entries if question and question.measurements else ()
        following = (last.id, *last.follow) if last else ()
        expected = dict.fromkeys(lengths, LENGTH_SHARE) | dict.fromkeys(following, EXPECTED_SHARE)
        return decide(self.bank, judgement, expected)

    def corrected(self, trace: Trace) -> Trace | None:
        """The trace of the last question as it was meant, where the utterance corrects it."""
        corrected = correction(trace.utterance.whole, self.bank.language)
        if not corrected or not (trace.state.question or trace.state.entry):
            return None
        wanted, rejected = corrected
        wanted = self.around.beside_number(wanted) or wanted
        asks, last = asks_anywhere(wanted, self.bank.language), trace.utterance.questions[-1]
        last_asks = last.text.endswith("?") or asks_anywhere(last, self.bank.language)
        if not asks and trace.utterance.background.words and last_asks:
            # "I asked the wrong thing. How big is it?" asks something by itself; and what follows a length.
            return self.read_as(trace, last) if self._sizes.is_bare(wanted) else None
        rewritten = None if asks else self._rewritten(trace.state.question, wanted, rejected)
        texts = [rewritten, wanted.text]
        spans = [self._span(text) for text in texts if text]
        found = [self.read_as(trace, span) for span in spans]
        best = next((each for each in found if isinstance(each.decision, Answer)), found[-1])
        return replace(best, basis="correction") if best.basis == "lookup" else best

    def _rewritten(self, question: str, wanted: Span, rejected: Span) -> str | None:
        """The last question with what is wanted in place of what is rejected."""
        if not question:
            return None
        if not rejected.words:
            return self.with_subject(question, wanted.plain)
        tokens = self._matcher.query(self._span(question)).tokens
        if {token.stem for token in tokens}.issuperset(self._stems(wanted)):
            return question  # it was read as it was meant
        return (
            replaced(tokens, self._stems(rejected), wanted.plain)
            or reworded(question.rstrip("?!. "), rejected.plain, wanted.plain)
            or self.with_subject(question, wanted.plain)
        )

    # One question

    def one(self, trace: Trace, span: Span, question: Span, last: Entry | None) -> Trace:
        """The utterance alone if the bank answers that, else with the last answer in mind."""
        for_size = self._sizes.entry_after(last)
        if for_size and self._sizes.only(span):
            return replace(trace, basis="size", decision=Answer(for_size, 1.0))
        if is_bare_number(span, self.bank.language):
            return replace(trace, basis="number", decision=no_such_number(self.bank, trace.state, last))
        if topic := self.glossary.unexplained(span):
            return replace(trace, basis="unexplained", decision=silent_on(self.bank, topic, 1.0))
        if not last or not self._references.depends(span):
            return self._looked_up(trace, span, question)
        return self._dependent(trace, span, question, last)

    def _dependent(self, trace: Trace, span: Span, question: Span, last: Entry) -> Trace:
        """An utterance that may need the last answer to be understood."""
        query = self._matcher.query(span)
        followed = self._followed(trace, span, last, query)
        if followed and self._surely_follows(span, followed):
            return followed
        looked_up = self._looked_up(trace, span, question)
        if followed and (self._names_subject(span) or is_settled(looked_up.decision)):
            return looked_up if _is_surer(looked_up, followed) else followed
        alone = self._resolved(looked_up, span, last, query, last.about)
        main = self._references.main_subject
        if main and not (isinstance(alone.decision, Answer) and alone.decision.confidence >= LIKELY):
            by_main = self._resolved(looked_up, span, last, query, main)
            alone = by_main if _is_surer(by_main, alone, or_clear=True) else alone
        if followed:
            return alone if _is_surer(alone, followed) else followed
        asks = not self.bank.language.words.question_words.isdisjoint(span.expanded)
        if asks or (self._references.refers(span) and not self._references.last_subject(span)):
            return alone
        return self._elliptical(alone, query) or alone

    def _surely_follows(self, span: Span, followed: Trace) -> bool:
        """Whether an utterance is what was expected after the last answer, whatever else it may be."""
        hit = followed.follow_up
        is_sure = len(span.expanded) <= FEW_WORDS or (hit is not None and hit.confidence >= SURE)
        return is_sure and not self._names_subject(span)

    def _names_subject(self, span: Span) -> bool:
        """Whether an utterance says by itself what it is about: "how are micrometastases found"."""
        is_long = len(span.expanded) > FEW_WORDS and not self._references.refers(span)
        return is_long and self._references.last_subject(span) is not None

    def _followed(self, trace: Trace, span: Span, last: Entry, query: Query) -> Trace | None:
        """The utterance as what its author expected after the last answer; None where it is not."""
        hits = tuple(self._follow_ups.candidates(last, span, query))
        decision = decide_follow_up(self.bank, hits)
        if decision is None:
            return None
        return replace(trace, basis="follow_up", decision=decision, follow_up=hits[0])

    def _looked_up(self, trace: Trace, span: Span, question: Span) -> Trace:
        """The decision on one question, with and without what stands around it."""
        utterance = trace.utterance
        last = self.bank.entries.get(trace.state.entry or "")
        is_opening = last is None or not self._references.depends(span)
        background = shared(utterance.background, len(utterance.questions))
        lookup = self._search.look_up(question, background, is_opening=is_opening)
        decision = self.decide(lookup.judgement, last, question)
        by_background = self.around.makes_it_a_size(lookup, question, trace)
        if by_background or self.around.may_be_left_out(decision, question, trace):
            opens = is_opening and by_background and self.around.knows(utterance.background)
            alone = self._search.look_up(question, is_opening=opens)
            other = self.decide(alone.judgement)
            lookup, decision = (alone, other) if is_settled(other) else (lookup, decision)
        if not isinstance(decision, Answer):
            lookup, decision = self._with_size(trace, question) or (lookup, decision)
        if isinstance(decision, Decline):
            about = None if decision.topic else self.subjects.alone(question)
            decision = about or self.subjects.asked_about(question) or decision
        if self._is_illegible(span, decision):
            decision = Decline("unclear", text="unclear")
        return replace(trace, basis="lookup", decision=decision, lookups=(lookup,), lookup=lookup)

    def _with_size(self, trace: Trace, question: Span) -> tuple[Lookup, Answer] | None:
        """The answer for the length that a question refers to: "what do you call something of that size"."""
        size = trace.state.size
        if not size or question.measurements or not self._references.refers(question):
            return None
        lookup = self._search.look_up(self._references.in_place(question, self._span(size)))
        decision = self.decide(lookup.judgement)
        if not isinstance(decision, Answer) or decision.entry.id not in self._sizes.entries:
            return None
        return lookup, replace(decision, entry=self._sizes.find(self._span(size), decision.entry)[0])

    def _resolved(self, trace: Trace, span: Span, last: Entry, query: Query, subject: str) -> Trace:
        """The utterance with the subject that it refers to put into words, where that answers it better."""
        decision = trace.decision
        sure = decision.confidence if isinstance(decision, Answer) else 0.0
        if (sure and not self._references.refers(span)) or self._references.names_another(span, subject):
            return trace
        lookup = self._search.look_up(self._references.resolve(span, subject))
        trace = replace(trace, lookups=(*trace.lookups, lookup))
        resolved = self.decide(lookup.judgement, last)
        if not is_settled(resolved) or (isinstance(resolved, Answer) and resolved.confidence < sure):
            return trace
        if not isinstance(resolved, Answer) and (is_settled(trace.decision) or not query.words):
            return trace
        if isinstance(resolved, Answer) and not uses_all(resolved.entry, query):
            return trace
        return replace(trace, basis="reference", decision=resolved, lookup=lookup)

    def _elliptical(self, trace: Trace, query: Query) -> Trace | None:
        """The last question with what the utterance names in place of its subject: after "what does chemo
        depend on", "and radiation?" asks what radiation depends on.
        """
        named = [word.words for word in query.words]
        if not named or not trace.state.question:
            return None
        text = self.with_subject(trace.state.question, " ".join(named))
        if text is None:
            return None
        lookup = self._search.look_up(self._span(text))
        decision = self.decide(lookup.judgement)
        sure = trace.decision.confidence if isinstance(trace.decision, Answer) else 0.0
        if not isinstance(decision, Answer) or decision.confidence <= sure:
            return None
        named_subject = self._references.last_subject(query.span)
        if named_subject and decision.entry.about != named_subject:
            return None
        if not uses_all(decision.entry, query):
            return None
        lookups = (*trace.lookups, lookup)
        return replace(trace, basis="reference", decision=decision, lookup=lookup, lookups=lookups)

    def with_subject(self, question: str, named: str) -> str | None:
        """A question with other words in place of its last subject; None where it has none."""
        tokens = self._matcher.query(self._span(question)).tokens
        found = occurrences(tokens, self._references.subjects)
        if not found:
            return None
        stems = tuple(token.stem for token in tokens[found[-1].start : found[-1].stop])
        return replaced(tokens, stems, named)

    def _is_illegible(self, span: Span, decision: Decision) -> bool:
        """Whether nothing is near, and no word is of the bank's language."""
        is_far = isinstance(decision, Decline) and decision.reason == "off-topic"
        filler, rarity = self.bank.language.words.filler, self.bank.language.rarity
        return is_far and not any(word in filler or rarity(word) < RAREST for word in span.expanded)


def _is_surer(one: Trace, other: Trace, *, or_clear: bool = False) -> bool:
    """Whether an answer is surer than the decision of another trace; `or_clear`: or that only asks back."""
    if not isinstance(one.decision, Answer):
        return False
    if not isinstance(other.decision, Answer | Decline):
        return or_clear
    return one.decision.confidence > other.decision.confidence
