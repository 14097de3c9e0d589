"""`/private` and `/forget`: what is saved of what a person types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.chat.messages import Message, text_message

if TYPE_CHECKING:
    from footnote.chat.session import ChatSession


def private(session: ChatSession, argument: str) -> Message:
    """`/private`: save nothing from now on; `/private off`: save questions again."""
    switch = argument.casefold()
    if switch not in ("", "on", "off"):
        return text_message("Type /private on or /private off.")
    session.history.private = switch != "off"
    if session.history.private:
        return text_message(
            "From now on I save nothing of what you type. /forget deletes what was saved before."
        )
    return text_message("From now on I save your questions again, on this computer only.")


def forget(session: ChatSession, _argument: str) -> Message:
    """`/forget`: delete the saved questions with their file, and begin a new conversation."""
    problem = session.history.forget()
    session.restart()
    if problem:
        return text_message(f"{session.history.path} could not be deleted: {problem}")
    return text_message("The questions of this chat and of earlier ones are deleted.")
