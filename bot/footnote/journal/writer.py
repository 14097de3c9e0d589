"""Lines on their way to the journal: a bounded row of them, and one thread that writes.

Whoever asks the bot only ever puts a line into the row. Lines stay in it until they are durable, so a
database that is away for a while is caught up with; a full row turns lines away, and they are counted.
"""

from __future__ import annotations

import atexit
import logging
import os
import secrets
import time
import weakref
from collections import deque
from contextlib import suppress
from datetime import UTC, datetime
from threading import Condition, Thread
from typing import TYPE_CHECKING

from footnote.errors import JournalError

from .records import VERDICTS, Later, Line, line_of
from .redaction import redact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Self

    from footnote.dialogue import Reply

    from .records import Settings
    from .store import Store

ROOM = 20_000
"""Lines that may wait: some 20 MB, and a quarter of an hour of a busy desk with its database away."""

BATCH = 500
PAUSE = 0.4
"""Seconds that lines gather before they are written: half of the second that a killed process may cost."""

PATIENCE = 2.0
"""Seconds that feedback waits for its line, which another replica may be about to write."""

PRUNING = 3600
"""Seconds between two looks for lines that are too old."""

_log = logging.getLogger("footnote.journal")


class Journal:
    """A journal that is on. Any number of threads may share one; a forked process may go on using it.

    `written`, `lost` and `unmatched` (feedback to no reply of this journal) count up from the start of the
    process; `failing` says that the last try to write failed.
    """

    def __init__(self, settings: Settings, known: frozenset[str] = frozenset()) -> None:
        """Raises JournalError for settings that cannot be meant. A database that is away is no error.

        `known` are words that redaction never takes for names: see `names.known_words`.
        """
        settings.check()
        self._store = open_store(settings.address)
        self._settings = settings
        self._known = known
        self._begin()
        self._start()
        _begin_anew_after_fork(self)
        atexit.register(self.close, 2.0)

    def _begin(self) -> None:
        self.written = self.lost = self.unmatched = 0
        self.failing = False
        self._row: deque[Line | Later] = deque()
        self._changed = Condition()
        self._taken_in = self._settled = self._flushing = 0
        self._closing = False
        self._thread: Thread | None = None

    def _start(self) -> None:
        thread = Thread(target=self._run, name="footnote-journal", daemon=True)
        with suppress(RuntimeError):  # no room for one, or the process is ending: the next line tries again
            thread.start()
            self._thread = thread

    @property
    def waiting(self) -> int:
        """Lines that are not written yet."""
        return len(self._row)

    def note(self, reply: Reply, *, follows: str | None = None, surface: str = "") -> str:
        """Take down a reply, and return its receipt: random, and not to be guessed.

        `follows` is the receipt of the talk's last reply, by which asking back is known to have helped.
        Neither waits nor raises. Silence, a reply without a text, is not taken down.
        """
        receipt = secrets.token_urlsafe(16)
        if reply.text:
            self._put(line_of(reply, receipt, self._settings.text, surface))
            if follows and reply.entry:
                self._put(Later(follows, "taken", reply.entry))
        return receipt

    def feedback(self, receipt: str, verdict: str) -> bool:
        """Take down what somebody says of a reply; the last word counts. False where there is no room.

        Raises JournalError for what is none of VERDICTS.
        """
        if verdict not in VERDICTS:
            raise JournalError(f"a verdict is one of: {'; '.join(VERDICTS)}")
        return self._put(Later(receipt, "verdict", verdict))

    def flush(self, timeout: float = 5.0) -> bool:
        """Wait until all that was taken down before this is durable. Whether it is."""
        with self._changed:
            before, until = self.lost, self._taken_in
            self._flushing += 1
            self._changed.notify_all()
            done = self._changed.wait_for(lambda: self._settled >= until, timeout)
            self._flushing -= 1
            return done and self.lost == before

    def close(self, timeout: float = 5.0) -> bool:
        """Flush, and stop writing. Whether all is durable; what is not is lost."""
        if self._closing:
            return not self.lost
        atexit.unregister(self.close)
        done = self.flush(timeout)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread:
            self._thread.join(timeout)
        self.lost += len(self._row)
        self._row.clear()
        return done

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _put(self, item: Line | Later) -> bool:
        with self._changed:
            if self._closing or len(self._row) >= ROOM:
                self.lost += 1
                return False
            self._row.append(item)
            self._taken_in += 1
            if len(self._row) == 1:
                self._changed.notify_all()
            if self._thread is None:
                self._start()
            return True

    # Below: the writing thread

    def _run(self) -> None:
        pruned = -float(PRUNING)
        while not self._closing:
            if time.monotonic() - pruned >= PRUNING:
                pruned = time.monotonic()
                self._prune()
            with self._changed:
                self._changed.wait_for(lambda: self._row or self._closing, PRUNING)
                self._changed.wait_for(self._hurried, PAUSE)
                batch = [self._row[at] for at in range(min(BATCH, len(self._row)))]
            if batch:
                self._settle(batch)

    def _hurried(self) -> bool:
        """Whether somebody waits for the lines, and the database is there to take them."""
        return self._closing or (self._flushing > 0 and not self.failing)

    def _settle(self, batch: Sequence[Line | Later]) -> None:
        """Write a batch. Where the database is away it stays in the row, for the next time."""
        try:
            unmatched = self._write(batch)
        except Exception as error:  # noqa: BLE001  (whatever it is, the next try may do better)
            self._fail(error)
            return
        self.failing = False
        with self._changed:
            for _ in range(min(len(batch), len(self._row))):
                self._row.popleft()
            for fact in unmatched:
                self._again(fact)
            self._settled += len(batch)
            self._changed.notify_all()

    def _write(self, batch: Sequence[Line | Later]) -> list[Later]:
        lines = [self._redacted(item) for item in batch if isinstance(item, Line)]
        later = [item for item in batch if not isinstance(item, Line)]
        try:
            unmatched = self._store.write(lines, later)
            self.written += len(lines)
        except self._store.BAD_LINE:
            unmatched = self._write_each(lines, later)
        return unmatched

    def _write_each(self, lines: Sequence[Line], later: Sequence[Later]) -> list[Later]:
        """One by one, so that a line which no database takes is lost alone."""
        unmatched: list[Later] = []
        for pair in [*(([line], []) for line in lines), *(([], [fact]) for fact in later)]:
            try:
                unmatched += self._store.write(*pair)
                self.written += len(pair[0])
            except self._store.BAD_LINE:
                self.lost += 1
        return unmatched

    def _again(self, fact: Later) -> None:
        now = time.monotonic()
        since = fact.since or now
        if now - since < PATIENCE:
            self._row.append(fact._replace(since=since))
            self._taken_in += 1
        elif fact.column == "verdict":
            self.unmatched += 1

    def _redacted(self, line: Line) -> Line:
        if line.question is None or self._settings.text == "full":
            return line
        return line._replace(question=redact(line.question, self._known))

    def _prune(self) -> None:
        try:
            if self._store.exists():
                self._store.prune(self._settings.cutoff(datetime.now(UTC)))
        except Exception as error:  # noqa: BLE001
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        """Said once for each time that the database goes away, without a word of what is in the lines."""
        if not self.failing:
            _log.warning("the journal cannot be written to for now: %s", type(error).__name__)
        self.failing = True


class _Off:
    """A journal that is off: it takes nothing down, and its receipts are good for nothing."""

    written = lost = unmatched = waiting = 0
    failing = False

    def note(self, reply: Reply, *, follows: str | None = None, surface: str = "") -> str:  # noqa: ARG002
        return secrets.token_urlsafe(16)

    def feedback(self, receipt: str, verdict: str) -> bool:  # noqa: ARG002
        return False

    def flush(self, timeout: float = 5.0) -> bool:  # noqa: ARG002
        return True

    def close(self, timeout: float = 5.0) -> bool:  # noqa: ARG002
        return True


OFF = _Off()


def open_store(address: str) -> Store:
    """The table of a journal, for reading or pruning it. Raises JournalError without the library it needs."""
    try:
        from .store import Store
    except ImportError as error:
        raise JournalError("a journal needs a database library: pip install 'footnote-bot[serve]'") from error
    return Store(address)


def _begin_anew_after_fork(journal: Journal) -> None:
    """A forked process writes its own lines by a thread of its own; what waits is the parent's to write."""
    if hasattr(os, "register_at_fork"):
        found = weakref.ref(journal)

        def begin() -> None:
            if known := found():
                known._begin()  # noqa: SLF001

        os.register_at_fork(after_in_child=begin)
