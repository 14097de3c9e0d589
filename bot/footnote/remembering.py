"""Results that are remembered for words of people: a bound on their number, and on the size of each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

MAX_REMEMBERED = 1_024
"""Words whose result is remembered."""

MAX_REMEMBERED_PAIRS = 4_096
"""Pairs of words whose result is remembered: fewer than a megabyte."""

MAX_WORD_LENGTH = 60
"""Characters of a word whose result is remembered: words of people are shorter, and rubbish is not kept."""


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """The function, which remembers the results of the last MAX_REMEMBERED words that it was given.

    >>> length = remembered(len)
    >>> length("node"), length("x" * 1_000)
    (4, 1000)
    """
    cached = lru_cache(MAX_REMEMBERED)(function)

    def result(word: str) -> T:
        return cached(word) if len(word) <= MAX_WORD_LENGTH else function(word)

    return result


def remembered_pairs(function: Callable[[str, str], T]) -> Callable[[str, str], T]:
    """The same for a function of two words."""
    cached = lru_cache(MAX_REMEMBERED_PAIRS)(function)

    def result(one: str, other: str) -> T:
        fits = len(one) <= MAX_WORD_LENGTH >= len(other)
        return cached(one, other) if fits else function(one, other)

    return result
