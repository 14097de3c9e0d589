"""`/why` and `/again`: the last reply again, and how the bot chose it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.chat.messages import Message, reply_message, text_message
from footnote.console import EMPTY
from footnote.dialogue import Block
from footnote.evaluation import explain_reply, figure
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank import Bank
    from footnote.chat.session import ChatSession
    from footnote.chat.transcript import Turn
    from footnote.evaluation import Near

NO_REPLY = "There is no reply yet. Ask something first."

MAX_CANDIDATES_SHOWN = 3
"""Candidates that are shown: the best, the runner-up, and one more to compare with."""


def again(session: ChatSession, _argument: str) -> Message:
    """`/again`: the last reply."""
    if not session.turns:
        return text_message(NO_REPLY)
    return reply_message(session.turns[-1].reply, session.bank.language)


def why(session: ChatSession, _argument: str) -> Message:
    """`/why`: the reason of the last reply in a sentence, and the numbers behind it."""
    if not session.turns:
        return text_message(NO_REPLY)
    return Message(tuple(_explanation(session, session.turns[-1])))


def _explanation(session: ChatSession, turn: Turn) -> Iterator[Block]:
    explanation = explain_reply(session.bot, turn.typed, turn.before)
    yield Block("", printable(explanation.because))
    if explanation.nearest:
        yield EMPTY
        yield Block("", "The nearest wordings of the bank, from 0 to 1:")
        for near in explanation.nearest[:MAX_CANDIDATES_SHOWN]:
            yield Block(figure(near.confidence), _candidate(session.bank, near))
        yield EMPTY
        yield Block("", f"An answer needs {session.bank.policy.careful:.2f}.")


def _candidate(bank: Bank, near: Near) -> str:
    meaning = (
        f"not in the source: {bank.silent[near.id].about}" if near.silent else bank.entries[near.id].question
    )
    return printable(f'"{near.wording}": {meaning}')
