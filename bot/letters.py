"""How alike two texts are letter by letter: the endings and small words that tell "how was it found" from
"when was it found", and that no slip of the finger hides whole.

Texts are compared as distributions of trigrams, by the Bhattacharyya coefficient: the sum over all trigrams
of the square root of both shares. It has no weights, and so needs no pass over the whole bank.
"""

from __future__ import annotations

from array import array
from collections import Counter
from math import fsum, sqrt

from .text import plain

Letters = dict[str, float]
"""The trigrams of a text, each with the square root of its share."""

Packed = tuple[str, bytes]
"""The same in two pieces, which a file gives back at once: the trigrams in a row, and their numbers."""


def letters(text: str) -> Letters:
    """The trigrams of a text's words, spaces between them included."""
    spaced = f" {plain(text)} "
    counts = Counter([spaced[at : at + 3] for at in range(len(spaced) - 2)])
    whole = counts.total()
    return {trigram: sqrt(count / whole) for trigram, count in counts.items()}


def alike(one: Letters, other: Letters) -> float:
    """0 where no trigram is in both, 1 where all have the same shares; the shorter text first is quicker."""
    # Summed exactly, so that it makes no difference which is first.
    return fsum([root * other[trigram] for trigram, root in one.items() if trigram in other])


def pack(letters: Letters) -> Packed:
    """Letters as a file keeps them."""
    return "".join(letters), array("d", letters.values()).tobytes()


def unpack(packed: Packed) -> Letters:
    """Letters as they were before they were packed."""
    trigrams, roots = packed
    return dict(zip(map("".join, zip(*[iter(trigrams)] * 3, strict=True)), array("d", roots), strict=True))
