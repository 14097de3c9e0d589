"""`/wrong`: what is wrong with the last reply, noted for the authors of the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.chat.messages import Choice, Message, choice_message, text_message
from footnote.console import COMPLAINTS, Note, add_note
from footnote.errors import error_reason

from .last_reply import NO_REPLY

if TYPE_CHECKING:
    from footnote.chat.session import ChatSession


def wrong(session: ChatSession, argument: str) -> Message:
    """Note what is wrong, in the reader's words or as one of the complaints offered."""
    if not session.turns:
        return text_message(NO_REPLY)
    if session.history.private:
        return text_message(
            "This chat is private, so nothing is saved. Type /private off first, then /wrong again."
        )
    feedback = tuple(COMPLAINTS)
    choice = Choice(tuple(COMPLAINTS.values()), lambda index: _note(session, feedback[index]))
    picked = choice.pick(argument)
    if picked is not None:
        return choice.then(picked)
    if argument and not argument.isdecimal():
        return _note(session, argument)
    session.choice = choice
    return choice_message(
        "What is wrong with the last reply? Type a letter, or /wrong and your own words.", choice.options
    )


def _note(session: ChatSession, wrong: str) -> Message:
    reply = session.turns[-1].reply
    note = Note(
        session.now(), reply.bank.id, reply.bank.version, reply.question, reply.kind, reply.entry, wrong
    )  # fmt: skip
    try:
        path = add_note(session.notes_folder, note)
    except (OSError, ValueError) as error:
        return text_message(f"The note could not be saved: {error_reason(error)}")
    return text_message(f"Thank you. Saved on this computer, with your question, in {path}")
