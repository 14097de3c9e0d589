"""Files that only their owner may read: what a person typed, and what they reported.

Every failure raises OSError, whose `strerror` gives the reason.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from errno import EINVAL

MAX_PRIVATE_FILE_BYTES = 2**20
"""Bytes that are read of a file: of a longer one, its end."""


def append_line(path: str, line: str) -> None:
    """Add a line in one write, so that two chats at once, or one that is killed, leave whole lines."""
    with os.fdopen(_open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND), "ab", buffering=0) as file:
        file.write(line.encode("utf-8", errors="replace") + b"\n")


def create(path: str) -> None:
    """Create the file if it does not exist. Fails early where lines could not be added later."""
    os.close(_open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND))


def read_lines(path: str) -> list[str]:
    """The lines of a file, none where there is no file. Bytes that are not UTF-8 become U+FFFD."""
    try:
        descriptor = _open(path, os.O_RDONLY)
    except FileNotFoundError:
        return []
    with os.fdopen(descriptor, "rb") as file:
        size = os.fstat(descriptor).st_size
        file.seek(max(0, size - MAX_PRIVATE_FILE_BYTES))
        lines = file.read(MAX_PRIVATE_FILE_BYTES).decode("utf-8", errors="replace").split("\n")
    return [line for line in (lines if size <= MAX_PRIVATE_FILE_BYTES else lines[1:]) if line.strip()]


def replace_lines(path: str, lines: list[str]) -> None:
    """Replace the content of a file, all of it or nothing."""
    from tempfile import mkstemp  # takes 5 ms, and few chats need it

    # Of mode 600, and of a name in no use: process numbers come again in containers.
    descriptor, draft = mkstemp(prefix=f"{os.path.basename(path)}.", suffix=".tmp", dir=os.path.dirname(path))
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write("".join(f"{line}\n" for line in lines).encode("utf-8", errors="replace"))
        os.replace(draft, path)
    except OSError:
        remove(draft)
        raise


def remove(path: str) -> None:
    """Delete a file, if it exists."""
    with suppress(FileNotFoundError):
        os.remove(path)


def _open(path: str, flags: int) -> int:
    """A descriptor of a regular file (a pipe would wait for ever) that only its owner may read."""
    if "\0" in path:
        raise OSError(EINVAL, "the name contains a NUL character")
    if flags & os.O_CREAT:
        os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0), 0o600)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(EINVAL, "not a regular file")
    if hasattr(os, "fchmod"):
        with suppress(OSError):  # a file of another user keeps its mode
            os.fchmod(descriptor, 0o600)
    return descriptor
