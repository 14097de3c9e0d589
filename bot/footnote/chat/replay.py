"""A saved chat, run again: the questions come from the file, the answers from the bank as it is today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.text import printable

from .dispatch import respond
from .history import History
from .reloading import BankReloader
from .session import ChatSession
from .transcript import PAPER, format_typed, json_lines, typed_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CHAT_BYTES = 2**20


class ReplayError(ValueError):
    """A file that has no chat to run again. The message says what to give instead."""


def replay_chat(bank: str, path: str) -> Iterator[str]:
    """The lines of the chat in a `.chat` or a `.json` file, with the answers of today. Nothing is saved.

    Comments before the first question of a `.chat` file are kept: they say what the chat is about. Raises
    OSError where the file cannot be read, ReplayError where it is no chat, UnknownBank and BankError.
    """
    with open(path, "rb") as file:
        text = file.read(MAX_CHAT_BYTES).decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    typed = _typed(path, text)
    session = ChatSession(BankReloader(bank, live=False), History("", private=True), PAPER)
    yield from _comments(text)
    for number, line in enumerate(typed):
        yield from [""] * (number > 0)
        yield format_typed(line)
        for message in respond(session, line):
            yield message.render(PAPER)
        if session.ended:
            return


def _typed(path: str, text: str) -> list[str]:
    """What was typed in a saved chat. Raises ReplayError where there is nothing."""
    if path.lower().endswith(".md"):
        raise ReplayError("Markdown is for reading; type /save again with a name that ends in .chat or .json")
    if path.lower().endswith(".json"):
        try:
            typed = json_lines(text)
        except ValueError as error:
            raise ReplayError(str(error)) from error
    else:
        typed = list(typed_lines(text))
    if not typed:
        raise ReplayError('no question in it: a line of a .chat file that was typed begins with "> "')
    return typed


def _comments(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            return
        yield printable(line)
