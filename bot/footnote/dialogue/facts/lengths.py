"""The lengths that people write of, and what they are lengths of."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from footnote.dialogue.conversation.rewriting import affirmed, stretches
from footnote.dialogue.policy import Answer
from footnote.dialogue.reply import MAX_SIZE_KEPT
from footnote.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from footnote.bank import Bank, Entry, SizeRange
    from footnote.dialogue.reply import State
    from footnote.dialogue.sizes import Sizes
    from footnote.dialogue.trace import Trace
    from footnote.text import Analyzer, Measurement, Span, Utterance, Word

MAX_DISTANCE = 14
"""Words between a length and what it is the length of."""

NAME = "name"
"""The request of a language for what something is called."""


class Lengths:
    """The lengths of one bank's subject in what people write. Never changes; threads may share it."""

    def __init__(self, bank: Bank, analyzer: Analyzer, sizes: Sizes) -> None:
        self._bank = bank
        self._analyzer = analyzer
        self._sizes = sizes

    def measured(self, trace: Trace) -> Trace:
        """The trace with the answer for the length in the utterance, and with that length."""
        decision, utterance = trace.decision, trace.utterance
        if not isinstance(decision, Answer) or decision.says:
            return replace(trace, measurement=None)
        if several := self._several(utterance, decision.entry):
            return replace(trace, decision=self._of_several(several, decision, utterance), measurement=None)
        span = self._around(utterance, trace.state)
        entry, measurement = self._sizes.find(span, decision.entry)
        across = self._bank.entries.get(self._bank.size_use.across)
        if measurement and across and self._is_of_another(span, measurement):
            own = self.of_subject(span)
            if own is None:
                return replace(trace, decision=replace(decision, entry=across), measurement=None)
            span = self._analyzer.span(own.text)
            entry, measurement = self._sizes.find(span, decision.entry)
        sentence = self._sizes.sentence(measurement, utterance.text)
        decision = replace(decision, entry=entry, preface=sentence)
        return replace(trace, decision=decision, measurement=measurement)

    def _several(self, utterance: Utterance, entry: Entry) -> tuple[Measurement, ...]:
        """The lengths that an utterance asks about where `entry` is one for a size, and they are not all in
        one range: one of them must not stand for the others.
        """
        question, whole = utterance.questions[-1], utterance.whole
        span = question if question.measurements else whole
        if entry.id not in self._sizes.entries or self._takes_back(span):
            return ()
        own = [
            word.measurement
            for at, word in enumerate(span.words)
            if word.measurement and self._is_of_subject(span, at) is not False
        ]
        ranges = {self._sizes.range_of(each) for each in own} - {None}
        return tuple(dict.fromkeys(own)) if len(ranges) > 1 else ()

    def _of_several(self, lengths: Sequence[Measurement], answer: Answer, utterance: Utterance) -> Answer:
        """The answer for lengths in several ranges: which range each is in, and what there is to say of any
        length.
        """
        entry = self._bank.entries.get(self._bank.size_use.across, answer.entry)
        said = (self._sizes.sentence(each, utterance.text) for each in lengths)
        return replace(answer, entry=entry, preface=" ".join(filter(None, said)))

    def sized(self, state: State, trace: Trace) -> State:
        """The state with the length that an answer was for: who asks about a length has one, unless it is
        one of something else, or they ask what cells of such a length are called.
        """
        length, whole = trace.measurement, trace.utterance.whole
        if not length or not self._heads or self._is_of_another(whole, length):
            return state
        if self._asks_name(whole):
            return state
        return replace(state, size=length.text[:MAX_SIZE_KEPT])

    def noted(self, utterance: Utterance) -> Measurement | None:
        """The length in an utterance that is to be remembered: the last one of the bank's subject; or one
        that somebody gives alone, before they ask: "it says 5 mm. how is that treated".
        """
        own = self.of_subject(utterance.whole)
        if own or not self._heads or not utterance.whole.measurements:
            return own
        parts = (part for each in utterance.sentences for part in stretches(each, self._bank.language))
        bare = (part for part in parts if self._sizes.is_bare(part) and not self._asks_name(part))
        return next((part.measurements[0] for part in bare), None)

    def of_subject(self, span: Span) -> Measurement | None:
        """The last length in an utterance that is one of the bank's subject."""
        if not self._heads or not span.measurements:
            return None
        for at in range(len(span.words) - 1, -1, -1):
            measurement = span.words[at].measurement
            if measurement and self._is_of_subject(span, at):
                return measurement
        return None

    def range_of(self, typed: str) -> SizeRange | None:
        lengths = self._analyzer.span(typed).measurements
        return self._sizes.range_of(lengths[0]) if lengths else None

    def asked_in_general(self, utterance: Utterance) -> bool:
        """Whether an utterance names the subject, and no length: it asks about the subject, not about one."""
        named = any(self._subject_heads.intersection(word.stems) for word in utterance.whole.words)
        return named and not utterance.whole.measurements

    def _asks_name(self, span: Span) -> bool:
        return NAME in self._bank.language.requests_in(" ".join(span.expanded))

    def _is_of_another(self, span: Span, length: Measurement) -> bool:
        """Whether a length in a span is one of something else: of a tumor."""
        return any(
            word.measurement == length and self._is_of_subject(span, at) is False
            for at, word in enumerate(span.words)
        )

    def _around(self, utterance: Utterance, state: State) -> Span:
        """Where the length stands that an utterance is about: its last question; or, of several lengths
        around that, the one that was kept in mind.
        """
        question, whole = utterance.questions[-1], utterance.whole
        around = question if question.measurements else whole
        if len(around.measurements) > 1 and self._takes_back(around):
            affirmed_lengths = affirmed(around, self._bank.language).measurements
            meant = (affirmed_lengths if len(affirmed_lengths) == 1 else around.measurements)[-1]
            return self._analyzer.span(meant.text)
        if question.measurements:
            return question
        several = len(whole.measurements) > 1
        return self._analyzer.span(state.size) if several and state.size else whole

    def _takes_back(self, span: Span) -> bool:
        """Whether one of two lengths in a span replaces the other: "not 3 mm, 1 mm", "3 mm, sorry, 1 mm"."""
        language = self._bank.language
        corrections = language.conversation.corrections
        words = language.words.negators.union(word for word in corrections if (word,) in corrections[word])
        return not words.isdisjoint(part for word in span.words for part in (word.text, *word.expanded))

    def _is_of_subject(self, span: Span, at: int) -> bool | None:
        """Whether the nearest noun that lengths are of is one of the subject; one before counts more, and one
        beyond a comma less: "12 mm tumor, 1.4 mm deposit". None where none is near.
        """
        first = max(0, at - MAX_DISTANCE)
        nearest = [
            (
                abs(other - at) - (other < at) * 0.5 + _is_comma_between(span, at, other),
                bool(self._heads.intersection(word.stems)),
            )
            for other, word in enumerate(span.words[first : at + MAX_DISTANCE + 1], first)
            if self._is_head(word) and not self._is_in_a_name(span, other)
        ]
        return min(nearest)[1] if nearest else None

    def _is_in_a_name(self, span: Span, at: int) -> bool:
        """Whether a noun is a part of the next one: "tumor deposit", but not "12 mm tumor, node 1 mm"."""
        after = at + 1
        if after == len(span.words) or _is_comma_between(span, at, after):
            return False
        return self._is_head(span.words[after])

    def _is_head(self, word: Word) -> bool:
        return not (self._heads.isdisjoint(word.stems) and self._other_heads.isdisjoint(word.stems))

    @cached_property
    def _heads(self) -> frozenset[str]:
        return frozenset(self._heads_of(self._bank.size_use.of))

    @cached_property
    def _subject_heads(self) -> frozenset[str]:
        return frozenset(self._heads_of(self._bank.size_use.of[:1]))

    @cached_property
    def _other_heads(self) -> frozenset[str]:
        return frozenset(self._heads_of(self._bank.size_use.others)) - self._heads

    def _heads_of(self, terms: Iterable[str]) -> Iterable[str]:
        """The stems of the last words of some terms and of what means the same."""
        for term in terms:
            group = next((group for group in self._bank.same if term in group), (term,))
            for each in {term, *group}:
                words = self._analyzer.span(each).words
                if words:
                    yield from words[-1].stems


def _is_comma_between(span: Span, one: int, other: int) -> bool:
    """Whether a comma stands between two words of a span."""
    first, second = sorted((one, other))
    start, end = span.words[first], span.words[second]
    return "," in span.text[start.start + len(start.text) - span.offset : end.start - span.offset]
