"""How likely words are one after another: by the pairs of words in a bank's texts, by its words, and by the
lexicon of the language.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import accumulate, chain, pairwise
from math import exp, log
from typing import TYPE_CHECKING, Any, NamedTuple

from footnote.remembering import remembered, remembered_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from footnote.text.lexicon import Lexicon

TRUST_WORDS = 5_000
"""Words of texts with which a bank says half of how likely a word is, and the lexicon the rest."""

MAX_TRUST = 0.9
"""The most that a bank says: whoever writes to the largest also uses words that it lacks."""

NEW_WORDS = 2.0
"""How many words for each different one that was seen after a word are still to come: how little one pair of
words is believed."""

PHRASE_COUNT = 8
"""Times that two words stand together in a bank's texts, from which they may be heard as one."""

UNLISTED_COST, UNLISTED_LETTER_COST = 4.0, 1.6
"""Nats of a word that neither the bank nor the lexicon has, and of each of its letters: names and short forms
are such words and are meant, a long one is likelier a slip."""

MAX_LETTERS = 100
"""Letters of an unlisted word that cost more each: of several hundred the share would be 0."""

NUMBER_COST = 9.0
"""Nats of a number."""

END_SHARE = 0.1
"""How likely a text is to end after a word, where nothing is known about it."""

LEVELS = (*range(128), *(round(128 * 1.06**level) for level in range(128)))
"""The counts of pairs that differ, to store one in a byte: exactly up to 128, and above by 6 %."""


class WordPairs(NamedTuple):
    """The words of texts, sorted, the first "" for their starts and ends; how often each occurs; and which
    words follow each, those of word n at `starts[n]:starts[n + 1]`, ascending, with the level of how often.
    """

    words: Sequence[str]
    counts: Sequence[int]
    starts: Sequence[int]
    followers: Sequence[int]
    levels: bytes


class LanguageModel:
    """What words cost one after another, in nats. Threads may share it: what it remembers follows from its
    tables.
    """

    def __init__(self, pairs: WordPairs, lexicon: Lexicon) -> None:
        self.pairs = pairs
        self.lexicon = lexicon
        self._numbers = {word: number for number, word in enumerate(pairs.words)}
        self._total = max(1, sum(pairs.counts[1:]))
        self.trust = min(MAX_TRUST, self._total / (self._total + TRUST_WORDS))
        #: How likely a word is on its own, 0..1.
        self.share = remembered(self._share)
        #: Nats of a word after another ("" for the start and the end of a text).
        self.cost = remembered_pairs(self._cost)

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]], lexicon: Lexicon) -> LanguageModel:
        """The model of texts, each given as its words."""
        counts: Counter[tuple[str, str]] = Counter()
        for text in texts:
            counts.update(pairwise(["", *text, ""]))
        return cls(_word_pairs(counts), lexicon)

    def tables(self) -> Mapping[str, Any]:
        """The pairs of words by name."""
        return self.pairs._asdict()

    def count(self, word: str) -> int:
        """How often the bank uses a word."""
        number = self._numbers.get(word)
        return 0 if number is None else self.pairs.counts[number]

    def pair_count(self, before: str, word: str) -> int:
        """How often the bank uses one word after another."""
        first, second = self._numbers.get(before), self._numbers.get(word)
        return 0 if first is None or second is None else self._pair_count(first, second)

    def _pair_count(self, first: int, second: int) -> int:
        _, _, starts, followers, levels = self.pairs
        end = starts[first + 1]
        at = bisect_left(followers, second, starts[first], end)
        return LEVELS[levels[at]] if at < end and followers[at] == second else 0

    def _share(self, word: str) -> float:
        count, cost = self.count(word), self.lexicon.cost(word)
        if cost is None and not word.isalpha():
            cost = NUMBER_COST
        if cost is None and not count:
            return exp(-UNLISTED_COST - UNLISTED_LETTER_COST * min(len(word), MAX_LETTERS))
        listed = 0.0 if cost is None else exp(-cost)
        return self.trust * count / self._total + (1 - self.trust) * listed

    def _cost(self, before: str, word: str) -> float:
        alone = self.share(word) if word else END_SHARE
        first, second = self._numbers.get(before), self._numbers.get(word)
        if first is None:
            return -log(alone)
        starts, total = self.pairs.starts, self.pairs.counts[first]
        kinds = NEW_WORDS * (starts[first + 1] - starts[first])
        new = kinds / (total + kinds)
        count = 0 if second is None else self._pair_count(first, second)
        return -log((1 - new) * count / total + new * alone)

    def phrases(self, filler: frozenset[str]) -> list[str]:
        """Two words that often stand together and say something each, with a space between; sorted."""
        words, _, starts, followers, levels = self.pairs
        return [
            f"{first} {words[followers[at]]}"
            for number, first in enumerate(words)
            if first and first not in filler
            for at in range(starts[number], starts[number + 1])
            if LEVELS[levels[at]] >= PHRASE_COUNT and followers[at] and words[followers[at]] not in filler
        ]


def _word_pairs(counts: Mapping[tuple[str, str], int]) -> WordPairs:
    words = sorted({word for pair in counts for word in pair} | {""})
    numbers = {word: number for number, word in enumerate(words)}
    after: list[list[tuple[int, int]]] = [[] for _ in words]
    for (first, second), count in counts.items():
        after[numbers[first]].append((numbers[second], count))
    rows = [sorted(each) for each in after]
    flat = list(chain.from_iterable(rows))
    return WordPairs(
        words,
        array("I", [sum(count for _, count in row) for row in rows]),
        array("I", accumulate(map(len, rows), initial=0)),
        array("I", [second for second, _ in flat]),
        bytes([bisect_right(LEVELS, count) - 1 for _, count in flat]),
    )
