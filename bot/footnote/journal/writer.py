"""The writer of a journal: a bounded queue of lines, and one thread that writes them.

Whoever asks the bot only puts a line into the queue. Lines stay in it until they are on the disk, so that a
database may be unreachable for a while; when the queue is full, further lines are dropped and counted.
"""

from __future__ import annotations

import atexit
import logging
import os
import time
import weakref
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime
from threading import Condition, Thread
from typing import TYPE_CHECKING

from footnote.errors import JournalError

from .records import LOST, Line, LineUpdate, check_feedback, line_from_reply, new_receipt
from .redaction import Redactor
from .waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from types import TracebackType
    from typing import Self

    from footnote.bank import Bank
    from footnote.dialogue import Reply

    from .records import Settings
    from .store import Store

BATCH_SIZE = 500
WRITE_INTERVAL = 0.4
"""Seconds for which lines are collected before they are written. A killed process loses at most a second."""

UPDATE_TIMEOUT = 2.0
"""Seconds that an update waits for its line, which another replica may be about to write."""

PRUNE_INTERVAL = 3600
"""Seconds between two deletions of lines that are too old."""

_log = logging.getLogger("footnote.journal")


class Journal:
    """A journal. Thread-safe; a forked process may go on using it.

    `written`, `lost` and `unmatched` (feedback on replies that are not in the journal) count since the start
    of the process; `failing` says that the last write failed.
    """

    def __init__(self, settings: Settings, banks: Collection[Bank] = ()) -> None:
        """Raises JournalError for settings that cannot be used. An unreachable database is not an error.

        Questions are redacted by the languages of `banks`, whose words are never taken for names.
        """
        settings.check()
        self._settings = settings
        self._redactor = Redactor(banks) if settings.text == "redacted" else None
        self._reset()
        self._start()
        _reset_after_fork(self)
        atexit.register(self.close, 2.0)

    def _reset(self) -> None:
        self._store = open_store(self._settings.address)
        self.written = self.lost = self.unmatched = 0
        self.failing = False
        self._queue = Waiting()
        self._changed = Condition()
        self._accepted = self._processed = self._flushing = 0
        self._closing = self._urgent = False
        self._thread: Thread | None = None

    def _start(self) -> None:
        thread = Thread(target=self._run, name="footnote-journal", daemon=True)
        with suppress(RuntimeError):  # no memory, or the process is exiting: the next line tries again
            thread.start()
            self._thread = thread

    @property
    def waiting(self) -> int:
        """The number of lines and updates that are not written yet."""
        return len(self._queue)

    def note(self, reply: Reply, *, follows: str | None = None, surface: str = "") -> str:
        """Record a reply, and return its receipt: a random text that cannot be guessed.

        `follows` is the receipt of the conversation's last reply: if that one asked back, it records which
        option was chosen. Neither blocks nor raises. A reply without a text is not recorded.
        """
        receipt = new_receipt()
        if reply.text:
            self._put(line_from_reply(reply, receipt, self._settings.text, surface))
            if follows and reply.entry:
                self._put(LineUpdate(follows, "taken", reply.entry))
        return receipt

    def feedback(self, receipt: str, feedback: str) -> bool:
        """Record the feedback on a reply; later feedback replaces it. False where the queue is full.

        Raises JournalError for feedback that is not in FEEDBACK.
        """
        check_feedback(feedback)
        return self._put(LineUpdate(receipt, "verdict", feedback))

    def confirmed_feedback(self, receipt: str, feedback: str) -> Future[bool]:
        """Record the feedback as `feedback` does. The result is True once it is on the disk, and False where
        no reply has the receipt, whose line is waited for; it is a JournalError where the feedback is lost.

        Does not block; while the database is unreachable there is no result.
        """
        check_feedback(feedback)
        update = LineUpdate(receipt, "verdict", feedback, outcome=Future())
        if not self._put(update):
            update.end(JournalError("the journal can take no more lines right now"))
        return update.outcome  # type: ignore[return-value]

    def flush(self, timeout: float = 5.0) -> bool:
        """Wait until all that was recorded before this call is on the disk; returns whether it is."""
        with self._changed:
            before, until = self.lost, self._accepted
            self._flushing += 1
            self._changed.notify_all()
            done = self._changed.wait_for(lambda: self._processed >= until, timeout)
            self._flushing -= 1
            return done and self.lost == before

    def close(self, timeout: float = 5.0) -> bool:
        """Flush, and stop writing. Returns whether everything is on the disk; the rest is lost."""
        if self._closing:
            return not self.lost
        atexit.unregister(self.close)
        done = self.flush(timeout)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread:
            self._thread.join(timeout)
        self.lost += len(self._queue)
        for item in self._queue:
            if isinstance(item, LineUpdate):
                item.end(LOST)
        self._queue.clear()
        return done

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _put(self, item: Line | LineUpdate) -> bool:
        with self._changed:
            if self._closing or not self._queue.put(item):
                self.lost += 1
                return False
            self._accepted += 1
            self._urgent = self._urgent or (isinstance(item, LineUpdate) and item.outcome is not None)
            if self._urgent or len(self._queue) == 1:
                self._changed.notify_all()
            if self._thread is None:
                self._start()
            return True

    # The methods below run in the writing thread.

    def _run(self) -> None:
        pruned = -float(PRUNE_INTERVAL)
        while not self._closing:
            if time.monotonic() - pruned >= PRUNE_INTERVAL:
                pruned = time.monotonic()
                self._prune()
            with self._changed:
                self._changed.wait_for(lambda: self._queue or self._closing, PRUNE_INTERVAL)
                self._changed.wait_for(self._should_write_now, WRITE_INTERVAL)
                batch = self._queue.first(BATCH_SIZE)
                self._urgent = False
            if batch:
                self._process(batch)

    def _should_write_now(self) -> bool:
        """Whether somebody waits for the lines to be written, and the database is reachable."""
        return self._closing or ((self._urgent or self._flushing > 0) and not self.failing)

    def _process(self, batch: Sequence[Line | LineUpdate]) -> None:
        """Write a batch. If that fails the batch stays in the queue, and is tried again."""
        try:
            unmatched = self._write(batch)
        except Exception as error:  # noqa: BLE001  (whatever it is, the next try may do better)
            self._fail(error)
            return
        self.failing = False
        with self._changed:
            self._queue.drop(len(batch))
            for update in unmatched:
                self._retry(update)
            self._processed += len(batch)
            self._changed.notify_all()
        for item in batch:
            if isinstance(item, LineUpdate) and item not in unmatched:
                item.end(True)

    def _write(self, batch: Sequence[Line | LineUpdate]) -> list[LineUpdate]:
        lines = [self._redacted(item) for item in batch if isinstance(item, Line)]
        updates = [item for item in batch if not isinstance(item, Line)]
        try:
            unmatched = self._store.write(lines, updates)
            self.written += len(lines)
        except self._store.BAD_LINE:
            unmatched = self._write_each(lines, updates)
        return unmatched

    def _write_each(self, lines: Sequence[Line], updates: Sequence[LineUpdate]) -> list[LineUpdate]:
        """Write line by line, so that only a line that the database rejects is lost."""
        unmatched: list[LineUpdate] = []
        for pair in [*(([line], []) for line in lines), *(([], [update]) for update in updates)]:
            try:
                unmatched += self._store.write(*pair)
                self.written += len(pair[0])
            except self._store.BAD_LINE:
                self.lost += 1
                for update in pair[1]:
                    update.end(LOST)
        return unmatched

    def _retry(self, update: LineUpdate) -> None:
        now = time.monotonic()
        first_tried = update.first_tried or now
        if now - first_tried < UPDATE_TIMEOUT:
            self._queue.put(update._replace(first_tried=first_tried))  # its own place is free now
            self._accepted += 1
        elif update.column == "verdict":
            self.unmatched += 1
            update.end(False)

    def _redacted(self, line: Line) -> Line:
        if line.question is None or self._redactor is None:
            return line
        return line._replace(question=self._redactor.redact(line.question))

    def _prune(self) -> None:
        try:
            if self._store.exists():
                self._store.prune(self._settings.cutoff(datetime.now(UTC)))
        except Exception as error:  # noqa: BLE001
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        """Log the first of several failures in a row, without anything of what is in the lines."""
        if not self.failing:
            _log.warning(
                "the journal cannot be written right now, and will be tried again: %s", type(error).__name__
            )
        self.failing = True


def open_store(address: str) -> Store:
    """The table of a journal, to read or prune it. Raises JournalError where SQLAlchemy is not installed."""
    try:
        from .store import Store
    except ImportError as error:
        raise JournalError("a journal needs SQLAlchemy: pip install 'footnote-bot[serve]'") from error
    return Store(address)


def _reset_after_fork(journal: Journal) -> None:
    """Give a forked process a queue, a thread and a store of its own; the parent writes what was waiting.

    The parent's store may have been connecting during the fork, and then its locks are never released.
    """
    if hasattr(os, "register_at_fork"):
        reference = weakref.ref(journal)

        def reset() -> None:
            if forked := reference():
                forked._reset()  # noqa: SLF001

        os.register_at_fork(after_in_child=reset)
