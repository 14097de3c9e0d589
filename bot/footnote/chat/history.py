"""What a person typed in earlier chats: on this machine only, for this user only, no more than is useful.

Kept as one JSON string a line, so that a question of several lines is one. Nothing about it is worth
ending a chat for: where the file cannot be used, the history lasts as long as the chat.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from footnote.console import private_files as private
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable

FILE = "history.jsonl"
MOST = 1_000
"""Questions that are kept."""
LONGEST = 2_000
"""Characters of a question that is kept: a mail, once answered, is not asked again."""


class History:
    """The questions of earlier chats and of this one, oldest first, each once.

    `trouble` says why none is written down, if that is so.
    """

    def __init__(self, folder: str, *, private: bool = False) -> None:
        """`folder` is where the file is; a `private` chat neither reads nor writes it."""
        self.path = os.path.join(folder, FILE)
        self.private = private
        self.trouble = ""
        self.lines: list[str] = []
        if not private:
            self._load()

    def add(self, line: str) -> None:
        """Keep a question: the latest of those that are the same."""
        if not line.strip() or len(line) > LONGEST:
            return
        self.lines = [*(other for other in self.lines if other != line), line][-MOST:]
        if not self.private and not self.trouble:
            self._try(lambda: private.append(self.path, json.dumps(line, ensure_ascii=False)))

    def forget(self) -> str:
        """Delete what was kept, file and all. Gives the reason where the file cannot be deleted."""
        self.lines = []
        try:
            private.remove(self.path)
        except NotADirectoryError:
            return ""
        except (OSError, ValueError) as error:
            return _reason(error)
        return ""

    def _load(self) -> None:
        written: list[str] = []
        self._try(lambda: written.extend(private.lines(self.path)))
        found = [line for text in written if (line := _line(text))]
        self.lines = list(reversed(dict.fromkeys(reversed(found))))[-MOST:]
        if len(written) > 2 * MOST:
            content = [json.dumps(line, ensure_ascii=False) for line in self.lines]
            self._try(lambda: private.replace(self.path, content))
        elif not self.trouble:
            self._try(lambda: private.touch(self.path))

    def _try(self, action: Callable[[], object]) -> None:
        try:
            action()
        except (OSError, ValueError) as error:
            self.trouble = f"{self.path}: {_reason(error)}"


def _line(text: str) -> str:
    """The question in a line of the file; nothing where something else wrote it."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    return printable(found)[:LONGEST].strip() if isinstance(found, str) else ""


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
