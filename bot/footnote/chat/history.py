"""The questions a person typed in earlier chats, kept on this computer for this user only.

The file has one JSON string a line, so that a question of several lines is one. A file that cannot be used
does not end the chat: the history then lasts as long as the chat.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from footnote.console import private_files
from footnote.errors import error_reason
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable

HISTORY_FILE = "history.jsonl"
MAX_HISTORY_LINES = 1_000
"""Questions that are kept."""
MAX_HISTORY_LINE_LENGTH = 2_000
"""Characters of a question that is kept: a longer one is a mail, and is not asked again."""


class History:
    """The questions of earlier chats and of this one, oldest first, each once.

    `problem` says why they are not saved; it is empty if they are.
    """

    def __init__(self, folder: str, *, private: bool = False) -> None:
        """`folder` is where the file is; a `private` chat neither reads nor writes it."""
        self.path = os.path.join(folder, HISTORY_FILE)
        self.private = private
        self.problem = ""
        self.lines: list[str] = []
        if not private:
            self._load()

    def add(self, line: str) -> None:
        """Add a question. If it is there already, it moves to the end."""
        if not line.strip() or len(line) > MAX_HISTORY_LINE_LENGTH:
            return
        self.lines = [*(other for other in self.lines if other != line), line][-MAX_HISTORY_LINES:]
        if not self.private and not self.problem:
            self._try(lambda: private_files.append_line(self.path, json.dumps(line, ensure_ascii=False)))

    def forget(self) -> str:
        """Delete the questions and their file. Returns the reason where the file cannot be deleted."""
        self.lines = []
        try:
            private_files.remove(self.path)
        except NotADirectoryError:
            return ""
        except (OSError, ValueError) as error:
            return error_reason(error)
        return ""

    def _load(self) -> None:
        lines: list[str] = []
        self._try(lambda: lines.extend(private_files.read_lines(self.path)))
        questions = [question for line in lines if (question := _question(line))]
        self.lines = list(reversed(dict.fromkeys(reversed(questions))))[-MAX_HISTORY_LINES:]
        if len(lines) > 2 * MAX_HISTORY_LINES or len(questions) < len(lines):  # damaged lines go
            content = [json.dumps(line, ensure_ascii=False) for line in self.lines]
            self._try(lambda: private_files.replace_lines(self.path, content))
        elif not self.problem:
            self._try(lambda: private_files.create(self.path))

    def _try(self, action: Callable[[], object]) -> None:
        try:
            action()
        except (OSError, ValueError) as error:
            self.problem = f"{self.path}: {error_reason(error)}"


def _question(line: str) -> str:
    """The question in a line of the file; empty if another program wrote the line."""
    try:
        question = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    return printable(question)[:MAX_HISTORY_LINE_LENGTH].strip() if isinstance(question, str) else ""
