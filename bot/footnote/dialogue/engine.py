"""One turn of a conversation: an utterance and the state in, a reply, the next state and a trace out.

The same bank, state and utterance give the same reply, in every channel and on any machine.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, NoReturn

from footnote.matching import Matcher
from footnote.record import replace

from .context import References
from .conversation.acts import Acts
from .conversation.answering import Answering
from .conversation.memory import known, with_question
from .conversation.other_languages import OtherLanguages, only_this_language
from .conversation.questions import Questions
from .conversation.reviewing import held_back, reviewed
from .conversation.rewriting import asks_something
from .facts.remembered import Facts
from .lookup import Search
from .policy import SILENCE, Answer, Decline, Respond, Several, Statement
from .reply import Reply, State
from .responses import respond
from .safety import NO_DANGER, SafetyIndex, Urgent, comforted, is_all_it_says, remembering, response_to
from .second_look import PERSONAL, SecondLook, responding
from .selection import offered_in, select
from .sizes import Sizes, cut_points
from .small_talk import MAX_OWN_QUESTION, OWN_QUESTION, SmallTalkIndex, said_words
from .trace import ParsedUtterance, Trace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from footnote.bank import Bank, Entry, Policy
    from footnote.matching import Candidate, Judgement
    from footnote.text import Utterance

    from .lookup import Cache
    from .small_talk import Recognised


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
        self._urgent = Urgent(bank)
        self._references = References(bank, self.matcher)
        self._sizes = Sizes(bank, self.matcher.analyzer)
        self._search = Search(bank, self.matcher, self._references)
        self._answering = Answering(bank, self.matcher, self._references, self._sizes, self._search)
        self._questions = Questions(self.matcher, self._references, self._answering, self.small_talk)
        self._facts = Facts(bank, self.matcher, self._sizes)
        self._glossary = self._answering.glossary
        self._acts = Acts(bank, self.matcher, self._glossary)
        self._others = OtherLanguages(bank.language, self.matcher.uses)
        self.day: date | None = None
        self._second_look = SecondLook(bank, self.matcher, self._acts, self._facts).with_parts(
            self._search, self._answering, self._questions
        )

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
        small_talk = self.small_talk.recognise(said_words(utterance.whole))
        danger = self.safety.find_in(utterance)
        if danger and danger.is_likeness and self.small_talk.is_wording(utterance.whole.expanded):
            danger = None  # "go on" is small talk word for word, whatever it is like
        return ParsedUtterance(utterance, small_talk, danger)

    def take(self, turn: ParsedUtterance, state: State, *, id: str | None = None) -> tuple[Reply, Trace]:
        """The reply to a parsed utterance in this state, and its trace."""
        before = self._facts.noted(turn.utterance, known(self.bank, state))
        trace = self._decide(turn, before)
        after = with_question(self._facts.lengths.sized(before, trace), trace)
        trace = replace(trace, decision=held_back(self.bank, trace.decision, self.day))
        reply = respond(self.bank, turn.utterance.text, after, trace.decision, id=id)
        reply = reviewed(self.bank, reply, trace.decision, self.day)
        return remembering(comforted(self.bank, reply, trace.danger), trace), trace

    def judge(self, question: str) -> Judgement:
        """The judgement on a question alone, whatever else the bot would do about it: of several in one
        message, the surest.
        """
        utterance = self.matcher.analyzer.parse(_text(question))
        each = (self._search.look_up(q, utterance.background, is_opening=True) for q in utterance.questions)
        return max((lookup.judgement for lookup in each), key=lambda judgement: judgement.confidence)

    def candidates(self, question: str, limit: int = 8) -> list[Candidate]:
        """The entries and silent topics nearest to a question alone, best first."""
        return self.matcher.rank(_text(question), limit)

    def __copy__(self) -> Bot:
        vars(other := object.__new__(type(self))).update(vars(self))
        return other

    def __reduce__(self) -> NoReturn:
        """Raises TypeError: a bank is loaded faster than an index of it is unpickled."""
        raise TypeError("a Bot cannot be pickled; pass on the name or path of its bank, and load it again")

    def on(self, day: date | None) -> Bot:
        """The same bot on this day, on which reviews may be overdue. Without a day, none is."""
        vars(other := copy(self)).update(day=day)
        return other

    def with_policy(self, policy: Policy, cache: Cache | None = None) -> Bot:
        """The same bot under another policy. Bots with one `cache` look each question up once."""
        other = copy(self)
        other.bank = replace(self.bank, policy=policy)
        search = Search(other.bank, self.matcher, self._references, cache)
        answering = self._answering.with_search(other.bank, search)
        questions = self._questions.with_answering(answering)
        look = self._second_look.with_parts(search, answering, questions)
        vars(other).update(_search=search, _answering=answering, _questions=questions, _second_look=look)
        return other

    def entry_for_size(self, utterance: Utterance, entry: Entry) -> Entry:
        """The entry that answers for the length in an utterance, where `entry` is one for a size."""
        return self._sizes.find(utterance.whole, entry)[0]

    # What comes before the bank: distress and small talk, a handover, options picked

    def _decide(self, turn: ParsedUtterance, state: State) -> Trace:
        utterance, danger = turn.utterance, turn.danger
        start = Trace(utterance, state, "handover", SILENCE, danger=danger)
        if danger and danger.is_urgent and danger.is_likeness and self._own_question(utterance, NO_DANGER):
            turn, danger, start = turn._replace(danger=None), None, replace(start, danger=None)
        if urgent := self._urgent.decide(start):
            return urgent
        anywhere = self._not_taken(turn.small_talk.anywhere, utterance)
        if anywhere:
            is_handoff = anywhere.small_talk.kind == "handoff"
            if is_handoff and (anywhere.small_talk.reason == "urgent" or not state.handed):
                return responding(start, Respond(anywhere.small_talk), anywhere)
        if state.handed:
            return start
        selected = select(
            utterance.whole, offered_in(self.bank, state), self.bank.language, self.matcher.stems
        )
        if selected:
            return replace(start, basis="selection", decision=selected)
        alone = turn.small_talk.alone
        if anywhere and not (alone and alone.small_talk.does):
            return self._second_look.personal(start, anywhere)
        return (
            self._about_conversation(start, turn)
            or self._foreign(start, turn)
            or self._prefaced(turn, self._second_look.take(self._asked(start)))
        )

    def _asked(self, trace: Trace) -> Trace:
        """The trace of what the bank says to an utterance."""
        return self._answering.corrected(trace) or self._questions.answer(trace)

    def _not_taken(self, recognised: Recognised | None, utterance: Utterance) -> Recognised | None:
        """The small talk, unless the bank surely answers the utterance, and the small talk yields to that or
        is in the question or a wording of the entry too ("what should I do if my parcel is lost"). What is
        about health only a person can judge; of a program, "should I stop it" is a question like any other.
        """
        if not recognised or recognised.small_talk.reason == "urgent":
            return recognised
        own = self._own_question(utterance)
        if own is None:
            return recognised
        is_personal = recognised.small_talk.reason == PERSONAL
        texts = map(self.bank.language.spoken, (own.question, *own.wordings))
        has = recognised.small_talk.yields or any(
            self.small_talk.has(recognised, text, same_wording=is_personal) for text in texts
        )
        is_usual = is_personal and self.bank.subject != "health"
        return None if has or is_usual else recognised

    def _own_question(self, utterance: Utterance, sure: float = OWN_QUESTION) -> Entry | None:
        """The entry that surely answers an utterance as a whole, unless it is a long one."""
        if len(utterance.whole.words) > MAX_OWN_QUESTION:
            return None
        best = self._search.look_up_text(utterance.whole).judgement.best
        return self.bank.entries[best.entry] if best and best.confidence >= sure else None

    def _about_conversation(self, trace: Trace, turn: ParsedUtterance) -> Trace | None:
        """The response to small talk, and to what is about the conversation; None where it is neither."""
        small_talk = turn.small_talk
        if small_talk.meaning and (term := self._glossary.find(small_talk.term)):
            answer = Answer(self.bank.entries[term.entry], 1.0, says=(Statement(term.means, term.cites),))
            return responding(trace, answer, small_talk.meaning)
        if not small_talk.alone or turn.danger or self._glossary.unexplained(turn.utterance.whole):
            return None
        if small_talk.names_a_word(self.bank.language) and isinstance(self._asked(trace).decision, Decline):
            return None  # to ask which word is not clear would be no reply to who has just said that
        if small_talk.alone.small_talk.does and not trace.state.entries and turn.utterance.background.words:
            asked = self._asked(trace)
            if isinstance(asked.decision, Answer | Several):
                return asked  # "They found micromets. What does that mean?" is about no answer before it
        return self._second_look.respond(trace, small_talk.alone)

    def _foreign(self, trace: Trace, turn: ParsedUtterance) -> Trace | None:
        """The trace of an utterance with words of another language: that of the rest, if that asks something,
        or else that the bot does not know the language.
        """
        foreign = self._others.find(turn.utterance.whole)
        if not foreign:
            return None
        if foreign.rest:
            rest = self.parse(foreign.rest)
            read = replace(trace, utterance=replace(rest.utterance, text=turn.utterance.text))
            decided = self._about_conversation(read, rest) or self._questions.answer(read)
            if decided.basis == "small_talk" or isinstance(decided.decision, Answer | Several):
                return self._prefaced(rest, decided)
        if not foreign.is_most:
            return None
        response = only_this_language(self.bank.language, foreign.language)
        return replace(trace, basis="language", decision=response)

    # What comes before an answer: the size that was typed

    def _prefaced(self, turn: ParsedUtterance, trace: Trace) -> Trace:
        """The trace with what comes first: which side of a bound a length lies on. Grief or fear that asks
        nothing the bank knows of is what the utterance is about.
        """
        asks = asks_something(turn.utterance, self.bank.language)
        trace = self._urgent.not_understood(self._facts.acknowledged(trace), asks=asks)
        if turn.danger and asks and turn.utterance.background.words:
            trace = self._alone(trace)
        if turn.danger and is_all_it_says(trace, asks=asks):
            return replace(trace, basis="danger", decision=Respond(response_to(self.bank, turn.danger)))
        trace = self._facts.lengths.measured(trace)
        return replace(trace, decision=self._facts.applied(trace.decision, trace.state, turn.utterance))

    def _alone(self, trace: Trace) -> Trace:
        """The trace of an utterance of somebody in grief or afraid; where the bank has no answer to it, that
        of its questions without what they say of themselves, if they have one. "There is a new lump. Is it
        the cancer?" asks about the lump.
        """
        if not isinstance(trace.decision, Decline):
            return trace
        utterance, asking = trace.utterance, self.bank.language.words.question_words
        asks_whether = asking.isdisjoint(utterance.questions[-1].expanded)
        if asks_whether and self._search.is_about_topic(utterance.background):
            return trace
        questions = self.parse(" ".join(span.text for span in utterance.questions)).utterance
        asked = self._asked(replace(trace, utterance=replace(questions, text=utterance.text)))
        return asked if isinstance(asked.decision, Answer | Several) else trace


def _text(question: str) -> str:
    """The question. Raises TypeError where it is no text."""
    if not isinstance(question, str):
        raise TypeError(f"a question is a str, not {type(question).__name__}")
    return question
