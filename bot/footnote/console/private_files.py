"""Files that only their owner may read: what people typed, and what they said was wrong.

Everything that can fail raises OSError, whose `strerror` says why; nothing else is raised.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from errno import EINVAL

LARGEST = 2**20
"""Bytes that are read of a file: of a longer one its end."""


def append(path: str, line: str) -> None:
    """Add a line in one write, so that two chats at once, or one that is killed, leave whole lines."""
    with os.fdopen(_open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND), "ab", buffering=0) as file:
        file.write(line.encode("utf-8", errors="replace") + b"\n")


def touch(path: str) -> None:
    """Make the file if it is not there: whoever cannot, had better say so before anything is lost."""
    os.close(_open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND))


def lines(path: str) -> list[str]:
    """The lines of a file, none where there is no file. Bytes that are not UTF-8 become U+FFFD."""
    try:
        descriptor = _open(path, os.O_RDONLY)
    except FileNotFoundError:
        return []
    with os.fdopen(descriptor, "rb") as file:
        size = os.fstat(descriptor).st_size
        file.seek(max(0, size - LARGEST))
        read = file.read(LARGEST).decode("utf-8", errors="replace").split("\n")
    return [line for line in (read if size <= LARGEST else read[1:]) if line.strip()]


def replace(path: str, content: list[str]) -> None:
    """Put these lines in the place of what the file held, at one stroke."""
    beside = f"{path}.{os.getpid()}"
    try:
        for line in content:
            append(beside, line)
        os.replace(beside, path)
    except OSError:
        remove(beside)
        raise


def remove(path: str) -> None:
    """Delete a file, if it is there."""
    with suppress(FileNotFoundError):
        os.remove(path)


def _open(path: str, flags: int) -> int:
    """A file that is a file (a pipe would wait for ever), and that only its owner may read."""
    if "\0" in path:
        raise OSError(EINVAL, "its name holds a NUL")
    if flags & os.O_CREAT:
        os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0), 0o600)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(EINVAL, "it is no file")
    if hasattr(os, "fchmod"):
        with suppress(OSError):  # somebody else's file: readable as they have it
            os.fchmod(descriptor, 0o600)
    return descriptor
