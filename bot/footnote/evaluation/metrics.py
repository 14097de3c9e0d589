"""How good a bank's replies are: labelled questions put to a bot, replies judged, and what that adds up to.

The verdicts, for a question that the bank answers: `right`; `clarified`, where the bot asks back and offers a
right entry; `offered`, where it declines and offers one; `declined`; and `wrong`, which is all else. For one
that it does not answer: `refused`, `clarified`, and `answered`, which is the failure that matters most. For
small talk: `right`, `declined` (not recognised), `clarified`, `answered`. Turns of a conversation get the
verdicts of a question that the bank answers.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from footnote.dialogue import State
from footnote.record import Record
from footnote.text import DANGERS

from .calibration import Guess, calibration_error, reliability, risk_coverage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from footnote.bank import Bank
    from footnote.dialogue import Bot, Lookup, Reply, Trace

    from .questions import Question, Questions

Verdict: TypeAlias = Literal["right", "refused", "clarified", "offered", "declined", "answered", "wrong"]
Group: TypeAlias = Literal["answered", "unanswered", "small_talk", "first_turns", "later_turns"]

_OF_A_QUESTION: tuple[Verdict, ...] = ("right", "clarified", "offered", "declined", "wrong")

GROUPS: Mapping[Group, tuple[Verdict, ...]] = {
    "answered": _OF_A_QUESTION,
    "unanswered": ("refused", "clarified", "answered"),
    "small_talk": ("right", "declined", "clarified", "answered"),
    "first_turns": _OF_A_QUESTION,
    "later_turns": _OF_A_QUESTION,
}
"""The verdicts of each group of questions, from best to worst."""

FIGURES: Mapping[str, tuple[str, str]] = {
    "right": ("at least", "questions the bank answers: answered rightly"),
    "right_or_offered": ("at least", "questions the bank answers: right, or a right one among those offered"),
    "right_or_clarified": ("at least", "the same as right_or_offered, by its earlier name"),
    "wrong": ("at most", "questions the bank answers: another answer, or wrong ones offered"),
    "right_passages": ("at least", "questions the bank answers: answered from the passages of a right entry"),
    "wrong_passages": ("at most", "questions the bank answers: answered or offered from others only"),
    "nearest_right": ("at least", "questions the bank answers: the nearest entry is a right one"),
    "answered": ("at most", "questions the bank does not answer: answered all the same"),
    "asked_back": ("at most", "questions the bank does not answer: asked back"),
    "reason_right": ("at least", "questions the bank does not answer: declined for the reason given"),
    "small_talk_recognised": ("at least", "small talk: recognised as what it is"),
    "small_talk_answered": ("at most", "small talk: answered from the source"),
    "later_turns_right": ("at least", "later turns of conversations: right"),
    "later_turns_wrong": ("at most", "later turns of conversations: wrong"),
    "calibration_error": ("at most", "how far confidence is from the share that is right, on average"),
}
"""The figures of a score: whether more or less of each is better, and what it is a share of."""


_GROUP_OF_FIGURE: Mapping[str, Group] = {
    **dict.fromkeys(("answered", "asked_back", "reason_right"), "unanswered"),
    **dict.fromkeys(("small_talk_recognised", "small_talk_answered"), "small_talk"),
    **dict.fromkeys(("later_turns_right", "later_turns_wrong"), "later_turns"),
}
"""Of which questions a figure is a share, where these are not those that the bank answers."""


class Result(Record):
    """A question put to the bot, the reply, its trace and the verdict; and what would be answered at worst.

    `passages` is the verdict by the passages that are cited or offered, whatever the entry: milder, since
    entries may cite the same.
    """

    group: Group
    question: Question
    reply: Reply
    verdict: Verdict
    passages: Verdict
    trace: Trace
    guess: Guess | None = None

    @property
    def good(self) -> bool:
        """Whether the reply is what the question's author wants."""
        return self.verdict in ("right", "refused")


class Score(Record):
    """Questions with their verdicts, and figures made of them. A share is 0..1, and 0 of nothing."""

    bank: Bank
    results: tuple[Result, ...]

    def of(self, group: Group) -> list[Result]:
        """The questions of one group, in the order in which they were put."""
        return [result for result in self.results if result.group == group]

    def share(self, group: Group, *verdicts: Verdict) -> float:
        """The share of a group's questions that got one of these verdicts."""
        return _share(result.verdict in verdicts for result in self.of(group))

    @property
    def guesses(self) -> list[Guess]:
        """What would be answered without thresholds, of all questions that were put alone."""
        return [result.guess for result in self.results if result.guess]

    @property
    def single_count(self) -> int:
        """How many questions were put alone and are no small talk."""
        return len(self.of("answered")) + len(self.of("unanswered"))

    @property
    def table(self) -> dict[Group, dict[Verdict, int]]:
        """How many questions of each group got each verdict, from best to worst."""
        counted = {group: Counter(result.verdict for result in self.of(group)) for group in GROUPS}
        return {group: {verdict: counted[group][verdict] for verdict in GROUPS[group]} for group in GROUPS}

    @cached_property
    def figures(self) -> dict[str, float]:
        """The figures named in FIGURES."""
        answered, unanswered = self.of("answered"), self.of("unanswered")
        right_or_offered = self.share("answered", "right", "clarified", "offered")
        return {
            "right": self.share("answered", "right"),
            "right_or_offered": right_or_offered,
            "right_or_clarified": right_or_offered,
            "wrong": self.share("answered", "wrong"),
            "right_passages": _share(result.passages == "right" for result in answered),
            "wrong_passages": _share(result.passages == "wrong" for result in answered),
            "nearest_right": _share(bool(result.guess and result.guess.right) for result in answered),
            "answered": self.share("unanswered", "answered"),
            "asked_back": self.share("unanswered", "clarified"),
            "reason_right": _share(result.reply.reason == result.question.reason for result in unanswered),
            "small_talk_recognised": self.share("small_talk", "right"),
            "small_talk_answered": self.share("small_talk", "answered"),
            "later_turns_right": self.share("later_turns", "right"),
            "later_turns_wrong": self.share("later_turns", "wrong"),
            "calibration_error": calibration_error(self.guesses),
        }

    @property
    def measured(self) -> dict[str, float]:
        """The figures of which there are questions: what is 0 only for want of them says nothing."""
        groups = {result.group for result in self.results}
        return {
            name: value
            for name, value in self.figures.items()
            if name == "calibration_error" or _GROUP_OF_FIGURE.get(name, "answered") in groups
        }

    def confusions(self) -> list[tuple[str, str, int]]:
        """Entries taken for others: the right one, the one answered or nearest, how often; most first."""
        taken = Counter(
            (result.question.entries[0], chosen)
            for result in self.of("answered")
            if (chosen := nearest(result)) and chosen not in result.question.entries
        )
        return [(right, chosen, count) for (right, chosen), count in taken.most_common()]

    def as_dict(self) -> dict[str, Any]:
        """The score as JSON has it: the table, the figures, and the curves."""
        return {
            "schema": 1,
            "bank": {"id": self.bank.id, "version": self.bank.version},
            "policy": self.bank.policy._asdict(),
            "questions": len(self.results),
            "table": self.table,
            "figures": {name: round(value, 4) for name, value in self.figures.items()},
            "reliability": [each._asdict() for each in reliability(self.guesses)],
            "risk_coverage": [point._asdict() for point in risk_coverage(self.guesses, self.single_count)],
            "confusions": [
                {"right": right, "chosen": chosen, "count": count}
                for right, chosen, count in self.confusions()
            ],
        }


def evaluate(bot: Bot, questions: Questions) -> Iterator[Result]:
    """Put every question to the bot, one after another, and judge each reply."""
    for question in questions.single:
        yield _single(bot, question)
    for turns in questions.conversations:
        yield from _conversation(bot, turns)


def judge(bank: Bank, question: Question, reply: Reply, trace: Trace) -> Verdict:
    """The verdict on a reply to a question that is put alone."""
    if question.category == "answered":
        return _of_answered(question, reply)
    if reply.kind in _VERDICT_OF_KIND:
        return _VERDICT_OF_KIND[reply.kind]
    if question.category == "unanswered":
        return "refused"
    return "right" if _is_recognised(bank, question, reply, trace) else "declined"


def nearest(result: Result) -> str | None:
    """The entry that was answered, or else the nearest one, or the silent topic in its place."""
    best = surest(result.trace)
    return result.reply.entry or (best.judgement.nearest if best else None)


def surest(trace: Trace) -> Lookup | None:
    """The lookup of a trace that is surest of its best entry; None where nothing was looked up."""
    return max(trace.lookups, key=lambda lookup: lookup.confidence, default=None)


_VERDICT_OF_KIND: Mapping[str, Verdict] = {"answer": "answered", "clarify": "clarified"}
_OF_TURN: Mapping[Verdict, Verdict] = {"refused": "right", "answered": "wrong"}


def _single(bot: Bot, question: Question) -> Result:
    reply, trace = bot.explain(question.ask)
    verdict = judge(bot.bank, question, reply, trace)
    guess = None if question.category == "small_talk" else _guess(bot, question, trace)
    passages = _by_passages(bot.bank, question, reply, trace)
    return Result(question.category, question, reply, verdict, passages, trace, guess)


def _conversation(bot: Bot, turns: Iterable[Question]) -> Iterator[Result]:
    state = State()
    for number, question in enumerate(turns):
        reply, trace = bot.explain(question.ask, state)
        verdict = judge(bot.bank, question, reply, trace)
        group: Group = "later_turns" if number else "first_turns"
        verdict = _OF_TURN.get(verdict, verdict)
        yield Result(group, question, reply, verdict, _by_passages(bot.bank, question, reply, trace), trace)
        state = reply.state


def _guess(bot: Bot, question: Question, trace: Trace) -> Guess | None:
    """The surest entry of all lookups; none where no entry is a candidate, or nothing was looked up."""
    lookup = surest(trace)
    best = lookup.judgement.best if lookup else None
    if best is None:
        return None
    entry = bot.entry_for_size(trace.utterance, bot.bank.entries[best.entry])
    return Guess(entry.id, best.confidence, entry.id in question.entries)


def _of_answered(question: Question, reply: Reply) -> Verdict:
    if reply.kind == "answer":
        return "right" if reply.entry in question.entries else "wrong"
    is_offered = any(option.entry in question.entries for option in reply.options)
    if reply.kind == "clarify":
        return "clarified" if is_offered else "wrong"
    return "offered" if is_offered else "declined"


def _by_passages(bank: Bank, question: Question, reply: Reply, trace: Trace) -> Verdict:
    """The verdict if only the source counts: at most one passage cited may be none of a right entry's."""
    ok = {cited for id in question.entries if id in bank.entries for cited in bank.entries[id].cites}
    cited = {citation.passage for citation in reply.citations}
    offered = {passage for option in reply.options for passage in option.passages}
    if reply.kind == "answer" and question.entries:
        return "right" if cited & ok and len(cited - ok) <= 1 else "wrong"
    if reply.kind == "clarify" and question.entries:
        return "clarified" if offered & ok else "wrong"
    if question.category == "answered":
        return "offered" if offered & ok else "declined"
    return judge(bank, question, reply, trace)


def _is_recognised(bank: Bank, question: Question, reply: Reply, trace: Trace) -> bool:
    """Whether small talk was recognised: as what it is, or by handing over for the same reason. Of danger it
    is enough that it was heard: that a person is called, or that the reply comforts.
    """
    if question.kind in DANGERS:
        return reply.reason == "urgent" or reply.tone is not None
    small_talk = next((each for each in bank.language.small_talk if each.id == question.kind), None)
    if small_talk is None:
        return False
    if small_talk.kind == "handoff":
        return (reply.kind, reply.reason) == (small_talk.kind, small_talk.reason)
    return trace.recognised is not None and trace.recognised.small_talk.id == small_talk.id


def _share(flags: Iterable[bool]) -> float:
    """The share of flags that are set; 0 of none."""
    values = list(flags)
    return sum(values) / max(1, len(values))
