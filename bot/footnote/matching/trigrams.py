"""Similarity of a question and an entry by their trigrams of letters.

Trigrams see what stems do not: the endings and small words in which "how was it found" and "when was it
found" differ; and a typing slip changes only few of them. An entry's profile is the distribution of its
trigrams, compared with the question's as in the Bhattacharyya coefficient: by square roots of shares. It
needs no weights, and so no pass over the whole bank.
"""

from __future__ import annotations

from collections import Counter
from itertools import repeat
from math import fsum, sqrt
from typing import TYPE_CHECKING

from footnote.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TrigramProfile = dict[str, float]
"""The trigrams of a text, each with the square root of its share."""


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


def trigram_counts(text: str) -> dict[str, int]:
    """How often a text contains each of its trigrams."""
    return Counter(trigrams(text))


def trigram_profile(trigrams: Iterable[str], counts: Sequence[int]) -> TrigramProfile:
    """The profile of a text that contains these trigrams so many times."""
    total = sum(counts)
    return {trigram: sqrt(count / total) for trigram, count in zip(trigrams, counts, strict=True)}


def similarity(question: Sequence[str], profile: TrigramProfile) -> float:
    """How similar a question, given by its different trigrams, is to a profile: 0 where they share none, 1
    where the profile is that of this question.
    """
    # Summed exactly, so that the order of words makes no difference.
    return fsum(map(profile.get, question, repeat(0.0))) / sqrt(len(question)) if question else 0.0
