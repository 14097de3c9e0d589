"""A bank that may be edited while the chat runs: read again at the next question, if it is valid."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from footnote.bank.loader import read
from footnote.bank.locations import find, stamps
from footnote.dialogue.engine import Bot
from footnote.errors import BankError, BotError
from footnote.runtime.cache import load

MAX_PROBLEMS = 5
"""Problems of an invalid bank that are shown; `footnote check` shows them all."""


class Notice(NamedTuple):
    """What became of a bank, in a sentence, and the problems found in it."""

    text: str
    problems: tuple[str, ...] = ()


class BankReloader:
    """The bot of a bank on disk. `bot` is always one that can be asked."""

    def __init__(self, name: str, *, live: bool = True, private: bool = False) -> None:
        """With `live`, edits are taken; a replayed chat takes none. With `private`, no file is written.

        Raises UnknownBank where there is no such bank, BankError where it is invalid.
        """
        self._live = live
        self._private = private
        self.path = find(name)
        self._stamps = stamps(self.path)
        self.bot = load(self.path, private=private)

    def reload(self) -> Notice | None:
        """Take the bank as it is now on disk; None if it did not change."""
        latest = stamps(self.path) if self._live else self._stamps
        if latest == self._stamps:
            return None
        self._stamps = latest
        try:
            bank = read(Path(self.path))
        except BankError as error:
            return Notice(
                "The bank was edited and is not valid. I keep answering from the old version.",
                first_problems(error),
            )
        if bank.version == self.bot.bank.version:
            return None
        self.bot = Bot(bank)
        return Notice("The bank was edited. From now on I answer from the new version.")

    def switch(self, name: str) -> Notice | None:
        """Take another bank; or change nothing, and say what is wrong."""
        try:
            other = BankReloader(name, private=self._private)
        except BotError as error:
            return Notice("I cannot use this bank, and keep the one I have.", first_problems(error))
        self.path, self._stamps, self.bot = other.path, other._stamps, other.bot
        return None


def first_problems(error: BotError) -> tuple[str, ...]:
    """The first lines of an error, and how many more there are."""
    lines = str(error).splitlines()
    more = len(lines) - MAX_PROBLEMS
    rest = [f"and {more} more: footnote check lists them all"] if more > 0 else []
    return (*lines[:MAX_PROBLEMS], *rest)
