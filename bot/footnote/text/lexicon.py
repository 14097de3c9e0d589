"""How common the words of a language are: the cost of each in nats, looked up without building a dictionary.

A lexicon is stored as the checksums of its words, sorted, so that one of 60,000 words is ready as soon as it
is read: a cold start needs a few of them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import adler32, crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


class LexiconTables(NamedTuple):
    """The CRC-32 of each word, ascending; another checksum of it, so that no other word passes for it; and
    its cost in steps of `STEP` nats.
    """

    hashes: array[int]
    checks: bytes
    steps: bytes


STEP = 0.25
"""Nats of one step of a cost: finer ones decide nothing."""

EMPTY_TABLES = LexiconTables(array("I"), b"", b"")


class Lexicon:
    """The words of a language and their costs. Its tables are made when a word is first looked up."""

    def __init__(self, load: Callable[[], LexiconTables] = lambda: EMPTY_TABLES) -> None:
        self._load = load

    @classmethod
    def of(cls, text: str, canonical: Callable[[str], str]) -> Lexicon:
        """The lexicon in the text of its file; a word is also found in its canonical spelling.

        Raises ValueError with a line that is not a cost, a colon and words.
        """
        words = dict(_words(text))
        words = {canonical(word): step for word, step in words.items()} | words
        return cls(lambda: _tables(words))

    @classmethod
    def from_sections(cls, sections: Mapping[str, Any]) -> Lexicon:
        """The lexicon that gave these sections."""
        names = ("lexicon.hashes", "lexicon.checks", "lexicon.steps")
        return cls(lambda: LexiconTables(*(sections[name] for name in names)))

    def to_sections(self) -> dict[str, Any]:
        """The tables by name."""
        hashes, checks, steps = self.tables
        return {"lexicon.hashes": hashes, "lexicon.checks": checks, "lexicon.steps": steps}

    @cached_property
    def tables(self) -> LexiconTables:
        """What is stored of the lexicon."""
        tables = self._load()
        self._load = lambda: tables  # what they were made from need not be kept
        return tables

    def cost(self, word: str) -> float | None:
        """Minus the natural logarithm of the word's share of all text, or None for one that is not listed."""
        hashes, checks, steps = self.tables
        data = word.encode("utf-8", "surrogatepass")
        key = crc32(data)
        at = bisect_left(hashes, key)
        if at < len(hashes) and hashes[at] == key and checks[at] == _check(data):
            return steps[at] * STEP
        return None

    def __contains__(self, word: str) -> bool:
        return self.cost(word) is not None

    def __len__(self) -> int:
        return len(self.tables.hashes)

    def __eq__(self, other: object) -> bool:
        return self.tables == other.tables if isinstance(other, Lexicon) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.tables.steps)


NO_LEXICON = Lexicon()
"""That of a language of which no words are listed."""


def _words(text: str) -> Iterator[tuple[str, int]]:
    """The words of a lexicon file with their costs in steps."""
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            cost, colon, words = line.partition(":")
            try:
                step = round(float(cost) / STEP)
            except ValueError:
                step = -1
            if not colon or not 0 <= step < 256:
                raise ValueError(line)
            yield from ((word, step) for word in words.split())


def _tables(words: Mapping[str, int]) -> LexiconTables:
    rows = []
    for word, step in words.items():
        data = word.encode("utf-8", "surrogatepass")
        rows.append((crc32(data), _check(data), step))
    rows.sort()
    hashes, checks, steps = zip(*rows, strict=True) if rows else ((), (), ())
    return LexiconTables(array("I", hashes), bytes(checks), bytes(steps))


def _check(data: bytes) -> int:
    return (adler32(data) >> 16) & 255
