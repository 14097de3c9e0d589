"""A chat that was written down, held again: what was typed is taken from a file, what is said is of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.text import printable

from .history import History
from .reloading import Watched
from .session import Talk
from .transcript import PAPER, lines, typed

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 2**20


def replay(bank: str, file: str) -> Iterator[str]:
    """The lines of the chat in a `.chat` file, as they would be today. Nothing is kept of it.

    What stands before the first line typed is kept as it is: it says what the chat is about. Raises OSError
    where the file cannot be read, UnknownBank or BankError where the bank cannot.
    """
    with open(file, "rb") as opened:
        text = opened.read(LARGEST).decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    talk = Talk(Watched(bank, live=False), History("", private=True), PAPER)
    yield from _preface(text)
    for number, line in enumerate(lines(text)):
        yield from [""] * (number > 0)
        yield typed(line)
        for said in talk.hear(line):
            yield said.lay(PAPER)
        if talk.left:
            return


def _preface(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            return
        yield printable(line)
