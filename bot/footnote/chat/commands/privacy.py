"""`/private` and `/forget`: what is saved of what a person types."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from footnote.chat.messages import Message, text_message
from footnote.console import NOTES_FILE

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
    """`/forget`: delete the saved questions with their file, and begin a new conversation.

    Notes of `/wrong` are for the authors of the bank, and stay.
    """
    problem = session.history.forget()
    session.restart()
    if problem:
        return text_message(f"{session.history.path} could not be deleted: {problem}")
    notes = os.path.join(session.notes_folder, NOTES_FILE)
    kept = f" What you reported with /wrong stays in {notes}" if os.path.exists(notes) else ""
    return text_message(f"The questions of this chat and of earlier ones are deleted.{kept}")
