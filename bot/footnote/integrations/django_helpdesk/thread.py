"""Settling in the background of the process that took the message.

The thread lives only while something waits, so that a server's workers can be stopped, forked and
replaced as ever, and `get_email` ends when its mails are settled. What it does not get to stays in the
table for the next one, or for `footnote_answer`.
"""

from __future__ import annotations

import logging
from threading import Lock, Thread

from django.db import connections

from .settings import desk

log = logging.getLogger("footnote")


class Settler:
    """At most one thread, which settles all that waits and ends."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._thread: Thread | None = None
        self._again = False

    def wake(self) -> None:
        """See to it that what waits now is settled soon. Returns at once."""
        with self._lock:
            self._again = True
            if self._thread is None or not self._thread.is_alive():  # after a fork the parent's is not
                self._thread = Thread(target=self._run, name="footnote")
                self._thread.start()

    def _run(self) -> None:
        try:
            while self._wanted():
                self._settle()
        finally:
            connections.close_all()  # those of this thread

    def _wanted(self) -> bool:
        with self._lock:
            wanted, self._again = self._again, False
            if not wanted:
                self._thread = None
            return wanted

    def _settle(self) -> None:
        from .outbox import settle_all

        try:
            settle_all()
        except Exception:
            log.exception("messages wait on: run `manage.py footnote_answer` when this is mended")


settler = Settler()


def wake() -> None:
    """Have what waits settled by a thread of this process, where the settings say so."""
    if desk().thread:
        settler.wake()
