"""What a question seeks in a bank: its words mended and read as the bank would have written them, each with
its weight and with the stems of the bank that it may stand for.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from footnote.text.analyzer import Reader, Token
from footnote.text.spelling import SHORTEST, similar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .index import Index

UNKNOWN = 1.4
"""Weight of a word that no wording holds: more than any known one, as nothing tells more surely that a
question is not for this bank. Measured (see `index`): the same with 1 and 2."""

IDLE = 0.25
"""The same for a word that says little (please, partner). Measured: the same with .1 and .5."""

REACH = 0.66
"""Least similarity (0..1) at which an unknown word may stand for a known one: two letters of six. It counts
by its similarity only, so a wrong one does little harm. Measured: the same with .6, .790 with
.75."""

TERM = 0.8
"""Least similarity at which an unknown word is taken for a word of `same` or `apart`, which is read as
another: one letter of five."""

REACHED = 6
"""Known words that one unknown word may stand for."""

FUZZY = 4
"""Letters of the shortest stem that is compared at all: of three, one slip leaves any other word."""

LONGEST = 30
"""Letters of the longest: what is longer was not typed by a person."""


class Sought(NamedTuple):
    """A stem of the question: its weight, and the stems of the bank it may stand for, nearest first, with
    similarities (0..1). A known stem stands for itself alone.
    """

    token: Token
    weight: float
    reach: list[tuple[str, float]]


class Seeker:
    """Reads questions for one index. Never changes; threads may share it."""

    def __init__(self, reader: Reader, index: Index) -> None:
        self._reader = reader
        self._index = index
        self._terms = list(reader.terms)
        self._known = frozenset(chain(index.terms.postings, reader.terms.values()))
        # Sizes and numbers are never near one another: 2 is not a slip for 3.
        self._vocabulary = sorted(stem for stem in index.terms.postings if stem.isalpha())

    def seek(self, question: str) -> list[Sought]:
        """What a question seeks."""
        return self.weigh(self.read(question))

    def read(self, question: str) -> list[Token]:
        """The question as the bank would have written it: slips mended, synonyms made one."""
        tokens = self._joined(self._reader.tokens(question))
        return self._reader.unite([mended for token in tokens for mended in self._mended(token)])

    def weigh(self, tokens: Iterable[Token]) -> list[Sought]:
        """What these tokens seek, every stem once, in the order typed."""
        return [self._sought(token) for token in {token.stem: token for token in tokens}.values()]

    def _joined(self, tokens: Iterable[Token]) -> list[Token]:
        """Neighbours put together where that makes a known word, and one of them is none: "lym phatic"."""
        joined: list[Token] = []
        for token in tokens:
            if joined and not (token.stem in self._known and joined[-1].stem in self._known):
                stem = self._reader.stem(joined[-1].words + token.words)
                if stem in self._known:
                    joined[-1] = Token(stem, f"{joined[-1].words} {token.words}")
                    continue
            joined.append(token)
        return joined

    def _mended(self, token: Token) -> list[Token]:
        """An unknown word as the two known ones it is made of, or as the term that it nearly is."""
        stem, word = token
        if stem in self._known or not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return [token]
        for cut in range(3, len(word) - 2):
            pair = [self._reader.stem(word[:cut]), self._reader.stem(word[cut:])]
            if self._known.issuperset(pair):
                return [Token(part, word) for part in pair]
        term = self._term(word, stem)
        return [Token(term, word) if term else token]

    def _term(self, word: str, stem: str) -> str | None:
        """The stem of the term that an unknown word nearly is; none where another word of the bank is
        as near: "calld" is "called", and no clearance of lymph nodes.
        """
        found = similar(word, self._terms, TERM, 1)
        if not found:
            return None
        term, nearness = self._reader.terms[found[0][0]], found[0][1]
        others = [near for other, near in self._reach(stem) if other != term]
        return term if max(others, default=0.0) < nearness else None

    def _sought(self, token: Token) -> Sought:
        stem = token.stem
        if stem in self._index.terms.postings:
            return Sought(token, self._index.terms.statistics(stem).weight, [(stem, 1.0)])
        unknown = IDLE if stem in self._reader.filler else UNKNOWN
        reach = self._reach(stem)
        if not reach:
            return Sought(token, unknown, reach)
        nearest, similarity = reach[0]
        known = self._index.terms.statistics(nearest).weight
        return Sought(token, similarity * known + (1 - similarity) * unknown, reach)

    def _reach(self, stem: str) -> list[tuple[str, float]]:
        if not FUZZY <= len(stem) <= LONGEST or not stem.isalpha():
            return []
        apart = {other for group in self._reader.apart if (stem,) in group for (other, *_) in group}
        return [near for near in similar(stem, self._vocabulary, REACH, REACHED) if near[0] not in apart]
