"""Which replies change between two banks, from what to what, and why: the signs that moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from footnote.evaluation.comparison import reply_in_words
from footnote.evaluation.metrics import GROUPS, Verdict, judge, surest
from footnote.evaluation.reasons import figure
from footnote.evaluation.signs import meaning_of
from footnote.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from footnote.bank import Bank
    from footnote.dialogue import Bot, Reply, Trace
    from footnote.matching import Judgement

    from .asked import Asked

Effect: TypeAlias = Literal[
    "spoiled", "lost", "worse", "replaced", "silenced", "new", "other", "better", "reworded"
]

MOVES: Mapping[Effect, str] = {
    "spoiled": "Right before, wrong now",
    "lost": "Right before, not answered now",
    "worse": "Worse in another way",
    "replaced": "Answered by another entry now",
    "silenced": "Answered before, not now",
    "new": "Newly answered",
    "other": "Another reply, no better and no worse",
    "better": "Better",
    "reworded": "The same in other words",
}
"""How a reply changes, worst first. Where nobody said what is right, it is replaced, silenced or new."""

SPOILED: Effect = "spoiled"

GOOD: frozenset[Verdict] = frozenset({"right", "refused"})
BAD: frozenset[Verdict] = frozenset({"wrong", "answered"})

MIN_MOVED = 0.2
"""How much more or less a sign adds, in powers of e, to be named."""

MAX_SIGNS = 3
"""Signs that are named, those that moved most first."""


class Reaction(Record):
    """The reply of a bank, how it came about, and the verdict on it; None where no reply is known to be
    right.
    """

    reply: Reply
    trace: Trace
    verdict: Verdict | None


class Move(Record):
    """A question whose reply changes, and why, in a few sentences."""

    asked: Asked
    effect: Effect
    before: Reaction
    after: Reaction
    why: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The move as JSON has it."""
        question = self.asked.question
        return {
            "effect": self.effect,
            "origin": self.asked.origin,
            "file": question.file or None,
            "line": question.line or None,
            "question": question.ask,
            "right": question.label or None,
            "before": _as_dict(self.before),
            "after": _as_dict(self.after),
            "why": list(self.why),
        }


def _as_dict(reaction: Reaction) -> dict[str, Any]:
    return {"verdict": reaction.verdict, "outcome": reply_in_words(reaction.reply)}


def react(bot: Bot, questions: Iterable[Asked]) -> Iterator[Reaction]:
    """What a bot replies to each question, asked alone."""
    for asked in questions:
        reply, trace = bot.explain(asked.question.ask)
        verdict = judge(bot.bank, asked.question, reply, trace) if asked.is_labelled else None
        yield Reaction(reply, trace, verdict)


def find_moves(
    banks: tuple[Bank, Bank],
    questions: Sequence[Asked],
    before: Iterable[Reaction],
    after: Iterable[Reaction],
) -> list[Move]:
    """The replies that change between two banks, worst first, questions in their order."""
    wordings = frozenset(text for _, text in banks[0].wordings())
    found = [
        Move(asked, effect(asked, was, now), was, now, tuple(_why(banks, wordings, was, now)))
        for asked, was, now in zip(questions, before, after, strict=True)
        if _shown(was.reply) != _shown(now.reply)
    ]
    order = list(MOVES)
    return sorted(found, key=lambda move: order.index(move.effect))


def effect(asked: Asked, was: Reaction, now: Reaction) -> Effect:
    """How a reply changes."""
    if reply_in_words(was.reply) == reply_in_words(now.reply):
        return "reworded"
    if was.verdict is None or now.verdict is None:
        return _unlabelled(was.reply, now.reply)
    if was.verdict in GOOD and now.verdict not in GOOD:
        return "spoiled" if now.verdict in BAD else "lost"
    verdicts = GROUPS[asked.question.category]
    by = verdicts.index(now.verdict) - verdicts.index(was.verdict)
    return "worse" if by > 0 else "better" if by < 0 else "other"


def _unlabelled(was: Reply, now: Reply) -> Effect:
    if was.kind == now.kind == "answer":
        return "replaced"
    if was.kind == "answer":
        return "silenced"
    return "new" if now.kind == "answer" else "other"


def _shown(reply: Reply) -> tuple[str, str]:
    return reply_in_words(reply), reply.text


# Why


def _why(banks: tuple[Bank, Bank], wordings: frozenset[str], was: Reaction, now: Reaction) -> Iterator[str]:
    """What moved: what the reply rests on, the best entry with its wording, the signs, how careful to be."""
    if was.trace.basis != now.trace.basis:
        yield f"rested on {_basis(was.trace)}, rests on {_basis(now.trace)}"
    before, after = (surest(each.trace) for each in (was, now))
    if before and after:
        old, new = before.judgement, after.judgement
        yield from _best_moved(old, new, wordings)
        yield from _signs_moved(old, new)
        if before.text != after.text:
            yield f"read as “{before.text}” before, as “{after.text}” now"
    careful = [bank.policy.careful for bank in banks]
    if careful[0] != careful[1]:
        yield f"an answer needed {careful[0]:.3g}, and needs {careful[1]:.3g}"


def _basis(trace: Trace) -> str:
    if trace.recognised:
        return f"small talk ({trace.recognised.small_talk.id})"
    return trace.danger.danger if trace.basis == "danger" and trace.danger else trace.basis.replace("_", " ")


def _best_moved(old: Judgement, new: Judgement, wordings: frozenset[str]) -> Iterator[str]:
    was, now = old.best, new.best
    if was and now and (was.entry, figure(was.confidence)) != (now.entry, figure(now.confidence)):
        yield f"{was.entry} {figure(was.confidence)} before, {now.entry} {figure(now.confidence)} now"
    if new.nearest and old.nearest != new.nearest:
        yield f"nearest was {old.nearest or 'nothing'}, is {new.nearest}"
    first = new.candidates[0] if new.candidates else None
    if first and first.wording and first.wording not in wordings:
        yield f"by the new wording “{first.wording}” of {first.entry}"


def _signs_moved(old: Judgement, new: Judgement) -> Iterator[str]:
    """The signs that count more or less than before for the best entry, where that is still the same."""
    if not (old.best and new.best and old.best.entry == new.best.entry):
        return
    was, now = old.contributions(), new.contributions()
    by = {name: now.get(name, 0.0) - was.get(name, 0.0) for name in {**was, **now}}
    most = sorted((name for name in by if abs(by[name]) >= MIN_MOVED), key=lambda name: -abs(by[name]))
    yield from (f"{by[name]:+.1f} {meaning_of(name)}" for name in most[:MAX_SIGNS])
