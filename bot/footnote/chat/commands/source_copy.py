"""The reader's own copy of the source, from which cited passages are quoted.

The project has no sentence of any source. What is quoted comes from a file that the reader has.
"""

from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank import Passage

MAX_COPY_BYTES = 16 * 2**20
MAX_PASSAGE_LENGTH = 2_000
"""Characters between a passage's first words and its last: a long paragraph."""


class Quotation(NamedTuple):
    """A passage as the copy has it. `exact` says that it is, letter for letter, what was cited."""

    text: str
    exact: bool


def read(path: str) -> str:
    """The text of a copy, on one line. Raises OSError or ValueError where it cannot be read."""
    with open(os.path.expanduser(path), "rb") as file:
        return " ".join(file.read(MAX_COPY_BYTES).decode("utf-8-sig", errors="replace").split())


def find(text: str, passage: Passage) -> Quotation | None:
    """The passage in a copy: what has its fingerprint, or else what begins and ends with its words."""
    candidates = list(_candidates(text, passage))
    for candidate in candidates:
        if hashlib.sha256(candidate.encode()).hexdigest() == passage.sha256:
            return Quotation(printable(candidate), exact=True)
    return Quotation(printable(candidates[0]), exact=False) if candidates else None


def _candidates(text: str, passage: Passage) -> Iterator[str]:
    first, last = (" ".join(words.split()) for words in passage.fragment)
    for start in re.finditer(re.escape(first), text):
        end = text.find(
            last, start.start() if last == first else start.end(), start.end() + MAX_PASSAGE_LENGTH
        )
        if end >= 0:
            yield text[start.start() : end + len(last)]
