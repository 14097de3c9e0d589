"""How alike two texts are letter by letter: the endings and small words that tell "how was it found" from
"when was it found", and that no slip of the finger hides whole.

Texts are compared as distributions of trigrams, by the Bhattacharyya coefficient: the sum over all trigrams
of the square root of both shares. It has no weights, and so needs no pass over the whole bank.
"""

from __future__ import annotations

from collections import Counter
from math import fsum, sqrt

from .text import plain

Letters = Counter[tuple[str, str, str]]
"""How often each trigram stands in a text."""


def letters(text: str) -> Letters:
    """The trigrams of a text's words, spaces between them included."""
    spaced = f" {plain(text)} "
    return Counter(zip(spaced, spaced[1:], spaced[2:], strict=False))


def alike(one: Letters, other: Letters) -> float:
    """0 where no trigram is in both, 1 where all have the same shares."""
    # A set gives its members in another order in each process; fsum rounds once, so it makes no difference.
    common = fsum([sqrt(one[trigram] * other[trigram]) for trigram in one.keys() & other.keys()])
    return common / sqrt(one.total() * other.total()) if common else 0.0
