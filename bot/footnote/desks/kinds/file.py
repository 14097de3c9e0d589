"""A file that gets a line of JSON for each message."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from errno import EIO, ENOSPC
from stat import S_ISREG
from threading import Lock
from typing import TYPE_CHECKING

from footnote.desks.records import DeskError, Ticket

from .webhook import content

if TYPE_CHECKING:
    from footnote.desks.records import Hook, Incoming, Outgoing


class FileDesk:
    """Appends messages to a file, whose lines are for a program of yours."""

    answers_here = False

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = Lock()

    def open(self, message: Outgoing) -> Ticket:
        """Append the packet."""
        self.add(message)
        return Ticket(message.conversation.reference, message.conversation.reference)

    def add(self, message: Outgoing) -> None:
        """Append a message, and wait until it is on the disk.

        A line that does not fit is taken back: the next one would be appended to its beginning.
        """
        if message.tries > 1 and self._has(message.key):
            return
        line = json.dumps(content(message), ensure_ascii=False).encode()
        try:
            with self._lock:
                handle = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
                try:
                    append_line(handle, line)
                finally:
                    os.close(handle)
        except OSError as error:
            raise DeskError(f"{self._path}: {error}") from error

    def read(self, _hook: Hook) -> list[Incoming]:
        """Nothing: a file sends no replies."""
        return []

    def _has(self, key: str) -> bool:
        """Whether a whole line has the message: of one that was cut off, nothing was delivered."""
        sought = f'"id": "{key}"'.encode()
        try:
            with open(self._path, "rb") as file:
                return any(sought in line and _is_whole(line) for line in file)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise DeskError(f"{self._path}: {error}") from error


def _is_whole(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return line.endswith(b"\n")


def append_line(handle: int, line: bytes) -> None:
    """Append a line to a file, or nothing, and wait until it is on the disk; others may append meanwhile.

    What a killed process left of a line is ended first. Raises OSError where the line does not fit.
    """
    if not S_ISREG(os.fstat(handle).st_mode):
        _write_whole(handle, line + b"\n")
        return
    with suppress(ImportError, OSError):  # on Windows, and on file systems without locks
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
    size = os.fstat(handle).st_size
    is_broken = size > 0 and _read_at(handle, size - 1, 1) != b"\n"
    whole = (b"\n" if is_broken else b"") + line + b"\n"
    try:
        _write_whole(handle, whole)
        os.fsync(handle)
        _check_read_back(handle, size, whole)
    except OSError:
        os.ftruncate(handle, size)
        os.fsync(handle)
        raise


def _write_whole(handle: int, data: bytes) -> None:
    if os.write(handle, data) != len(data):
        raise OSError(ENOSPC, "the disk is full")


def _check_read_back(handle: int, place: int, data: bytes) -> None:
    if _read_at(handle, place, len(data)) != data:
        raise OSError(EIO, "the line cannot be read back")


def _read_at(handle: int, place: int, size: int) -> bytes:
    os.lseek(handle, place, os.SEEK_SET)
    return os.read(handle, size)
