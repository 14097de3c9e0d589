"""How a text is read: folded words, spelled one way, cut to their stems, synonyms made one.

One `Reader` reads a bank's wordings and the questions put to it, so that both come out alike. It knows
the phrases a bank calls the same or apart, and its sizes; it never sees the wordings.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

import Stemmer

from .english import FILLER, NEGATORS, american, expand
from .measurements import may_end, quantities
from .normalization import fold, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Phrase = tuple[str, ...]

READINGS = 2
"""Times that a text is looked through for what `same` reads as another: where an "op" is a surgery, a
"sentinel op" is the sentinel surgery, and that is the dissection.
"""

# Without a cache of its own a stemmer holds no state, and threads may share it.
_snowball: Callable[[str], str] = Stemmer.Stemmer("english", 0).stemWord


def stemmer_version() -> str:
    """The version of the stemmer: stems of another one may be others."""
    version: str = Stemmer.version()
    return version


class Token(NamedTuple):
    """One unit of meaning: the stem to compare, and the folded words it was read from."""

    stem: str
    words: str


class Reader:
    """Reads texts. `sizes` are cut points in mm; a size at a cut point belongs to the band above it."""

    def __init__(
        self,
        same: Iterable[Sequence[str]] = (),
        apart: Iterable[Iterable[str]] = (),
        sizes: Sequence[float] | None = None,
    ) -> None:
        self._known: dict[str, Phrase] = {}  # the stems of the bank's own words
        self._sizes = sizes
        self._same = {phrase: read for group in same for phrase, read in self._alike(group)}
        #: By the first stem of a phrase that is read as another: the lengths of such phrases, longest first.
        self._lengths = _lengths(self._same)
        #: For each set of phrases that are apart, its members as stems.
        self.apart = tuple(frozenset(map(self.stems, group)) - {()} for group in apart)
        #: The words of `same` and `apart`, which perhaps no wording holds, with their stems; sorted.
        self.terms = {word: stems[0] for word, stems in sorted(self._known.items()) if len(stems) == 1}
        #: Stems of words that say little.
        self.filler = frozenset(stem for word in FILLER - NEGATORS for stem in self._word(word))

    def tables(self) -> dict[str, Any]:
        """What `from_tables` makes the same reader of, as JSON data. The words that it remembers are left
        out: they only speed up the building of an index.
        """
        return {
            "sizes": self._sizes,
            "same": [[*pair] for pair in self._same.items()],
            "apart": [sorted(group) for group in self.apart],
            "terms": self.terms,
            "filler": sorted(self.filler),
        }

    @classmethod
    def from_tables(cls, tables: Mapping[str, Any]) -> Reader:
        """The reader that gave these tables."""
        reader = cls.__new__(cls)
        same = {tuple(phrase): tuple(read) for phrase, read in tables["same"]}
        vars(reader).update(
            _known={},
            _sizes=tables["sizes"],
            _same=same,
            _lengths=_lengths(same),
            apart=tuple(frozenset(map(tuple, group)) for group in tables["apart"]),
            terms=tables["terms"],
            filler=frozenset(tables["filler"]),
        )
        return reader

    def stems(self, text: str) -> Phrase:
        """The stems of one of the bank's own texts, synonyms made one; its words are remembered."""
        stems = self._stems(fold(text))
        for _ in range(READINGS):
            for read, start, stop in self._found(stems):
                stems = stems[:start] + read + stems[stop:]
        return stems

    def tokens(self, text: str) -> list[Token]:
        """The stems of a text as written, each with its word."""
        return self._tokens(fold(text))

    def unite(self, tokens: list[Token]) -> list[Token]:
        """The tokens with each member of a `same` group replaced by the group's first."""
        for _ in range(READINGS):
            for read, start, stop in self._found(tuple(token.stem for token in tokens)):
                together = _together(tokens[start:stop])
                tokens = [*tokens[:start], *(Token(stem, together) for stem in read), *tokens[stop:]]
        return tokens

    @staticmethod
    def stem(word: str) -> str:
        """The stem of one folded word as it stands."""
        return _snowball(american(word))

    def _stems(self, folded: str) -> Phrase:
        stems: list[str] = []
        known = self._known
        for word in words(folded):
            found = known.get(word)
            if found is None:
                if may_end(word):
                    return tuple(token.stem for token in self._tokens(folded))
                found = known[word] = self._word(word)
            stems += found
        return tuple(stems)

    def _word(self, word: str) -> Phrase:
        meant = expand(word)
        return (self.stem(meant),) if " " not in meant else tuple(map(self.stem, meant.split()))

    def _tokens(self, folded: str) -> list[Token]:
        if not any(map(may_end, words(folded))):
            return self._plain(folded)
        tokens: list[Token] = []
        start = 0
        for size in quantities(folded):
            tokens += self._plain(folded[start : size.start])
            tokens.append(Token(self._size(size.value), size.text))
            start = size.end
        return tokens + self._plain(folded[start:])

    def _plain(self, folded: str) -> list[Token]:
        known = self._known
        return [Token(stem, word) for word in words(folded) for stem in known.get(word) or self._word(word)]

    def _size(self, value: float) -> str:
        """A stem that no word has: the size itself, or the number of the band it falls into."""
        return f"{value:g}mm" if self._sizes is None else f"size:{bisect_right(self._sizes, value)}"

    def _alike(self, group: Iterable[str]) -> Iterator[tuple[Phrase, Phrase]]:
        """The phrases of a `same` group, each with the first, which it is read as."""
        phrases = [phrase for phrase in map(self._stems, map(fold, group)) if phrase]
        # A single stem that is read as itself is like any other stem.
        return ((phrase, phrases[0]) for phrase in phrases if len(phrase) > 1 or phrase != phrases[0])

    def _found(self, stems: Phrase) -> list[tuple[Phrase, int, int]]:
        """The phrases that are read as others: what each is read as, and from where to where it stands. The
        longest at its place is found, and the last comes first, so that they may be replaced one by one.
        """
        found: list[tuple[Phrase, int, int]] = []
        if self._lengths.keys().isdisjoint(stems):
            return found
        at = 0
        while at < len(stems):
            step = 1
            for length in self._lengths.get(stems[at], ()):
                read = self._same.get(stems[at : at + length])
                if read is not None:
                    found.append((read, at, at + length))
                    step = length
                    break
            at += step
        return found[::-1]


def _together(tokens: Iterable[Token]) -> str:
    """The words that some tokens were read from, each once: "node" is read as "lymph" and "node"."""
    return " ".join(dict.fromkeys(word for token in tokens for word in token.words.split(" ")))


def _lengths(phrases: Iterable[Phrase]) -> dict[str, list[int]]:
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    return {stem: sorted(found, reverse=True) for stem, found in lengths.items()}
