"""What a text has besides its words: that it is cried, and what is beyond the characters that are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.text import MAX_UTTERANCE_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BEYOND = 32_000
"""Last characters of a longer text that are searched for danger: who is in danger says so at the end."""

OVERLAP = 200
"""Characters that two parts have in common: a sentence across the border is in one of them."""

_CRIED = "!!"


def is_cried(text: str) -> bool:
    """Whether a text is in capitals, or has two exclamation marks or more.

    >>> [is_cried(text) for text in ("help", "Help!", "help!!", "HELP ME")]
    [False, False, True, True]
    """
    return text.isupper() or _CRIED in "".join(text.split())


def parts_beyond(text: str) -> Iterator[str]:
    """The parts of a text that are beyond what is read, the last first."""
    end = len(text)
    least = max(MAX_UTTERANCE_LENGTH, end - MAX_BEYOND)
    while end > least:
        start = max(least, end - MAX_UTTERANCE_LENGTH + OVERLAP)
        yield text[start - OVERLAP : end]
        end = start
