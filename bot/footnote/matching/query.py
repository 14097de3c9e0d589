"""A question as one bank reads it: its words as the bank would have written them, each with its weight and
the stems of the bank that it may stand for.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from footnote.record import Record
from footnote.remembering import remembered
from footnote.text import Span, Synonyms, Token, similarity

if TYPE_CHECKING:
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

MAX_STEMS = 6
"""Known stems that one unknown word may stand for."""

MAX_NEIGHBOURS = 30
"""Words of the bank that one unknown word is compared with."""

MAX_TYPED_STEMS = 2
"""Known stems, besides that of its correction, that a corrected word may stand for as it was typed."""

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
    """A span as the bank of an index reads it: all tokens in the order typed, and every stem once as a term
    with its weight. Equal where two banks read the same of it.
    """

    span: Span
    tokens: tuple[Token, ...]
    terms: tuple[QueryTerm, ...]
    index: Index

    def __eq__(self, other: object) -> bool:
        return self._read == other._read if isinstance(other, Query) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.span)

    @property
    def _read(self) -> tuple[object, ...]:
        return self.span, self.tokens, self.terms, self.words

    @cached_property
    def words(self) -> tuple[KnownWord, ...]:
        """The words that say something."""
        telling = [term for term in self.terms if not self.index.terms.is_filler(term.token.stem)]
        return tuple([_known_word(term, self.index) for term in telling])

    @cached_property
    def weight(self) -> float:
        """The weight of all terms."""
        return sum([term.weight for term in self.terms])

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The stems of all tokens."""
        return tuple([token.stem for token in self.tokens])


class QueryBuilder:
    """Reads questions for one index. Threads may share it: what it remembers follows from the index."""

    def __init__(self, synonyms: Synonyms, index: Index) -> None:
        self._synonyms = synonyms
        self._language = synonyms.analyzer.language
        self._index = index
        self._corrector = synonyms.analyzer.corrector
        #: The stems of the bank that a word may stand for, nearest first.
        self._similar = remembered(self._look_up)

    def build(self, span: Span) -> Query:
        """The query that a span makes."""
        tokens = self.read(span)
        typed = {stem: word.typed for word in span.words if word.typed for stem in word.stems}
        terms = [
            self._term(token, typed.get(token.stem, ""))
            for token in {token.stem: token for token in tokens}.values()
        ]
        return Query(span, tuple(tokens), tuple(terms), self._index)

    def read(self, span: Span) -> list[Token]:
        """The tokens of a span as the bank would have written it: synonyms made one."""
        return self._synonyms.unite(self._synonyms.tokens(span))

    def _term(self, token: Token, typed: str) -> QueryTerm:
        """The term of a token; `typed` is what was typed for it, if that is another word. What that is like
        stays within reach, so that a wrong correction does little harm.
        """
        stem = token.stem
        if stem in self._index.terms.postings:
            stems = [(stem, 1.0)]
            if typed and " " not in typed:
                stems += [pair for pair in self._similar(typed) if pair[0] != stem][:MAX_TYPED_STEMS]
            return QueryTerm(token, self._index.terms.statistics(stem).weight, stems)
        unknown = UNKNOWN_FILLER_WEIGHT if stem in self._language.filler_stems else UNKNOWN_WEIGHT
        stems = self._similar(typed or token.words)
        if not stems:
            return QueryTerm(token, unknown, stems)
        nearest, likeness = stems[0]
        known = self._index.terms.statistics(nearest).weight
        return QueryTerm(token, likeness * known + (1 - likeness) * unknown, stems)

    def _look_up(self, word: str) -> list[tuple[str, float]]:
        stem = self._language.stem(word)
        # Sizes and numbers are never near one another: 2 is not a slip for 3.
        is_fit = MIN_STEM_LENGTH <= len(stem) <= MAX_STEM_LENGTH and word.isalpha()
        if not is_fit or not self._corrector:
            return []
        apart = {other for group in self._synonyms.apart if (stem,) in group for (other, *_) in group}
        postings = self._index.terms.postings
        rated: dict[str, float] = {}
        for near in self._corrector.neighbours.near(word, MAX_NEIGHBOURS):
            other = self._language.stem(near)
            if min(len(stem), len(other)) < MIN_STEM_SIMILARITY * max(len(stem), len(other)):
                continue
            if other not in rated and other in postings and other not in apart and other.isalpha():
                rated[other] = similarity(stem, other, self._language.sounds.heard)
        fit = [pair for pair in rated.items() if pair[1] >= MIN_STEM_SIMILARITY]
        return sorted(fit, key=lambda pair: (-pair[1], pair[0]))[:MAX_STEMS]


def _known_word(term: QueryTerm, index: Index) -> KnownWord:
    if not term.stems:
        return KnownWord(term.token.words, 0.0, 0, {})
    stem, similarity = term.stems[0]
    used = index.terms.postings.count(stem)
    uses = index.terms.statistics(stem).entry_counts
    shares = {index.names[entry]: count / used for entry, count in uses.items()}
    return KnownWord(term.token.words, similarity, used, shares)
