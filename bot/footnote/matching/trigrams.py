"""How alike a question and an entry are letter by letter: the endings and small words that tell "how was it
found" from "when was it found", and that no slip of the finger hides whole.

The entry's letters are a distribution of trigrams, compared with the question's as in the Bhattacharyya
coefficient: by square roots of shares. It has no weights, and so needs no pass over the whole bank.
"""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import repeat
from math import fsum, sqrt
from typing import TYPE_CHECKING

from footnote.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

Letters = dict[str, float]
"""The trigrams of a text, each with the square root of its share."""

Packed = tuple[str, bytes]
"""The same in two pieces, which a file gives back at once: the trigrams in a row, and their numbers."""


def trigrams(text: str) -> list[str]:
    """The trigrams of a text's words in order, spaces between them included.

    >>> trigrams("Is it?")
    [' is', 'is ', 's i', ' it', 'it ']
    """
    return trigrams_of_plain(plain(text))


def trigrams_of_plain(text: str) -> list[str]:
    """The same of a text that is nothing but words with spaces between them."""
    spaced = f" {text} "
    return list(map("".join, zip(spaced, spaced[1:], spaced[2:], strict=False)))


def letters(text: str) -> Letters:
    """How often a text has each of its trigrams."""
    counts = Counter(trigrams(text))
    whole = counts.total()
    return {trigram: sqrt(count / whole) for trigram, count in counts.items()}


def alike(asked: Sequence[str], entry: Letters) -> float:
    """How alike a question, by its trigrams without those that come again, is to letters: 0 where they share
    none, 1 where the letters are those of that question.
    """
    # Summed exactly, so that the order of words makes no difference.
    return fsum(map(entry.get, asked, repeat(0.0))) / sqrt(len(asked)) if asked else 0.0


def pack(letters: Letters) -> Packed:
    """Letters as a file keeps them."""
    return "".join(letters), array("d", letters.values()).tobytes()


def unpack(packed: Packed) -> Letters:
    """Letters as they were before they were packed."""
    trigrams, roots = packed
    return dict(zip(map("".join, zip(*[iter(trigrams)] * 3, strict=True)), array("d", roots), strict=True))
