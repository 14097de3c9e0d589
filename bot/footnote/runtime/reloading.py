"""A bank that may be edited while it is in use: its new version is taken as a whole, or not at all."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from footnote.bank import find_bank, source_stamps
from footnote.errors import BankError

from .loading import load_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

    from footnote.bank import Stamps
    from footnote.dialogue import Bot


class Reload(NamedTuple):
    """What became of a bank whose files changed: the bot of its new version, or why that cannot be used."""

    bot: Bot | None
    error: BankError | None = None


class Reloader:
    """The current bot of a bank on disk. Threads may share it."""

    def __init__(  # noqa: PLR0913  (all but the first are named)
        self,
        bank: str | PathLike[str],
        *,
        private: bool = False,
        settle: bool = False,
        optional: bool = False,
        preparing: Callable[[bool], object] | None = None,
        apart: bool = False,
    ) -> None:
        """Load the bank, given by name or path; `private` and `preparing` are as those of `load`. With
        `apart` another process compiles it, so that this one keeps none of the memory that takes.

        With `settle` a change is read only once the files are the same at two checks in a row, so that a slow
        copy is not read halfway. With `optional` a bank that cannot be used yet is no error before its bot is
        asked for.

        Raises UnknownBank where there is none, and BankError where it cannot be used.
        """
        self.path = find_bank(str(bank))
        #: Why the version that was read last cannot be used; None where it can.
        self.error: BankError | None = None
        self._bot: Bot | None = None
        self._settle = settle
        self._apart = apart
        self._lock = Lock()
        self._seen = self._read = source_stamps(self.path)
        try:
            self._bot = load_path(self.path, private=private, preparing=preparing, apart=apart)
        except BankError as error:
            if not optional:
                raise
            self.error = error

    @property
    def usable(self) -> bool:
        """Whether a version of the bank could be loaded so far."""
        return self._bot is not None

    @property
    def bot(self) -> Bot:
        """The bot of the last version that could be loaded. Raises BankError where none could."""
        if self._bot is None:
            raise self.error or BankError([])
        return self._bot

    def check(self) -> Reload | None:
        """Load the bank again if its files have changed, and say what became of it; None where nothing did.

        While nothing has changed no file is opened. Where another thread is loading it, nothing is done, and
        the current bot stays.
        """
        if not self._lock.acquire(blocking=False):
            return None
        try:
            return self._check()
        finally:
            self._lock.release()

    def _check(self) -> Reload | None:
        current = source_stamps(self.path)
        settled = current == self._seen or not self._settle
        self._seen = current
        return self._reload(current) if settled and current != self._read else None

    def _reload(self, current: Stamps) -> Reload | None:
        try:
            # Not stored: whoever edits a bank waits for it, and edits it again.
            bot = load_path(self.path, private=True, apart=self._apart)
        except BankError as error:
            self._read, self.error = current, error
            return Reload(None, error)
        if source_stamps(self.path) != current:
            return None  # written to while it was read: the next check decides
        self._read, self.error = current, None
        if self._bot and self._bot.bank.version == bot.bank.version:
            return None
        self._bot = bot
        return Reload(bot)
