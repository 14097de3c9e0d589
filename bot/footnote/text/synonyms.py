"""Phrases that a bank calls the same, which are read as one, and phrases that it keeps apart."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from .utterance import Span, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .analyzer import Analyzer

Stems = tuple[str, ...]

PASSES = 2
"""Times that a text is searched for synonyms: where an "op" is a surgery, a "sentinel op" is the sentinel
surgery, and that is the dissection.
"""


class Synonyms:
    """The synonyms of one bank. `same` has groups of phrases that mean the same, each read as the first of
    its group; `apart` sets of phrases that must never match one another; `sizes` cut points in millimeters,
    from the smallest: a length is read as the band it falls into, and one at a cut point as the band above.
    """

    def __init__(
        self,
        analyzer: Analyzer,
        same: Iterable[Sequence[str]] = (),
        apart: Iterable[Iterable[str]] = (),
        sizes: Sequence[float] | None = None,
    ) -> None:
        self.analyzer = analyzer
        self.sizes = sizes
        known: dict[str, Stems] = {}  # the stems of the words of synonyms
        groups = [[self._phrase(text, known) for text in group] for group in same]
        #: What each phrase is read as.
        self.replacements = {phrase: read for group in groups for phrase, read in _replacements(group)}
        #: By the first stem of a phrase that is read as another: the lengths of such phrases, longest first.
        self._lengths = _lengths(self.replacements)
        #: For each set of phrases that are apart, its members as stems.
        self.apart = tuple(
            frozenset(self.replace(self._phrase(text, known)) for text in group) - {()} for group in apart
        )
        #: The words of `same` and `apart`, with their stems, sorted; no wording need contain them.
        self.terms = {word: stems[0] for word, stems in sorted(known.items()) if len(stems) == 1}

    def without_sizes(self) -> Synonyms:
        """The same synonyms, but with each size a stem of its own."""
        other = object.__new__(Synonyms)
        vars(other).update(vars(self), sizes=None)
        return other

    def size(self, value: float) -> str:
        """A stem that no word has: the size itself, or the number of the band it falls into."""
        return f"{value:g}mm" if self.sizes is None else f"size:{bisect_right(self.sizes, value)}"

    def tables(self) -> dict[str, Any]:
        """What `from_tables` makes the same synonyms of, as JSON data."""
        return {
            "sizes": self.sizes,
            "replacements": [[*pair] for pair in self.replacements.items()],
            "apart": [sorted(group) for group in self.apart],
            "terms": self.terms,
        }

    @classmethod
    def from_tables(cls, analyzer: Analyzer, tables: Mapping[str, Any]) -> Synonyms:
        """The synonyms that gave these tables."""
        synonyms = cls.__new__(cls)
        replacements = {tuple(phrase): tuple(read) for phrase, read in tables["replacements"]}
        vars(synonyms).update(
            analyzer=analyzer,
            sizes=tables["sizes"],
            replacements=replacements,
            _lengths=_lengths(replacements),
            apart=tuple(frozenset(map(tuple, group)) for group in tables["apart"]),
            terms=tables["terms"],
        )
        return synonyms

    def stems(self, text: str) -> Stems:
        """The stems of one of the bank's own texts, synonyms made one."""
        return self.replace(self.analyzer.stems(text, self.size))

    def tokens(self, span: Span) -> list[Token]:
        """The tokens of a span as written."""
        return [
            Token(stem, word.measurement.text if word.measurement else word.typed or word.text)
            for word in span.words
            for stem in word.stems_with(self.size)
        ]

    def replace(self, stems: Stems) -> Stems:
        """The stems with each synonym replaced by what it is read as."""
        for _ in range(PASSES):
            for read, start, stop in self._matches(stems):
                stems = stems[:start] + read + stems[stop:]
        return stems

    def unite(self, tokens: list[Token]) -> list[Token]:
        """The tokens with each synonym replaced by what it is read as."""
        for _ in range(PASSES):
            for read, start, stop in self._matches(tuple(token.stem for token in tokens)):
                words = _words_of(tokens[start:stop])
                tokens = [*tokens[:start], *(Token(stem, words) for stem in read), *tokens[stop:]]
        return tokens

    def _phrase(self, text: str, known: dict[str, Stems]) -> Stems:
        """The stems of a phrase; its words are added to those known, but not those that may be units."""
        span = self.analyzer.span(text)
        may_end = self.analyzer.language.measurements.may_end
        known.update((word.text, word.stems) for word in span.words if not may_end(word.text))
        return tuple(token.stem for token in self.tokens(span))

    def _matches(self, stems: Stems) -> list[tuple[Stems, int, int]]:
        """The phrases that are read as others: what each is read as, and from where to where it stands. The
        longest at its place counts, and the last comes first, so that they may be replaced one by one.
        """
        matches: list[tuple[Stems, int, int]] = []
        if self._lengths.keys().isdisjoint(stems):
            return matches
        at = 0
        while at < len(stems):
            step = 1
            for length in self._lengths.get(stems[at], ()):
                read = self.replacements.get(stems[at : at + length])
                if read is not None:
                    matches.append((read, at, at + length))
                    step = length
                    break
            at += step
        return matches[::-1]


def _replacements(group: Iterable[Stems]) -> Iterator[tuple[Stems, Stems]]:
    """The phrases of a group of synonyms, each with the first, which it is read as."""
    phrases = [phrase for phrase in group if phrase]
    # A single stem that is read as itself is like any other stem.
    return ((phrase, phrases[0]) for phrase in phrases if len(phrase) > 1 or phrase != phrases[0])


def _words_of(tokens: Iterable[Token]) -> str:
    """The words that some tokens were read from, each once: "node" is read as "lymph" and "node"."""
    return " ".join(dict.fromkeys(word for token in tokens for word in token.words.split(" ")))


def _lengths(phrases: Iterable[Stems]) -> dict[str, list[int]]:
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    return {stem: sorted(each, reverse=True) for stem, each in lengths.items()}
