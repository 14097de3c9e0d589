"""A thread that does what waits in a store when it is woken, and looks for work every few seconds."""

from __future__ import annotations

import logging
import time
from abc import ABC, abstractmethod
from threading import Condition, Thread
from typing import Protocol

from .tables import cutoff

POLL_INTERVAL = 2.0
"""Seconds between two looks for work: that of a process that died, and later tries."""

PRUNE_INTERVAL = 3600.0
"""Seconds between two looks for what has been kept for long enough."""

_log = logging.getLogger("footnote.desks")


class Store(Protocol):
    """Where the work waits."""

    @property
    def UNREACHABLE(self) -> tuple[type[Exception], ...]: ...  # noqa: N802  (a constant of each store)
    def waiting(self) -> int: ...
    def prune(self, before: str) -> int: ...


class Background(ABC):
    """Works from `start` to `stop`, however the store's database fails; what waits then is done later.

    `sent` and `failed` count what was done, and tries that failed, since the start of the process.
    """

    name = "footnote-desk"

    def __init__(self, store: Store, keep_days: int) -> None:
        self._source, self._keep_days = store, keep_days
        self._pruned = -PRUNE_INTERVAL
        self._woken = Condition()
        self._has_work = True
        self._thread: Thread | None = None
        self._broken = ""
        self.stopping = False
        self.sent = self.failed = 0

    @abstractmethod
    def work_due(self) -> int:
        """Do all that is due, and return how much was done."""

    @property
    def waiting(self) -> int | None:
        """How much waits; None where the database fails."""
        try:
            return self._source.waiting()
        except self._source.UNREACHABLE:
            return None

    def start(self) -> None:
        """Start working, again too after `stop`."""
        self.stopping = False
        self._thread = Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Look for work now. Returns at once."""
        with self._woken:
            self._has_work = True
            self._woken.notify_all()

    def stop(self, timeout: float) -> None:
        """Stop after what is being done, or after so many seconds."""
        with self._woken:
            self.stopping = True
            self._woken.notify_all()
        if self._thread:
            self._thread.join(timeout)

    def _run(self) -> None:
        while not self.stopping:
            try:
                self.work_due()
                self._prune()
                self._broken = ""
            except Exception as error:  # noqa: BLE001  (the database may come back; the thread is the only one)
                self._note(type(error).__name__)
            with self._woken:
                self._woken.wait_for(lambda: self._has_work or self.stopping, POLL_INTERVAL)
                self._has_work = False

    def _note(self, what: str) -> None:
        """Log the first of the same failures in a row, without anything of what is stored."""
        if what != self._broken:
            _log.warning("what waits cannot be worked through right now, and is tried again: %s", what)
        self._broken = what

    def _prune(self) -> None:
        if time.monotonic() - self._pruned >= PRUNE_INTERVAL:
            self._pruned = time.monotonic()
            self._source.prune(cutoff(self._keep_days))
