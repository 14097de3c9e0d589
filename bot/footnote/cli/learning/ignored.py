"""Questions that an author ignored, so that they are not asked again.

Only a hash of each is kept, on the author's own computer: nobody can read there what people asked.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from footnote.console import private_files
from footnote.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

IGNORED_FILE = "ignored.jsonl"


class Ignored:
    """The ignored questions of one bank, in a file of this folder. Raises OSError where it cannot be used."""

    def __init__(self, folder: str, bank: str) -> None:
        self._path = os.path.join(folder, IGNORED_FILE)
        self._bank = bank
        self._hashes = set(filter(None, map(self._hash_in, private_files.read_lines(self._path))))

    def has(self, question: str) -> bool:
        """Whether a question was ignored before, whatever its case and punctuation."""
        return _hash(question) in self._hashes

    def add(self, questions: Iterable[str]) -> None:
        """Ignore questions from now on."""
        for key in {_hash(question) for question in questions} - self._hashes:
            private_files.append_line(self._path, json.dumps({"bank": self._bank, "ignored": key}))
            self._hashes.add(key)

    def remove(self, questions: Iterable[str]) -> None:
        """Ignore questions no longer."""
        gone = {_hash(question) for question in questions}
        lines = private_files.read_lines(self._path)
        private_files.replace_lines(self._path, [line for line in lines if self._hash_in(line) not in gone])
        self._hashes -= gone

    def _hash_in(self, line: str) -> str:
        """The hash of a line of this bank; "" of any other."""
        with suppress(ValueError, RecursionError):
            fields = json.loads(line)
            if isinstance(fields, dict) and fields.get("bank") == self._bank:
                return str(fields.get("ignored", ""))
        return ""


def _hash(question: str) -> str:
    return sha256(plain(question).encode()).hexdigest()
