"""Commands that write something down, keep it to themselves, forget it, or end the chat."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from footnote.console import notes
from footnote.dialogue.rendering import plain
from footnote.text import printable

from . import clipboard, transcript
from .messages import Said, saying
from .prompts import Choice, choosing
from .views import NOTHING_YET

if TYPE_CHECKING:
    from .session import Talk


def wrong(talk: Talk, typed: str) -> Said:
    """`/wrong`: notes what is wrong with the last reply, in the reader's words or in one of ours."""
    if not talk.turns:
        return saying(NOTHING_YET)
    if talk.history.private:
        return saying(
            "This chat is private, so nothing is written. Type /private off first, then /wrong again."
        )
    choice = Choice(notes.WRONGS, lambda number: _note(talk, notes.WRONGS[number]))
    picked = choice.picked(typed)
    if picked is not None:
        return choice.then(picked)
    if typed:
        return _note(talk, typed)
    talk.choice = choice
    return choosing(
        "What is wrong with the last reply? Type a number, or /wrong and your own words.", notes.WRONGS
    )


def _note(talk: Talk, what: str) -> Said:
    reply = talk.turns[-1].reply
    note = notes.Note(
        talk.now(), reply.bank.id, reply.bank.version, reply.question, reply.kind, reply.entry, what
    )  # fmt: skip
    try:
        path = notes.keep(talk.folder, note)
    except (OSError, ValueError) as error:
        return saying(printable(f"The note could not be written: {_reason(error)}"))
    return saying(printable(f"Thank you. Noted on this computer, with your question, in {path}"))


def copy(talk: Talk, _typed: str) -> Said:
    """`/copy`: hands the last reply to the terminal for the clipboard, or says that it will not take it."""
    if not talk.turns:
        return saying(NOTHING_YET)
    text = plain(talk.turns[-1].reply)
    sent = clipboard.sequence(text)
    if not sent or clipboard.refused(talk.terminal, talk.environ):
        return saying("This terminal does not let me copy. Type /save FILE to have the chat in a file.")
    said = saying(
        "Sent to the clipboard, sources and all. If it is not there, your terminal does not allow it."
    )
    return said._replace(send=sent)


def save(talk: Talk, typed: str) -> Said:
    """`/save FILE`: writes the chat; asks first where the file is there already."""
    if not typed:
        return saying("Write a file's name after it, such as /save chat.md")
    if not talk.turns:
        return saying(NOTHING_YET)
    path = os.path.expanduser(typed.strip("\"'"))
    if os.path.lexists(path) and _is_file(path):
        unwritten = saying("Nothing was written.")
        talk.choice = Choice(("yes", "no"), lambda no: unwritten if no else _write(talk, path, "w"))
        return choosing(printable(f"{path} is there already. Write over it?"), ("yes", "no"))
    return _write(talk, path, "x")


def _write(talk: Talk, path: str, mode: str) -> Said:
    text = transcript.write(path, talk.watched.bank, talk.turns)
    try:
        with open(path, mode, encoding="utf-8", newline="\n") as file:
            file.write(text)
    except (OSError, ValueError) as error:
        return saying(printable(f"{path} could not be written: {_reason(error)}"))
    return saying(printable(f"Written to {path}"))


def _is_file(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def private(talk: Talk, typed: str) -> Said:
    """`/private`: from here on nothing is kept; `/private off`: what is asked from here on is kept again."""
    if typed.casefold() not in ("", "on", "off"):
        return saying("Write /private on or /private off.")
    talk.history.private = typed.casefold() != "off"
    if talk.history.private:
        return saying("From here on I keep nothing of what you type. /forget deletes what was kept before.")
    return saying("From here on I keep your questions again, on this computer only.")


def forget(talk: Talk, _typed: str) -> Said:
    """`/forget`: deletes the history, file and all, and what this chat remembers."""
    trouble = talk.history.forget()
    talk.begin()
    if trouble:
        return saying(printable(f"{talk.history.path} could not be deleted: {trouble}"))
    return saying("Forgotten: the questions of this chat and of earlier ones.")


def leave(talk: Talk, _typed: str) -> Said:
    """`/quit`."""
    talk.left = True
    return Said(())


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
