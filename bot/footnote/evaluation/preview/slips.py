"""Slips of typing, the same for the same text on every machine."""

from __future__ import annotations

import re
from random import Random

MIN_LENGTH = 5
"""Letters of the shortest word that gets a slip: of a shorter one too little is left to read it by."""

_WORD = re.compile(rf"[^\W\d_]{{{MIN_LENGTH},}}")


def slip(text: str, number: int = 0) -> str:
    """The text with one slip in one of its longer words; as it is where it has none. Each `number` may give
    another slip.

    >>> slip("how often do roses need water")
    'how often do roess need water'
    """
    choice = Random(f"{number} {text}")  # noqa: S311  (nothing secret; a text as seed is the same everywhere)
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = choice.choice(words)
    at = choice.randrange(1, len(word[0]) - 1)  # the first letter is hardly ever wrong
    return text[: word.start()] + _slipped(word[0], at, choice.randrange(3)) + text[word.end() :]


def _slipped(word: str, at: int, kind: int) -> str:
    """Two letters swapped, one left out, or one doubled."""
    if kind == 0 and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :] if kind == 1 else word[:at] + word[at] + word[at:]
