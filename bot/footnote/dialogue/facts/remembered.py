"""What people write of themselves: lengths, and the facts that a bank lists. It is remembered, and answers
that do not hold for it say so.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from footnote.dialogue.conversation.glossary import contains
from footnote.dialogue.conversation.rewriting import affirmed, asks_anywhere
from footnote.dialogue.lookup import OF_TOPIC
from footnote.dialogue.policy import Answer, Decline, Respond, Several, Statement
from footnote.dialogue.reply import MAX_FACTS, MAX_OPTIONS, MAX_SIZE_KEPT
from footnote.record import replace
from footnote.text import SmallTalk, announced, as_typed

from .lengths import Lengths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from footnote.bank import Bank, Fact, SilentTopic
    from footnote.dialogue.policy import Decision
    from footnote.dialogue.reply import State
    from footnote.dialogue.sizes import Sizes
    from footnote.dialogue.trace import Trace
    from footnote.matching import Matcher
    from footnote.text import Span, Stems, Utterance

MIN_STATED = 2
"""Facts from which an utterance that asks nothing is a report, whatever the bank would answer."""

SURELY_ASKED = 0.9
"""Confidence of an answer from which facts without anybody they are of ask for it: "axillary dissection after
sentinel dissection".
"""

HARDLY_ASKED = 0.6
"""Confidence of an answer below which somebody who states one fact and asks nothing only says so: "I had a
mastectomy last week".
"""

MIN_TOPIC_WORDS = 2
"""Words of a silent topic, beside those of facts, from which somebody who states facts writes of that."""

MAX_OWN_DISTANCE = 6
"""Words between whose it is and a term: "my cancer is said to be HER2-negative"."""


class Facts:
    """The facts that one bank remembers."""

    def __init__(self, bank: Bank, matcher: Matcher, sizes: Sizes) -> None:
        self._bank = bank
        self._matcher = matcher
        self.lengths = Lengths(bank, matcher.analyzer, sizes)

    def noted(self, utterance: Utterance, state: State) -> State:
        """The state with what the utterance says of the person."""
        length = self.lengths.noted(utterance)
        if length:
            state = replace(state, size=length.text[:MAX_SIZE_KEPT])
        facts = self._stated(utterance)
        if not facts:
            return state
        ended = {id for fact in facts for id in fact.replaces}
        kept = [id for id in state.facts if id not in ended]
        return replace(state, facts=tuple(dict.fromkeys([*kept, *(fact.id for fact in facts)]))[-MAX_FACTS:])

    def terms(self, utterance: Utterance) -> tuple[str, ...]:
        """The facts that an utterance states, each by its first term."""
        return tuple(fact.terms[0] for fact in self._stated(utterance))

    def stated(self, utterance: Utterance) -> tuple[str, ...]:
        """What an utterance that asks nothing says of a person, as it is said back; nothing where it asks."""
        if any(self._asks(span) for span in utterance.questions):
            return ()
        length = self.lengths.of_subject(utterance.whole)
        said = [as_typed(length.text, utterance.text)] if length else []
        said += [fact.terms[0] for fact in self._stated(utterance)]
        return tuple(said)

    def _asks(self, span: Span) -> bool:
        """Whether a span asks something, be it in the middle, "drain how many days after surgery", announced,
        "I would like to know whether …", or only says what would be, "if it is HER2-positive".
        """
        language = self._bank.language
        supposes = not language.announcements.joins.isdisjoint(span.expanded[:1])
        asks = asks_anywhere(span, language) or announced(span, language.announcements) is not None
        return supposes or asks or not language.words.question_words.isdisjoint(span.expanded)

    def acknowledged(self, trace: Trace) -> Trace:
        """The trace; where nothing was asked, that what somebody wrote of themselves is kept in mind."""
        stated = self.stated(trace.utterance)
        text = self._bank.language.texts.get("noted")
        if not stated or text is None or self._is_replied_to(trace, stated):
            return trace
        noted = Respond(SmallTalk("noted", "smalltalk", None, False, (), text), about=", ".join(stated))
        return replace(trace, basis="statement", decision=noted)

    def _is_replied_to(self, trace: Trace, stated: Sequence[str]) -> bool:
        """Whether the bank has something to say to an utterance that states facts."""
        decision = trace.decision
        if isinstance(decision, Decline):
            topic = decision.topic
            if topic is None or not self._is_report(trace.utterance):
                return topic is not None
            return len(stated) < MIN_STATED and self._tells_more(trace, topic)
        sure = decision.confidence if isinstance(decision, Answer) else 1.0
        if len(stated) < MIN_STATED or not self._is_report(trace.utterance):
            return sure >= HARDLY_ASKED or not self._is_of_somebody(trace.utterance)
        is_sure = isinstance(decision, Answer) and sure >= SURELY_ASKED
        return is_sure and not self._is_of_somebody(trace.utterance)

    def _is_report(self, utterance: Utterance) -> bool:
        """Whether an utterance is of somebody, or says only facts: "HER2-negative treatment" does not."""
        if self._is_of_somebody(utterance):
            return True
        language, whole = self._bank.language, utterance.whole
        said = self._matcher.stems(
            replace(whole, words=[word for word in whole.words if not word.measurement])
        )
        return (language.filler_stems | self._fact_stems(utterance)).issuperset(said)

    def _tells_more(self, trace: Trace, topic: SilentTopic) -> bool:
        """Whether an utterance is surely about a silent topic, by words that state no fact: "my arm is
        swollen after the dissection".
        """
        hit = trace.lookup.hits[0] if trace.lookup and trace.lookup.hits else None
        if hit is None or hit.entry != topic.id or hit.confidence < OF_TOPIC:
            return False
        facts = self._fact_stems(trace.utterance)
        said = set(self._matcher.stems(trace.utterance.whole)) - self._bank.language.filler_stems - facts
        return len(said.intersection(self._matcher.synonyms.stems(hit.wording))) >= MIN_TOPIC_WORDS

    def _fact_stems(self, utterance: Utterance) -> frozenset[str]:
        """The stems of the facts that an utterance states."""
        terms = (term for fact in self._stated(utterance) for term in self._stems[fact.id])
        return frozenset(chain.from_iterable(terms))

    def _is_of_somebody(self, utterance: Utterance) -> bool:
        """Whether an utterance says whose it is: "I had a lumpectomy", "pt HER2-positive"."""
        return not self._bank.language.conversation.own.isdisjoint(utterance.whole.expanded)

    def applied(self, decision: Decision, state: State, utterance: Utterance) -> Decision:
        """The decision as it is for whom the facts of a state are known of."""
        if isinstance(decision, Several):
            parts = tuple(self._applied(part, state, utterance) for part in decision.parts)
            if any(isinstance(part, Answer) for part in parts):
                return replace(decision, parts=parts)
            return parts[0]
        return self._applied(decision, state, utterance) if isinstance(decision, Answer) else decision

    def _applied(self, part: Answer | Decline, state: State, utterance: Utterance) -> Answer | Decline:
        if not isinstance(part, Answer) or part.says:
            return part
        instead = self._instead(part, state, utterance)
        if isinstance(instead, Answer):
            return self._limited(instead, state, utterance)
        return instead

    def _limited(self, answer: Answer, state: State, utterance: Utterance) -> Answer:
        """The answer with what is said first where it does not hold for the length known."""
        use = self._bank.size_use
        if not state.size or answer.entry.id not in use.inside:
            return answer
        size = self.lengths.range_of(state.size)
        if not size or not size.limit or self.lengths.asked_in_general(utterance):
            return answer
        limit = Statement(size.limit.replace("{size}", state.size), size.cites)
        return replace(answer, limits=(*answer.limits, limit))

    # Facts

    def _stated(self, utterance: Utterance) -> list[Fact]:
        """The facts that are stated, not asked about: around the questions, or of a person."""
        if not self._bank.facts:
            return []
        named = self._named_in(utterance.whole)
        if not named or not asks_anywhere(utterance.whole, self._bank.language):
            return named
        around = self._named_in(utterance.background)
        questions = utterance.questions
        return [
            fact for fact in named if fact in around or any(self._is_own(fact, span) for span in questions)
        ]

    def _named_in(self, span: Span) -> list[Fact]:
        """The facts that a span says: by one of its terms that nothing denies, or by one that denies."""
        language = self._bank.language
        stems, said = self._matcher.stems(span), self._matcher.stems(affirmed(span, language))
        negators = language.words.negators

        def is_said(term: Stems) -> bool:
            return contains(said if negators.isdisjoint(term) else stems, term)

        return [fact for fact in self._bank.facts if any(map(is_said, self._stems[fact.id]))]

    def _is_own(self, fact: Fact, span: Span) -> bool:
        """Whether a span says of somebody what it names: "my cancer is HER2-negative, will I get that"."""
        own = self._bank.language.conversation.own
        for at, word in enumerate(span.words):
            if not own.isdisjoint(word.expanded):
                after = replace(span, words=span.words[at : at + MAX_OWN_DISTANCE + 1])
                if self._is_named(fact, after):
                    return True
        return False

    def _is_named(self, fact: Fact, span: Span) -> bool:
        stems = self._matcher.stems(span)
        return any(contains(stems, each) for each in self._stems[fact.id])

    def _instead(self, answer: Answer, state: State, utterance: Utterance) -> Answer | Decline:
        """What answers in place of an entry, by the facts known."""
        known = [fact for fact in self._bank.facts if fact.id in state.facts]
        for fact in known:
            other = fact.instead.get(answer.entry.id)
            if other is None or self._names_contrary(fact, utterance):
                continue
            if topic := self._bank.silent.get(other):
                near = tuple(self._bank.entries[id] for id in topic.near[:MAX_OPTIONS])
                return Decline("not-in-source", near, topic, answer.confidence, "silent")
            return replace(answer, entry=self._bank.entries[other])
        return answer

    def _names_contrary(self, fact: Fact, utterance: Utterance) -> bool:
        contrary = (other for other in self._bank.facts if other.id in fact.replaces)
        return any(self._is_named(other, utterance.whole) for other in contrary)

    @cached_property
    def _stems(self) -> dict[str, list[Stems]]:
        stems = self._matcher.synonyms.stems
        return {fact.id: [stems(term) for term in fact.terms] for fact in self._bank.facts}
