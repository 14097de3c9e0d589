"""A file that gets a line of JSON for each message."""

from __future__ import annotations

import json
import os
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

    def open(self, message: Outgoing) -> Ticket:
        """Append the packet."""
        self.add(message)
        return Ticket(message.conversation.reference, message.conversation.reference)

    def add(self, message: Outgoing) -> None:
        """Append a message, and wait until it is on the disk."""
        if message.tries > 1 and self._has(message.key):
            return
        line = json.dumps(content(message), ensure_ascii=False).encode() + b"\n"
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                if os.write(handle, line) != len(line):
                    raise OSError("the disk is full")
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise DeskError(f"{self._path}: {error}") from error

    def read(self, _hook: Hook) -> list[Incoming]:
        """Nothing: a file sends no replies."""
        return []

    def _has(self, key: str) -> bool:
        sought = f'"id": "{key}"'.encode()
        try:
            with open(self._path, "rb") as file:
                return any(sought in line for line in file)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise DeskError(f"{self._path}: {error}") from error
