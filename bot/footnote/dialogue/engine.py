"""One turn of a conversation: an utterance and the state in, a reply, the next state and a trace out.

The same bank, state and utterance give the same reply, in every channel and on any machine.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from footnote.matching import KNOWN, Matcher
from footnote.record import replace

from .context import FollowUps, References
from .lookup import Search
from .policy import (
    SILENCE,
    Answer,
    Clarify,
    Decline,
    Respond,
    decide,
    decide_follow_up,
    distinct,
    near,
)
from .reply import MAX_OPTIONS, Reply, State
from .responses import respond
from .safety import SafetyIndex, asks, comforted, response_to
from .selection import select
from .sizes import Sizes, cut_points
from .small_talk import OWN_QUESTION, SmallTalkIndex, SmallTalkMatches
from .trace import Trace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.bank import Bank, Entry, Policy
    from footnote.matching import Candidate, Judgement, Query
    from footnote.text import Utterance

    from .lookup import Cache
    from .policy import Decision
    from .safety import Finding
    from .small_talk import Recognised
    from .trace import Lookup


class ParsedUtterance(NamedTuple):
    """An utterance ready to be decided about: parsed, and searched for small talk and danger, once."""

    utterance: Utterance
    small_talk: SmallTalkMatches
    danger: Finding | None = None


class Bot:
    """A bank made ready to answer. Never changes; any number of threads may share one.

    `matcher` ranks the entries of `bank` for a question, `small_talk` recognises what is no question to it,
    and `safety` recognises danger. They are made from the bank where they are not given.

    >>> from footnote import load
    >>> reply = load("micrometastases").ask("wot size r micromets")
    >>> reply.kind, reply.entry, [citation.passage for citation in reply.citations]
    ('answer', 'size', ['S2'])
    """

    def __init__(
        self,
        bank: Bank,
        matcher: Matcher | None = None,
        small_talk: SmallTalkIndex | None = None,
        safety: SafetyIndex | None = None,
    ) -> None:
        self.bank = bank
        self.matcher = matcher or Matcher(
            bank.wordings(),
            answers=bank.answers(),
            same=bank.same,
            apart=bank.apart,
            sizes=cut_points(bank),
            language=bank.language,
        )
        self.small_talk = small_talk or SmallTalkIndex(bank.language)
        self.safety = safety or SafetyIndex(bank.language)
        self._references = References(bank, self.matcher)
        self._follow_ups = FollowUps(bank, self.matcher)
        self._sizes = Sizes(bank, self.matcher.analyzer)
        self._search = Search(bank, self.matcher, self._references)

    def ask(
        self, question: str, state: State | Mapping[str, object] | None = None, *, id: str | None = None
    ) -> Reply:
        """The reply to what a person typed, whatever it is.

        `state` is the last reply's (or its `as_dict()`), None at the start of a conversation; `id` is the
        caller's and comes back unchanged. Where a person has taken the conversation over (`state.handed`),
        the reply is silent: of kind `handoff`, its text empty, unless the question is about an emergency.
        Raises StateError for a state that no reply had, TypeError for a question that is no str, and nothing
        else.
        """
        return self.explain(question, state, id=id)[0]

    def explain(
        self, question: str, state: State | Mapping[str, object] | None = None, *, id: str | None = None
    ) -> tuple[Reply, Trace]:
        """The reply that `ask` gives, and how it came about. Raises StateError as `ask` does."""
        before = state if isinstance(state, State) else State.from_dict(state)
        return self.take(self.parse(question), before, id=id)

    def parse(self, question: str) -> ParsedUtterance:
        """What a person typed, parsed once, for `take`."""
        utterance = self.matcher.analyzer.parse(_text(question))
        small_talk = self.small_talk.recognise(utterance.whole.expanded)
        return ParsedUtterance(utterance, small_talk, self.safety.find(utterance.whole))

    def take(self, turn: ParsedUtterance, state: State, *, id: str | None = None) -> tuple[Reply, Trace]:
        """The reply to a parsed utterance in this state, and its trace."""
        before = self._known(state)
        trace = self._decide(turn, before)
        reply = respond(self.bank, turn.utterance.text, before, trace.decision, id=id)
        return comforted(self.bank, reply, trace.danger), trace

    def judge(self, question: str) -> Judgement:
        """The judgement on a question alone, whatever else the bot would do about it: of several in one
        message, the surest.
        """
        utterance = self.matcher.analyzer.parse(_text(question))
        lookups = [
            self._search.look_up(each, utterance.background, is_opening=True) for each in utterance.questions
        ]
        return max((lookup.judgement for lookup in lookups), key=lambda judgement: judgement.confidence)

    def candidates(self, question: str, limit: int = 8) -> list[Candidate]:
        """The entries and silent topics nearest to a question alone, best first."""
        return self.matcher.rank(_text(question), limit)

    def __copy__(self) -> Bot:
        other = object.__new__(type(self))
        vars(other).update(vars(self))
        return other

    def __reduce__(self) -> NoReturn:
        """Raises TypeError: a bank is loaded faster than an index of it is unpickled."""
        raise TypeError("a Bot cannot be pickled; pass on the name or path of its bank, and load it again")

    def with_policy(self, policy: Policy, cache: Cache | None = None) -> Bot:
        """The same bot under another policy. Bots with one `cache` look each question up once."""
        other = copy(self)
        other.bank = replace(self.bank, policy=policy)
        other._search = Search(other.bank, self.matcher, self._references, cache)  # noqa: SLF001  (our own)
        return other

    def entry_for_size(self, utterance: Utterance, entry: Entry) -> Entry:
        """The entry that answers for the length in an utterance, where `entry` is one for a size."""
        return self._sizes.find(utterance.whole, entry)[0]

    def _known(self, state: State) -> State:
        """The state without entries that this bank does not have: it may have been edited since."""
        entry = state.entry if state.entry in self.bank.entries else None
        options = tuple(option for option in state.options if option in self.bank.entries)
        return replace(state, entry=entry, options=options)

    # What comes before the bank: distress and small talk, a handover, options picked

    def _decide(self, turn: ParsedUtterance, state: State) -> Trace:
        utterance, (anywhere, _), danger = turn
        start = Trace(utterance, state, "handover", SILENCE, danger=danger)
        if danger and danger.is_urgent:
            return replace(start, basis="danger", decision=Respond(response_to(self.bank, danger)))
        anywhere = self._not_taken(anywhere, utterance)
        if anywhere:
            is_handoff = anywhere.small_talk.kind == "handoff"
            if is_handoff and (anywhere.small_talk.reason == "urgent" or not state.handed):
                return _responding(start, turn, Respond(anywhere.small_talk))
        if state.handed:
            return start
        options = [self.bank.entries[option] for option in state.options]
        selected = select(utterance.whole, options, self.bank.language)
        if selected:
            return replace(start, basis="selection", decision=selected)
        return self._personal(start, anywhere, turn) if anywhere else self._alone_or_matched(start, turn)

    def _alone_or_matched(self, start: Trace, turn: ParsedUtterance) -> Trace:
        alone = turn.small_talk.alone
        if alone and not turn.danger:
            return _responding(start, turn, Respond(alone.small_talk))
        return self._prefaced(turn, self._matched(start))

    def _not_taken(self, recognised: Recognised | None, utterance: Utterance) -> Recognised | None:
        """The small talk, unless the bank itself has what was asked: its best candidate is sure, and has the
        same small talk in its wording or question ("what should I do if my parcel is lost").
        """
        if not recognised or recognised.small_talk.reason == "urgent":
            return recognised
        best = self._search.look_up_text(utterance.whole).judgement.best
        if best is None or best.confidence < OWN_QUESTION:
            return recognised
        texts = best.wording, self.bank.entries[best.entry].question
        own = (self.small_talk.has(recognised.small_talk, self.bank.language.spoken(text)) for text in texts)
        return None if any(own) else recognised

    def _personal(self, trace: Trace, recognised: Recognised, turn: ParsedUtterance) -> Trace:
        """The response to what counts anywhere, with the entries that are near it."""
        lookup = self._search.look_up_text(turn.utterance.whole)
        trace = _responding(trace, turn, Respond(recognised.small_talk, near(self.bank, lookup.judgement)))
        return replace(trace, lookups=(lookup,), lookup=lookup)

    # What the bank says

    def _matched(self, trace: Trace) -> Trace:
        """The utterance alone if the bank answers that, else with the last answer in mind."""
        whole = trace.utterance.whole
        last = self.bank.entries.get(trace.state.entry or "")
        for_size = self._sizes.entry_after(last)
        if for_size and self._sizes.only(whole):
            return replace(trace, basis="size", decision=Answer(for_size, 1.0))
        if self._is_bare_number(trace.utterance):
            return replace(trace, basis="number", decision=Decline("unclear", text="unclear"))
        if not last or not self._references.depends(whole):
            return self._looked_up(trace)
        query = self.matcher.query(whole)
        return self._followed(trace, last, query) or self._resolved(self._looked_up(trace), last, query)

    def _followed(self, trace: Trace, last: Entry, query: Query) -> Trace | None:
        """The utterance as what its author expected after the last answer; None where it is not."""
        hits = tuple(self._follow_ups.candidates(last, trace.utterance.whole, query))
        decision = decide_follow_up(self.bank, hits)
        if decision is None:
            return None
        return replace(trace, basis="follow_up", decision=decision, follow_up=hits[0])

    def _looked_up(self, trace: Trace) -> Trace:
        """The decision of each question of a message, with and without what stands around it."""
        utterance = trace.utterance
        is_opening = trace.state.entry is None
        lookups = tuple(
            self._search.look_up(each, utterance.background, is_opening=is_opening)
            for each in utterance.questions
        )
        decisions = [decide(self.bank, lookup.judgement) for lookup in lookups]
        decision, lookup = self._combined(decisions, lookups)
        if self._is_illegible(utterance, decision):
            decision = Decline("unclear", text="unclear")
        return replace(trace, basis="lookup", decision=decision, lookups=lookups, lookup=lookup)

    def _combined(self, decisions: list[Decision], lookups: tuple[Lookup, ...]) -> tuple[Decision, Lookup]:
        """One decision for all questions of a message: an answer, if any has one."""
        answers = [
            (each, up) for each, up in zip(decisions, lookups, strict=True) if isinstance(each, Answer)
        ]
        if not answers:
            return decisions[-1], lookups[-1]
        best, lookup = max(answers, key=lambda pair: pair[0].confidence)
        entries = distinct(answer.entry for answer, _ in answers)[:MAX_OPTIONS]
        if len(entries) > 1:
            return Clarify(entries, best.confidence, "two_questions"), lookup
        return best, lookup

    def _resolved(self, trace: Trace, last: Entry, query: Query) -> Trace:
        """The utterance with what it refers to put into words, where that answers it better."""
        whole, decision = trace.utterance.whole, trace.decision
        sure = decision.confidence if isinstance(decision, Answer) else 0.0
        if (sure and not self._references.refers(whole)) or self._references.names_another(whole, last.about):
            return trace
        lookup = self._search.look_up(self._references.resolve(whole, last.about))
        trace = replace(trace, lookups=(*trace.lookups, lookup))
        resolved = decide(self.bank, lookup.judgement)
        if not isinstance(resolved, Answer) or resolved.confidence < sure:
            return trace
        if not _uses_all(resolved.entry, query):
            return trace
        return replace(trace, basis="reference", decision=resolved, lookup=lookup)

    def _is_bare_number(self, utterance: Utterance) -> bool:
        """Whether a number is all that was typed: where nothing was offered, "1" picks nothing."""
        filler = self.bank.language.words.filler
        words = [word for word in utterance.whole.expanded if word not in filler or word.isdecimal()]
        return bool(words) and all(word.isdecimal() for word in words)

    def _is_illegible(self, utterance: Utterance, decision: Decision) -> bool:
        """Whether nothing is near, and no word is of the bank's language."""
        is_far = isinstance(decision, Decline) and decision.reason == "off-topic"
        return is_far and self.bank.language.words.filler.isdisjoint(utterance.whole.expanded)

    # What comes before an answer: a word of comfort, the size that was typed

    def _prefaced(self, turn: ParsedUtterance, trace: Trace) -> Trace:
        """The trace with what comes first: which side of a bound a length lies on.

        Grief or fear next to something that nothing is near, or to no question, is what the utterance is
        about.
        """
        decision, whole = trace.decision, turn.utterance.whole
        if turn.danger and isinstance(decision, Decline) and not (decision.near and asks(self.bank, whole)):
            return replace(trace, basis="danger", decision=Respond(response_to(self.bank, turn.danger)))
        if not isinstance(decision, Answer):
            return trace
        entry, measurement = self._sizes.find(turn.utterance.whole, decision.entry)
        answer = replace(decision, entry=entry, preface=self._sizes.sentence(measurement))
        return replace(trace, decision=answer, measurement=measurement)


def _text(question: str) -> str:
    """The question. Raises TypeError where it is no text, as it may be in a program without types."""
    if not isinstance(question, str):
        raise TypeError(f"a question is a str, not {type(question).__name__}")
    return question


def _uses_all(entry: Entry, query: Query) -> bool:
    """Whether an entry uses every known word of an utterance: "where can I buy it" asks for no size."""
    return all(entry.id in word.shares for word in query.words if word.similarity >= KNOWN)


def _responding(trace: Trace, turn: ParsedUtterance, decision: Respond) -> Trace:
    small_talk = turn.small_talk
    recognised = small_talk.anywhere or small_talk.alone
    return replace(trace, basis="small_talk", decision=decision, recognised=recognised)
