"""A bank that may be edited while the chat runs: read again at the next question, if it is valid."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.errors import BotError
from footnote.runtime import Reloader

if TYPE_CHECKING:
    from collections.abc import Callable

    from footnote.dialogue import Bot

MAX_PROBLEMS = 5
"""Problems of an invalid bank that are shown; `footnote check` shows them all."""


class Notice(NamedTuple):
    """What happened to a bank, in a sentence, and its problems."""

    text: str
    problems: tuple[str, ...] = ()


class BankReloader:
    """The bot of a bank on disk. `bot` is always usable."""

    def __init__(
        self,
        name: str,
        *,
        live: bool = True,
        private: bool = False,
        preparing: Callable[[bool], object] | None = None,
    ) -> None:
        """With `live`, edits are taken; a replayed chat takes none. With `private`, no file is written.
        `preparing` is called before a bank that takes seconds to prepare, with whether it is for good.

        Raises UnknownBank where there is no such bank, BankError where it is invalid.
        """
        self._live = live
        self._private = private
        self._reloader = Reloader(name, private=private, preparing=preparing)

    @property
    def bot(self) -> Bot:
        """The bot that answers now."""
        return self._reloader.bot

    @property
    def path(self) -> str:
        """The path of the bank's folder or file."""
        return self._reloader.path

    def reload(self) -> Notice | None:
        """Take the bank as it is now on disk; None if it did not change."""
        change = self._reloader.check() if self._live else None
        if change is None:
            return None
        if change.error:
            message = "The bank was edited and is not valid. I keep answering from the old version."
            return Notice(message, first_problems(change.error))
        return Notice("The bank was edited. From now on I answer from the new version.")

    def switch(self, name: str) -> Notice | None:
        """Take another bank; or change nothing, and say what is wrong."""
        try:
            self._reloader = Reloader(name, private=self._private)
        except BotError as error:
            return Notice("I cannot use this bank, and keep the one I have.", first_problems(error))
        return None


def first_problems(error: BotError) -> tuple[str, ...]:
    """The first lines of an error, and how many more there are."""
    lines = str(error).splitlines()
    more = len(lines) - MAX_PROBLEMS
    rest = [f"and {more} more: footnote check lists them all"] if more > 0 else []
    return (*lines[:MAX_PROBLEMS], *rest)
