"""The questions of a message, and those that one sentence joins: all are answered, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.dialogue.policy import Answer, Decline, Respond, Several, is_settled
from footnote.record import replace
from footnote.text import announced, as_typed

from .rewriting import alternatives, asking, asks_anywhere, clauses, stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from footnote.bank import Entry
    from footnote.dialogue.context import References
    from footnote.dialogue.policy import Decision
    from footnote.dialogue.small_talk import SmallTalkIndex
    from footnote.dialogue.trace import Trace
    from footnote.matching import Matcher
    from footnote.text import Span

    from .answering import Answering

MAX_JOINED_WORDS = 24
"""Words of a sentence that may join several questions: a longer one tells a story."""

SURE_ALONE = 0.75
"""Confidence from which the only question of a sentence is answered without what else the sentence says."""


class Questions:
    """Answers messages with the answers to their questions. Never changes; threads may share it."""

    def __init__(
        self, matcher: Matcher, references: References, answering: Answering, small_talk: SmallTalkIndex
    ) -> None:
        self._bank = answering.bank
        self._matcher = matcher
        self._references = references
        self._answering = answering
        self._small_talk = small_talk

    def with_answering(self, answering: Answering) -> Questions:
        """The same, answered by another policy."""
        return Questions(self._matcher, self._references, answering, self._small_talk)

    def answer(self, trace: Trace) -> Trace:
        """The trace with the decision of the bank on what the utterance asks."""
        utterance = trace.utterance
        last = self._bank.entries.get(trace.state.entry or "")
        if len(utterance.questions) > 1:
            return self._several(trace, utterance.questions, last, are_joined=False)
        question = utterance.questions[0]
        if brief := self._brief(trace, question):
            return brief
        whole = self._answering.one(trace, utterance.whole, question, last)
        return self._joined(trace, question, whole, last) or whole

    def _brief(self, trace: Trace, question: Span) -> Trace | None:
        """The trace of a question in so few words that it is small talk, such as "Will I?" after "My mother
        died of this", and that only a person can answer; None for any other, and for a length's.
        """
        language = self._bank.language
        *first, last = stretches(question, language) or (question,)
        asks_once = not any(asks_anywhere(part, language) for part in first)
        said = (last if asks_once else question).expanded
        brief = self._small_talk.recognise(said).alone if self._small_talk.is_wording(said) else None
        if brief is None or brief.small_talk.kind != "decline" or trace.utterance.whole.measurements:
            return None
        return replace(trace, basis="small_talk", decision=Respond(brief.small_talk), recognised=brief)

    def _several(
        self, trace: Trace, questions: Sequence[Span], last: Entry | None, *, are_joined: bool
    ) -> Trace:
        """The decision on the questions of a message, or on those that one sentence of it joins, each with
        the answer before it in mind.
        """
        outcomes: list[tuple[Span, Trace]] = []
        for question in questions:
            if self._small_talk.recognise(question.expanded).alone:
                continue
            if outcomes and self._hangs_on(question, outcomes[-1][1], is_joined=are_joined):
                continue
            outcome = self._answering.one(trace, question, question, last)
            if isinstance(outcome.decision, Answer):
                last = outcome.decision.entry
            outcomes.append((question, outcome))
        if not outcomes:
            return self._answering.one(trace, questions[-1], questions[-1], last)
        return self._combined(outcomes)

    def _hangs_on(self, question: Span, before: Trace, *, is_joined: bool) -> bool:
        """Whether a question is about what the one before it asked, which has no answer: as in "does it occur
        in melanoma, and how is that treated", or in "is this a rash and what can be done".
        """
        if before.utterance.background.words and not is_joined:
            return False  # it may be about what stands there
        if not isinstance(before.decision, Decline):
            return False
        says_nothing = self._bank.language.empty_stems.issuperset(self._matcher.stems(question))
        return (is_joined and says_nothing) or self._references.refers(question)

    def _combined(self, outcomes: Sequence[tuple[Span, Trace]]) -> Trace:
        """One trace for all questions: what answers them, and that some have no answer."""
        parts = _distinct(self._parts(outcomes))
        lookups = tuple(lookup for _, trace in outcomes for lookup in trace.lookups)
        answered = [trace for _, trace in outcomes if isinstance(trace.decision, Answer)]
        if not answered:
            settled = [trace for _, trace in outcomes if is_settled(trace.decision)]
            return replace((settled or [trace for _, trace in outcomes])[-1], lookups=lookups)
        if len(parts) == 1:
            return replace(answered[0], lookups=lookups)
        return replace(answered[0], basis="several", decision=Several(parts), lookups=lookups)

    def _parts(self, outcomes: Iterable[tuple[Span, Trace]]) -> Iterable[Answer | Decline]:
        for question, trace in outcomes:
            decision = trace.decision
            if isinstance(decision, Answer) or (isinstance(decision, Decline) and decision.topic):
                yield decision
            elif self._is_missed(question, trace, decision):
                yield Decline(
                    "not-in-source", part=as_typed(question.text.rstrip("?!. "), trace.utterance.text)
                )

    def _is_missed(self, question: Span, trace: Trace, decision: Decision) -> bool:
        """Whether somebody should learn that a part of a message has no answer: where it asks something, and
        in a letter, which tells much, something of the bank's subject or with a question mark.
        """
        first = next(
            (word for word in question.expanded if word not in self._bank.language.messages.leading), ""
        )
        asks = first in self._bank.language.messages.asking or question.text.endswith("?")
        is_far = isinstance(decision, Decline) and decision.reason != "not-in-source"
        is_aside = is_far and not question.text.endswith("?")
        if not asks or (is_aside and trace.utterance.background.words):
            return False
        return bool(self._matcher.query(question).words)

    def _joined(self, trace: Trace, question: Span, whole: Trace, last: Entry | None) -> Trace | None:
        """The trace of the questions that one sentence joins; None where it is one question."""
        if len(question.words) > MAX_JOINED_WORDS or whole.basis not in ("lookup", "reference"):
            return None
        language = self._bank.language
        parts = clauses(question, language)
        first = 0 if announced(question, language.announcements) else None
        questions = tuple(
            part for at, part in enumerate(parts) if at == first or asks_anywhere(part, language)
        )
        is_list = not questions
        if questions and not any(part.measurements for part in parts if part not in questions):
            parts = questions  # the others say what it is about
        if len(parts) > 1:
            together = self._several(trace, parts, last, are_joined=True)
            if is_list and len(_answers(together.decision)) < len(parts):
                together = whole  # keywords of one question
            if isinstance(together.decision, Several) and _is_better(together.decision, whole.decision):
                return together
        return self._alternative(trace, question, whole, last) or self._calmly(trace, question, whole, last)

    def _calmly(self, trace: Trace, question: Span, whole: Trace, last: Entry | None) -> Trace | None:
        """The trace of the only question of a sentence that also says something else, such as how somebody
        feels, an age or a length, where that has an answer and the sentence has none.
        """
        if is_settled(whole.decision):
            return None
        parts = asking(question, self._bank.language)
        only = parts[0] if len(parts) == 1 else None
        beside = only if trace.danger else self._answering.around.beside_number(question)
        asked = beside or (None if only is None or self._refers(only) else only)
        if asked is None:
            return None
        alone = self._answering.one(trace, asked, asked, last)
        if not isinstance(alone.decision, Answer):
            return None
        return alone if beside or _surely_agrees(alone.decision, whole) else None

    def _refers(self, question: Span) -> bool:
        """Whether a question may be about what else its sentence says."""
        return self._references.refers(question) or bool(question.measurements)

    def _alternative(self, trace: Trace, question: Span, whole: Trace, last: Entry | None) -> Trace | None:
        """The trace of a question about several subjects at once, where each has an answer of its own."""
        if isinstance(whole.decision, Decline) and whole.decision.topic:
            return None
        tokens = self._matcher.query(question).tokens
        texts = alternatives(tokens, self._references.subjects, self._bank.language)
        outcomes: list[tuple[Span, Trace]] = []
        for span in map(self._matcher.analyzer.span, texts):
            outcome = self._answering.one(trace, span, span, last)
            if not isinstance(outcome.decision, Answer):
                return None
            outcomes.append((span, outcome))
        if not outcomes:
            return None
        together = self._combined(outcomes)
        if isinstance(together.decision, Several) and _is_better(together.decision, whole.decision):
            return together
        return None


def _surely_agrees(answer: Answer, whole: Trace) -> bool:
    """Whether the question of a sentence surely has the answer that is nearest to the whole sentence."""
    nearest = whole.lookup.judgement.nearest if whole.lookup else None
    return answer.confidence >= SURE_ALONE and nearest == answer.entry.id


def _answers(decision: Decision) -> tuple[Answer, ...]:
    return decision.answers if isinstance(decision, Several) else ()


def _distinct(parts: Iterable[Answer | Decline]) -> tuple[Answer | Decline, ...]:
    """The parts without answers that cite nothing new, and without topics that come again."""
    kept: list[Answer | Decline] = []
    cited: set[str] = set()
    for part in parts:
        if isinstance(part, Answer):
            if cited.issuperset(part.entry.cites):
                continue
            cited.update(part.entry.cites)
        elif any(isinstance(other, Decline) and other.topic == part.topic and part.topic for other in kept):
            continue
        kept.append(part)
    return tuple(kept)


def _is_better(several: Several, whole: Decision) -> bool:
    """Whether several answers say more than the one to the whole sentence, which may compare them."""
    if not isinstance(whole, Answer):
        return True
    if whole.entry.id in {answer.entry.id for answer in several.answers}:
        return True
    subjects = {answer.entry.about for answer in several.answers}
    if len(subjects) > 1 and whole.entry.about in subjects:
        return True  # it answers a part only
    return whole.confidence < min(answer.confidence for answer in several.answers)
