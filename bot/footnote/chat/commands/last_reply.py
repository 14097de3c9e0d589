"""`/again`: the last reply again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.chat.messages import Message, text_message, turn_message

if TYPE_CHECKING:
    from footnote.chat.session import ChatSession

NO_REPLY = "There is no reply yet. Ask something first."


def again(session: ChatSession, _argument: str) -> Message:
    """The last reply."""
    if not session.turns:
        return text_message(NO_REPLY)
    return turn_message(session.turns[-1], session.bank.language)
