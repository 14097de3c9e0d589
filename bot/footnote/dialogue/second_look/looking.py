"""A second look at an utterance: what it may be if it is no question that the bank answers as it stands."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from footnote.dialogue.policy import Answer, Decline, Respond, Several, near
from footnote.record import replace
from footnote.text import EMPTY_SPAN

from .asides import without_asides
from .likeness import Likeness
from .negated import unnegated
from .personal import PERSONAL, asks_for_advice, asks_to_choose, in_general

if TYPE_CHECKING:
    from footnote.bank import Bank
    from footnote.dialogue.conversation.acts import Acts
    from footnote.dialogue.conversation.answering import Answering
    from footnote.dialogue.conversation.questions import Questions
    from footnote.dialogue.facts.remembered import Facts
    from footnote.dialogue.lookup import Search
    from footnote.dialogue.policy import Decision
    from footnote.dialogue.small_talk import Recognised
    from footnote.dialogue.trace import Trace
    from footnote.matching import Matcher
    from footnote.text import SmallTalk

SURE_OF_ANSWER = 0.75
"""Confidence of an answer from which an utterance is a question, whatever small talk it is like."""


MAX_REWORDED = 40
"""Words of a question up to which it is read once more without what it says of the source or denies. Of 1,030
questions of more than 60 words none is answered otherwise than with 90.
"""


class SecondLook:
    """Takes a second look at utterances. Never changes; threads may share it."""

    _search: Search
    _answering: Answering
    _questions: Questions

    def __init__(self, bank: Bank, matcher: Matcher, acts: Acts, facts: Facts) -> None:
        self._bank = bank
        self._matcher = matcher
        self._acts = acts
        self._facts = facts
        self._likeness = Likeness(bank.language, matcher)
        small_talk = (each for each in bank.language.small_talk if each.reason == PERSONAL)
        self._personal = next(small_talk, None)

    def with_parts(self, search: Search, answering: Answering, questions: Questions) -> SecondLook:
        """The same, with what looks questions up and answers them under one policy."""
        other = copy(self)
        vars(other).update(_search=search, _answering=answering, _questions=questions)
        return other

    def take(self, trace: Trace) -> Trace:
        """The trace; where the bank has no answer, that of what the utterance may be instead."""
        decision = trace.decision
        about = self._on_facts(trace) if trace.basis in ("reference", "correction", "lookup") else None
        if about:
            return replace(trace, basis="reference", decision=about)
        is_personal = self._personal and self._is_personal(trace)
        recognised = self._small_talk(trace, surely=bool(is_personal))
        if recognised:
            return self.respond(trace, recognised)
        if self._personal and isinstance(decision, Answer) and self._is_choice(trace):
            return self._in_general(trace, self._personal, trace)
        if not isinstance(decision, Decline) or decision.general:
            return trace
        if self._personal and is_personal and not self._is_of_other(trace):
            return self._in_general(trace, self._personal, trace)
        return trace if decision.topic or trace.danger else self._in_other_words(trace) or trace

    def _in_other_words(self, trace: Trace) -> Trace | None:
        """The trace of a question as if it said nothing of the source, or denied nothing, where that has an
        answer.
        """
        question, language = trace.utterance.questions[-1], self._bank.language
        if len(question.words) > MAX_REWORDED:
            return None
        alone = replace(trace, utterance=replace(trace.utterance, background=EMPTY_SPAN))
        for text in filter(None, (without_asides(question, language), unnegated(question, language))):
            found = self._answering.read_as(alone, self._matcher.analyzer.span(text))
            if isinstance(found.decision, Answer):
                return replace(found, utterance=trace.utterance)
        return None

    def _small_talk(self, trace: Trace, *, surely: bool) -> Recognised | None:
        """The small talk that an utterance without an answer is like; `surely`, or with an unsure answer,
        very like.
        """
        decision = trace.decision
        if trace.danger:
            return None
        if isinstance(decision, Answer):
            unsure = decision.confidence < SURE_OF_ANSWER
            return self._likeness.find(trace.utterance, surely=True) if unsure else None
        if not isinstance(decision, Decline) or decision.general:
            return None
        return self._likeness.find(trace.utterance, surely=surely or bool(decision.topic))

    def _on_facts(self, trace: Trace) -> Decision | None:
        """The answer about the facts that stand before a question which only points to them: "It is
        HER2-positive. What does that change?".
        """
        language, utterance = self._bank.language, trace.utterance
        question = utterance.questions[-1]
        points = language.words.pronouns.intersection(question.expanded)
        if not points or not utterance.background.words:
            return None
        spans = [self._matcher.analyzer.span(term) for term in self._facts.terms(utterance)]
        if set(self._matcher.stems(question)) - language.empty_stems:
            spans = [self._search.in_place(question, span) for span in spans]
        found = (self._answering.decide(self._search.look_up_text(span).judgement) for span in spans)
        sure = trace.decision.confidence if isinstance(trace.decision, Answer) else 0.0
        answers = tuple(each for each in found if isinstance(each, Answer) and each.confidence > sure)
        if not answers:
            return None
        return answers[0] if len(answers) == 1 else Several(answers)

    def respond(self, trace: Trace, recognised: Recognised) -> Trace:
        """The trace of the response to small talk that counts alone: what it does, or what it says."""
        small_talk = recognised.small_talk
        decision: Decision = Respond(small_talk)
        if small_talk.does:
            decision = self._acts.decide(small_talk, trace.state, self._search)
        return responding(trace, decision, recognised)

    def personal(self, trace: Trace, recognised: Recognised) -> Trace:
        """The response to what counts anywhere, with what is near it; to a personal question with what the
        source says in general.
        """
        small_talk = recognised.small_talk
        if small_talk.reason == PERSONAL:
            found = self._questions.answer(trace)
            return responding(self._in_general(trace, small_talk, found), None, recognised)
        lookup = self._search.look_up_text(trace.utterance.whole)
        response = Respond(small_talk, near(self._bank, lookup.judgement))
        return replace(responding(trace, response, recognised), lookups=(lookup,), lookup=lookup)

    def _is_of_other(self, trace: Trace) -> bool:
        """Whether a question without an answer is about something else: "should I quit my job"."""
        if not isinstance(trace.decision, Decline) or trace.decision.reason != "off-topic":
            return False
        said = self._matcher.stems(trace.utterance.questions[-1])
        return not self._bank.language.empty_stems.issuperset(said)

    def _is_personal(self, trace: Trace) -> bool:
        return self._bank.subject == "health" and asks_for_advice(self._bank.language, trace.utterance)

    def _is_choice(self, trace: Trace) -> bool:
        return self._bank.subject == "health" and asks_to_choose(self._bank.language, trace.utterance)

    def _in_general(self, trace: Trace, small_talk: SmallTalk, found: Trace) -> Trace:
        """The trace of a personal question, of which `found` is the trace if it were none."""
        decision = found.decision
        if not isinstance(decision, Answer | Several):
            decision = self._answering.subjects.in_general(trace.utterance.whole) or decision
        lookup = found.lookup or self._search.look_up_text(trace.utterance.whole)
        near_by = near(self._bank, lookup.judgement)
        response = in_general(self._bank, small_talk, decision, near_by)
        return replace(trace, basis="small_talk", decision=response, lookups=(lookup,), lookup=lookup)


def responding(trace: Trace, decision: Decision | None, recognised: Recognised | None) -> Trace:
    """The trace of a response to small talk; without a decision it keeps its own."""
    return replace(trace, basis="small_talk", decision=decision or trace.decision, recognised=recognised)
