"""Results that are remembered for words of people: a bound on their number, and on the size of each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

MAX_REMEMBERED = 1_024
"""Words whose result is remembered. When there are more, all are forgotten, and the next ones remembered."""

MAX_REMEMBERED_PAIRS = 4_096
"""Pairs of words whose result is remembered: fewer than a megabyte."""

MAX_WORD_LENGTH = 60
"""Characters of a word whose result is remembered: words of people are shorter, and rubbish is not kept."""


class _Results(dict[str, T], Generic[T]):
    """The results of a function by word. A dictionary and no `lru_cache`: a question looks up some hundred
    words, and nothing of ours runs where a result is remembered.
    """

    def __init__(self, function: Callable[[str], T], most: int) -> None:
        self._function = function
        self._most = most

    def __missing__(self, word: str) -> T:
        result = self._function(word)
        if len(word) <= MAX_WORD_LENGTH:
            if len(self) >= self._most:
                self.clear()
            self[word] = result
        return result


def remembered(function: Callable[[str], T], most: int = MAX_REMEMBERED) -> Callable[[str], T]:
    """The function, which remembers the results of up to `most` words that it was given last.

    >>> length = remembered(len)
    >>> length("node"), length("x" * 1_000)
    (4, 1000)
    """
    return _Results(function, most).__getitem__


def remembered_pairs(function: Callable[[str, str], T]) -> Callable[[str, str], T]:
    """The same for a function of two words."""
    cached = lru_cache(MAX_REMEMBERED_PAIRS)(function)

    def result(one: str, other: str) -> T:
        fits = len(one) <= MAX_WORD_LENGTH >= len(other)
        return cached(one, other) if fits else function(one, other)

    return result
