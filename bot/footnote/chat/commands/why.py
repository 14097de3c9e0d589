"""`/why`: what the bot understood of the last question, how sure it was, and what came second.

For whoever asked. Authors of a bank read `footnote why`, which names the wordings and what to change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.chat.messages import Message, text_message
from footnote.console import EMPTY
from footnote.dialogue import Block
from footnote.evaluation import explain_reply
from footnote.text import printable

from .last_reply import NO_REPLY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from footnote.bank import Bank
    from footnote.chat.messages import Turn
    from footnote.chat.session import ChatSession
    from footnote.dialogue import Basis, Reply, Trace
    from footnote.evaluation import Explanation, Near
    from footnote.matching import Match

MAX_RIVALS = 2
"""What is shown beside the best: what came second, and one more to compare with."""

WITHOUT_LOOKUP: Mapping[Basis, str] = {
    "handover": "This conversation was handed over to a person, so I say nothing.",
    "selection": "You picked that from the questions I offered.",
    "size": "You gave a size, and my answer before was about sizes.",
    "unexplained": "You asked what a word means that the source never has.",
    "number": "That was a number and nothing else, so there was no question in it.",
}
"""Why the bot replied so where it did not look the question up, by what the reply rests on."""

FROM_SMALL_TALK: Mapping[str, str] = {
    "smalltalk": "I took that as small talk, not as a question about the source.",
    "answer": "I took that as something about my answer before, not as a question of its own.",
    "clarify": "I took that as something about my answer before, not as a question of its own.",
    "handoff": "I took that as something for a person, not as a question about the source.",
    "decline": "I took that as something that no source can decide for you.",
}
"""The same where no question was looked up because of how it was put, by the kind of the reply."""

FROM_FEELING = "I took that as fear or grief, not as a question about the source."
"""The same where a person wrote of what they feel, and nothing is wrong that needs a person at once."""


def why(session: ChatSession, _argument: str) -> Message:
    """What was understood of the last question, in a few sentences."""
    if not session.turns:
        return text_message(NO_REPLY)
    turn = session.turns[-1]
    reply, trace = session.bot.explain(turn.asked, turn.before)
    return Message(tuple(_explanation(session, turn, reply, trace)))


def _explanation(session: ChatSession, turn: Turn, reply: Reply, trace: Trace) -> Iterator[Block]:
    if trace.basis in WITHOUT_LOOKUP:
        yield Block("", WITHOUT_LOOKUP[trace.basis])
    elif trace.basis == "danger" and reply.kind == "smalltalk":
        yield Block("", FROM_FEELING)
    elif trace.recognised or (trace.basis == "danger" and reply.kind == "handoff"):
        yield Block("", FROM_SMALL_TALK[reply.kind])
    elif trace.follow_up and (before := session.bank.entries.get(trace.state.entry or "")):
        yield Block("", printable(f"I took that as a question that follows “{before.question}”."))
    else:
        explanation = explain_reply(session.bot, turn.asked, turn.before)
        sentences = (_outcome(session.bank, reply, explanation), *_words(session.bank, explanation))
        yield Block("", printable(" ".join(sentences)))
        yield from _rivals(session.bank, reply, explanation)


def _outcome(bank: Bank, reply: Reply, explanation: Explanation) -> str:
    """What the question was taken for, and how sure that is."""
    best = explanation.nearest[0] if explanation.nearest else None
    if reply.kind == "answer":
        asked = " and ".join(f"“{bank.entries[id].question}”" for id in reply.entries if id in bank.entries)
        return f"I took your question as {asked}. I was {_percent(reply.confidence)} sure of that."
    if reply.kind in ("smalltalk", "handoff") or reply.reason == "personal":
        return FROM_SMALL_TALK[reply.kind]
    if reply.kind == "clarify":
        return "Your question fits more than one that I can answer, and I did not want to guess."
    if best and best.silent and best.confidence >= explanation.policy.careful:
        about = bank.silent[best.id].about
        return f"I took your question as one that the source does not answer: it does not say {about}."
    return "I was not sure enough of any answer to give it to you."


def _words(bank: Bank, explanation: Explanation) -> Iterator[str]:
    """The words that the bank knows, as it reads them, and those that it does not; none that say nothing."""
    filler = bank.language.words.filler
    words = [match for match in explanation.words if not filler.issuperset(match.words.split())]
    known = [_read_as(match) for match in words if match.known]
    unknown = [match.words for match in words if not match.known]
    if known:
        yield f"Words I understood: {', '.join(known)}."
    if unknown:
        yield f"Words I did not know: {', '.join(unknown)}."


def _read_as(match: Match) -> str:
    """A word, and as which word of the bank it was read; a size may match another of the same range."""
    is_same = match.matched in (None, match.words) or any(map(str.isdigit, match.words))
    return match.words if is_same else f"{match.words} (as {match.matched})"


def _rivals(bank: Bank, reply: Reply, explanation: Explanation) -> Iterator[Block]:
    """What came second; where there is no answer, what came first too."""
    nearest = [near for near in explanation.nearest if near.id not in reply.entries]
    shown = nearest[:MAX_RIVALS] if reply.kind == "answer" else nearest[: MAX_RIVALS + 1]
    if shown:
        yield EMPTY
        yield Block("", "What came second:" if reply.kind == "answer" else "What came nearest:")
    for near in shown:
        yield Block(_percent(near.confidence), printable(_meaning(bank, near)))


def _meaning(bank: Bank, near: Near) -> str:
    return (
        f"(not in the source) {bank.silent[near.id].about}" if near.silent else bank.entries[near.id].question
    )


def _percent(confidence: float) -> str:
    """A confidence as people say it. Never 100 %: another question may always be meant."""
    return f"{min(99, round(100 * confidence))}%"
