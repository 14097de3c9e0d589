"""A bank that may be edited while it is asked: taken anew at the next question, if it is whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from footnote.bank import locations as shelf
from footnote.bank.loader import read
from footnote.dialogue import Bot
from footnote.errors import BankError, BotError
from footnote.runtime import load

if TYPE_CHECKING:
    from footnote.bank.models import Bank

SHOWN = 5
"""Problems that are shown of a bank that cannot be used; `footnote check` shows them all."""


class Watched:
    """The bot of a bank on disk. `bot` is always one that can be asked."""

    def __init__(self, name: str, *, live: bool = True, private: bool = False) -> None:
        """`live` is whether edits are taken; a chat that is replayed is one of a single moment.

        In `private` no file is left behind, not even of the bank.

        Raises UnknownBank where there is no such bank, BankError where it cannot be used.
        """
        self._live = live
        self._private = private
        self.path = shelf.find(name)
        self._seen = shelf.stamps(self.path)
        self.bot = load(self.path, private=private)

    @property
    def bank(self) -> Bank:
        """The bank as it was last read whole."""
        return self.bot.bank

    def news(self) -> list[str]:
        """What became of the bank since the last question: a sentence, and line by line what is wrong.

        The sentence is empty where nothing is new.
        """
        stamps = shelf.stamps(self.path) if self._live else self._seen
        if stamps == self._seen:
            return [""]
        self._seen = stamps
        try:
            bank = read(Path(self.path))
        except BankError as error:
            return ["The bank was edited and cannot be used as it is. I keep to what I had.", *brief(error)]
        if bank.version == self.bank.version:
            return [""]
        self.bot = Bot(bank)
        return ["The bank was edited. From here on I answer from the new version."]

    def change(self, name: str) -> list[str]:
        """Take another bank; or change nothing, and give what is wrong in the form of `news`."""
        try:
            other = Watched(name, private=self._private)
        except BotError as error:
            return ["I cannot take this bank, and keep to the one I have.", *brief(error)]
        self.path, self._seen, self.bot = other.path, other._seen, other.bot
        return [""]


def brief(error: BotError) -> list[str]:
    """An error's first lines."""
    lines = str(error).splitlines()
    more = len(lines) - SHOWN
    return [*lines[:SHOWN], *([f"and {more} more: footnote check names them all"] if more > 0 else [])]
