"""A thread that works when it is woken, and looks for work every few seconds."""

from __future__ import annotations

from contextlib import suppress
from threading import Condition, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

POLL_INTERVAL = 2.0
"""Seconds between two looks for work: that of a process that died, and later tries."""


class Background:
    """A thread that calls `work` again and again, however it fails with one of `passing`."""

    def __init__(
        self, work: Callable[[], object], passing: tuple[type[Exception], ...], name: str = "footnote-desk"
    ) -> None:
        self._work = work
        self._passing = passing
        self._name = name
        self._woken = Condition()
        self._has_work = True
        self._thread: Thread | None = None
        self.stopping = False

    def start(self) -> None:
        """Start working, again too after `stop`."""
        self.stopping = False
        self._thread = Thread(target=self._run, name=self._name, daemon=True)
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
            with suppress(*self._passing):  # the database may come back
                self._work()
            with self._woken:
                self._woken.wait_for(lambda: self._has_work or self.stopping, POLL_INTERVAL)
                self._has_work = False
