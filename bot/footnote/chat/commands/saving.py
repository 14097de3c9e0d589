"""`/save`: the chat, written to a file."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from footnote.chat.messages import Choice, Message, choice_message, text_message
from footnote.chat.transcript import format_transcript
from footnote.errors import error_reason
from footnote.text import printable

from .last_reply import NO_REPLY

if TYPE_CHECKING:
    from footnote.chat.session import ChatSession


def save(session: ChatSession, argument: str) -> Message:
    """Write the chat to a file; ask first if the file exists."""
    if not argument:
        return text_message("Type a file name after it, such as /save chat.md")
    if not session.turns:
        return text_message(NO_REPLY)
    path = os.path.expanduser(argument.strip("\"'"))
    try:
        text = format_transcript(path, session.bank, session.turns)
    except ValueError as error:
        return text_message(f"{error}, such as {printable(os.path.splitext(path)[0])}.md")
    if _is_regular_file(path):
        unchanged = text_message("Nothing was saved.")
        session.choice = Choice(("yes", "no"), lambda no: unchanged if no else _write(path, text, "w"))
        return choice_message(f"{path} already exists. Overwrite it?", ("yes", "no"))
    return _write(path, text, "x")


def _write(path: str, text: str, mode: str) -> Message:
    try:
        with open(path, mode, encoding="utf-8", newline="\n") as file:
            file.write(text)
    except (OSError, ValueError) as error:
        return text_message(f"{path} could not be written: {error_reason(error)}")
    return text_message(f"Saved to {path}")


def _is_regular_file(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False
