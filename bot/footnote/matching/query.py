"""A question as one bank reads it: its words corrected, as the bank would have written them, each with its
weight and the stems of the bank that it may stand for.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from footnote.record import Record
from footnote.text import MIN_CORRECTED_LENGTH, Span, Synonyms, Token, similar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .index import Index

UNKNOWN_WEIGHT = 1.4
"""Weight of a word that no wording has: more than any known one, as nothing shows more surely that a
question is not for this bank. Measured (see `index`): the same with 1 and 2."""

UNKNOWN_FILLER_WEIGHT = 0.25
"""The same for a word that says little (please, partner). Measured: the same with .1 and .5."""

MIN_STEM_SIMILARITY = 0.66
"""Least similarity (0..1) at which an unknown word may stand for a known one: two letters of six. It counts
by its similarity only, so a wrong one does little harm. Measured: the same with .6, .790 with
.75."""

MIN_TERM_SIMILARITY = 0.8
"""Least similarity at which an unknown word is taken for a word of `same` or `apart`, which is read as
another: one letter of five."""

MAX_STEMS = 6
"""Known stems that one unknown word may stand for."""

MIN_STEM_LENGTH = 4
"""Letters of the shortest stem that is compared at all: of three, one slip leaves any other word."""

MAX_STEM_LENGTH = 30
"""Letters of the longest: what is longer was not typed by a person."""


class QueryTerm(NamedTuple):
    """A stem of the question: its weight, and the stems of the bank it may stand for, nearest first, with
    similarities (0..1). A known stem stands for itself alone.
    """

    token: Token
    weight: float
    stems: list[tuple[str, float]]


class KnownWord(NamedTuple):
    """A word of a question that says something, as the bank knows it.

    How similar it is to one of the bank's words (0..1), how many wordings use that one, and which share of
    its use each entry has (together 1).
    """

    words: str
    similarity: float
    used: int
    shares: dict[str, float]


class Query(Record):
    """A span as one bank reads it: all tokens in the order typed, every stem once as a term with its weight,
    and the words that say something.
    """

    span: Span
    tokens: tuple[Token, ...]
    terms: tuple[QueryTerm, ...]
    words: tuple[KnownWord, ...]

    @cached_property
    def weight(self) -> float:
        """The weight of all terms."""
        return sum([term.weight for term in self.terms])

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems of all tokens."""
        return tuple(token.stem for token in self.tokens)


class QueryBuilder:
    """Reads questions for one index. Never changes; threads may share it."""

    def __init__(self, synonyms: Synonyms, index: Index) -> None:
        self._synonyms = synonyms
        self._language = synonyms.analyzer.language
        self._index = index
        self._terms = list(synonyms.terms)
        self._known = frozenset(chain(index.terms.postings, synonyms.terms.values()))
        # Sizes and numbers are never near one another: 2 is not a slip for 3.
        self._vocabulary = sorted(stem for stem in index.terms.postings if stem.isalpha())

    def build(self, span: Span) -> Query:
        """The query that a span makes."""
        tokens = self.read(span)
        terms = [self._term(token) for token in {token.stem: token for token in tokens}.values()]
        filler = self._language.filler_stems
        words = [self._known_word(term) for term in terms if term.token.stem not in filler]
        return Query(span, tuple(tokens), tuple(terms), tuple(words))

    def read(self, span: Span) -> list[Token]:
        """The tokens of a span as the bank would have written it: slips corrected, synonyms made one."""
        tokens = self._joined(self._synonyms.tokens(span))
        return self._synonyms.unite([corrected for token in tokens for corrected in self._corrected(token)])

    def _joined(self, tokens: Iterable[Token]) -> list[Token]:
        """Neighbours put together where that makes a known word, and one of them is none: "lym phatic"."""
        joined: list[Token] = []
        for token in tokens:
            if joined and not (token.stem in self._known and joined[-1].stem in self._known):
                stem = self._language.stem(joined[-1].words + token.words)
                if stem in self._known:
                    joined[-1] = Token(stem, f"{joined[-1].words} {token.words}")
                    continue
            joined.append(token)
        return joined

    def _corrected(self, token: Token) -> list[Token]:
        """An unknown word as the two known ones it is made of, or as the synonym that it nearly is."""
        stem, word = token
        if (
            stem in self._known
            or not MIN_CORRECTED_LENGTH <= len(word) <= MAX_STEM_LENGTH
            or not word.isalpha()
        ):
            return [token]
        for cut in range(3, len(word) - 2):
            pair = [self._language.stem(word[:cut]), self._language.stem(word[cut:])]
            if self._known.issuperset(pair):
                return [Token(part, word) for part in pair]
        synonym = self._synonym(word, stem)
        return [Token(synonym, word) if synonym else token]

    def _synonym(self, word: str, stem: str) -> str | None:
        """The stem of the word of `same` or `apart` that an unknown word nearly is; None where another word
        of the bank is as near: "calld" is "called", and no clearance of lymph nodes.
        """
        near = similar(word, self._terms, MIN_TERM_SIMILARITY, 1, self._language.sound)
        if not near:
            return None
        synonym, similarity = self._synonyms.terms[near[0][0]], near[0][1]
        others = [other_similarity for other, other_similarity in self._similar(stem) if other != synonym]
        return synonym if max(others, default=0.0) < similarity else None

    def _term(self, token: Token) -> QueryTerm:
        stem = token.stem
        if stem in self._index.terms.postings:
            return QueryTerm(token, self._index.terms.statistics(stem).weight, [(stem, 1.0)])
        unknown = UNKNOWN_FILLER_WEIGHT if stem in self._language.filler_stems else UNKNOWN_WEIGHT
        stems = self._similar(stem)
        if not stems:
            return QueryTerm(token, unknown, stems)
        nearest, similarity = stems[0]
        known = self._index.terms.statistics(nearest).weight
        return QueryTerm(token, similarity * known + (1 - similarity) * unknown, stems)

    def _similar(self, stem: str) -> list[tuple[str, float]]:
        """The stems of the bank that an unknown stem may stand for, nearest first."""
        if not MIN_STEM_LENGTH <= len(stem) <= MAX_STEM_LENGTH or not stem.isalpha():
            return []
        apart = {other for group in self._synonyms.apart if (stem,) in group for (other, *_) in group}
        near = similar(stem, self._vocabulary, MIN_STEM_SIMILARITY, MAX_STEMS, self._language.sound)
        return [pair for pair in near if pair[0] not in apart]

    def _known_word(self, term: QueryTerm) -> KnownWord:
        if not term.stems:
            return KnownWord(term.token.words, 0.0, 0, {})
        stem, similarity = term.stems[0]
        used = self._index.terms.postings.count(stem)
        uses = self._index.terms.statistics(stem).entry_counts
        shares = {self._index.names[entry]: count / used for entry, count in uses.items()}
        return KnownWord(term.token.words, similarity, used, shares)
