"""What a person meant to type: a noisy channel over the words of a bank and of its language.

Each reading of a line costs what its slips cost, and what its words cost one after another. The cheapest
counts; a line without slips is its own cheapest reading.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from footnote.text.normalization import find_words

from .candidates import Candidates, Edge, Word
from .language_model import LanguageModel, WordPairs
from .lattice import Lattice, Typed
from .neighbours import Neighbours, compact

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from footnote.text.language import Language


MIN_USED = 4
"""Times that a bank of many wordings uses a word, from which it is one of its own and no slip."""

FEW_WORDS = 5_000
"""Words of texts up to which a bank has few wordings, and each of its words is meant."""

UNKNOWN_SHARE = 0.5
"""Share of a line's words that neither the bank nor the language has, above which it may be in another
language."""

MIN_UNKNOWN = 2
"""Unknown words that any line may have."""

MAX_WORDS = 400
"""Words of a text that are looked at; what follows stays as typed."""


MAX_UNKNOWN_WORDS = 80
"""Different unknown words of a message that are looked up: a letter of 1,300 words has some 20."""


class Correction(NamedTuple):
    """Words as typed, as they are read, and whether each of the typed ones is a word."""

    typed: str
    read: str
    real: bool


class ReadWord(NamedTuple):
    """A word of a reading, `text[start:end]`, that stands for another one, or for several, as typed."""

    start: int
    end: int
    typed: str


class Reading(NamedTuple):
    """A normalised text as it is read, the words in it that were not typed so, and what was corrected, in
    order.
    """

    text: str
    words: tuple[ReadWord, ...] = ()
    corrections: tuple[Correction, ...] = ()


class CorrectorTables(NamedTuple):
    """What a corrector looks up: how often a word must be used, words and pairs, phrases, and neighbours."""

    min_used: int
    pairs: Mapping[str, Any]
    phrases: Sequence[str]
    neighbours: Mapping[str, Any]


def _is_no_name(word: str) -> bool:  # noqa: ARG001
    return False


class Corrector:
    """Corrects texts for one bank. Its tables are made when a text is first read; then it never changes but
    for what it remembers of words, and threads may share it.
    """

    def __init__(self, language: Language, tables: Callable[[], CorrectorTables]) -> None:
        self._language = language
        self._load = tables

    @classmethod
    def of(cls, language: Language, texts: Iterable[str], terms: Iterable[str] = ()) -> Corrector:
        """The corrector of a bank with these texts; `terms` are words that are meant wherever they stand."""
        texts, terms = tuple(texts), tuple(terms)
        return cls(language, lambda: _tables(language, texts, terms))

    @classmethod
    def from_sections(cls, language: Language, sections: Mapping[str, Any]) -> Corrector:
        """The corrector that gave these sections."""
        return cls(language, lambda: _restored(sections))

    def to_sections(self) -> dict[str, Any]:
        """The tables by name: JSON data and arrays."""
        min_used, pairs, phrases, neighbours = self.tables
        tables = {"min_used": min_used, "phrases": phrases, **compact(pairs), **compact(neighbours)}
        return {f"spelling.{name}": table for name, table in tables.items()}

    @cached_property
    def tables(self) -> CorrectorTables:
        """What is looked up."""
        tables = self._load()
        self._load = lambda: tables  # what they were made from need not be kept
        return tables

    @cached_property
    def model(self) -> LanguageModel:
        """How likely words are one after another."""
        return LanguageModel(WordPairs(**self.tables.pairs), self._language.lexicon)

    @cached_property
    def neighbours(self) -> Neighbours:
        """Finds the bank's words near a typed one."""
        words = [*_vocabulary(self.model, self.tables.min_used), *self.tables.phrases]
        keys, numbers = self.tables.neighbours["keys"], self.tables.neighbours["numbers"]
        return Neighbours(words, keys, numbers, self._language.sounds.consonants)

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates(self._language, self.model, self.neighbours, self.tables.min_used)

    @cached_property
    def _lattice(self) -> Lattice:
        return Lattice(self._language, self.model, self.neighbours, self._candidates)

    def knows(self, word: str) -> bool:
        """Whether the bank or the language has a normalised word."""
        return self._candidates.knows(word)

    def read(self, text: str, is_name: Callable[[str], bool] = _is_no_name) -> Reading:
        """A normalised text as it was probably meant. `is_name` says of an unknown word whether it was
        typed like a name.
        """
        return self.read_all([text], is_name)[0]

    def read_all(self, texts: Iterable[str], is_name: Callable[[str], bool] = _is_no_name) -> list[Reading]:
        """The same of the sentences of a message, each by itself. After MAX_UNKNOWN_WORDS unknown words of
        all of them nothing is corrected: that is no language that we know.
        """
        unknown: set[str] = set()
        return [self._read(text, is_name, unknown) for text in texts]

    def _read(self, text: str, is_name: Callable[[str], bool], unknown: set[str]) -> Reading:
        found = self._readable(text, unknown)
        words = [each[0] for each in found]
        known = list(map(self._candidates.word, words))
        if _is_foreign(known):
            return Reading(text)
        gaps = [text[a.end() : b.start()] for a, b in pairwise(found)]
        has_foreign = any(word.foreign for word in known)
        path = self._lattice.read(Typed(words, known, has_foreign, gaps, is_name))
        return self._reading(text, [each.span() for each in found], words, path) if path else Reading(text)

    def _readable(self, text: str, unknown: set[str]) -> list[re.Match[str]]:
        """The words of a text up to where there are too many unknown ones, which are added to `unknown`."""
        found = find_words(text)[:MAX_WORDS]
        for place, match in enumerate(found):
            word = match[0]
            if word not in unknown and not self._candidates.knows(word):
                if len(unknown) >= MAX_UNKNOWN_WORDS:
                    return found[:place]
                unknown.add(word)
        return found

    def _reading(
        self, text: str, spans: Sequence[tuple[int, int]], words: Sequence[str], path: Iterable[Edge]
    ) -> Reading:
        read, at, place = "", 0, 0
        read_words: list[ReadWord] = []
        corrections = []
        for edge in path:
            start, end = spans[place][0], spans[place + edge.length - 1][1]
            if edge.changed:
                typed, read = words[place : place + edge.length], read + text[at:start]
                read_words += _read_words(edge.read, typed, len(read))
                meant = " ".join(edge.read)
                corrections.append(Correction(text[start:end], meant, all(map(self.knows, typed))))
                read += meant
                at = end
            place += edge.length
        return Reading(read + text[at:], tuple(read_words), tuple(corrections))


def _is_foreign(words: Sequence[Word]) -> bool:
    """Whether a line is in another language, or noise: most words are unknown, and like no known one."""
    unknown = [word for word in words if not word.known]
    if len(unknown) <= max(MIN_UNKNOWN, UNKNOWN_SHARE * len(words)):
        return False
    return 2 * sum([len(word.edges) == 1 for word in unknown]) >= len(unknown)


def _read_words(read: Sequence[str], typed: Sequence[str], start: int) -> Iterator[ReadWord]:
    """The words read from a place on, each with what was typed for it: one for one where they are as many."""
    pairs = typed if len(typed) == len(read) else [" ".join(typed)] * len(read)
    for word, each in zip(read, pairs, strict=True):
        yield ReadWord(start, start + len(word), each)
        start += len(word) + 1


def _tables(language: Language, texts: Iterable[str], terms: Iterable[str]) -> CorrectorTables:
    spoken = [language.spoken(text) for text in texts]
    min_used = 1 if sum(map(len, spoken)) < FEW_WORDS else MIN_USED
    own = [language.spoken(text) for text in chain(terms, language.own_texts)]
    model = LanguageModel.of(chain(spoken, own * min_used), language.lexicon)
    phrases = model.phrases(language.words.filler)
    neighbours = Neighbours.of(_vocabulary(model, min_used), phrases, language.sounds.consonants)
    return CorrectorTables(min_used, model.tables(), phrases, neighbours.tables())


def _restored(sections: Mapping[str, Any]) -> CorrectorTables:
    def named(*names: str) -> dict[str, Any]:
        return {name: sections[f"spelling.{name}"] for name in names}

    pairs, neighbours = named(*WordPairs._fields), named("keys", "numbers")
    return CorrectorTables(sections["spelling.min_used"], pairs, sections["spelling.phrases"], neighbours)


def _vocabulary(model: LanguageModel, min_used: int) -> list[str]:
    """The words that others may be slips for: no numbers, no slips that stand in the bank, and none of two
    letters.
    """
    words = [word for word in model.pairs.words if len(word) > 2 and not word.isdigit()]
    return [word for word in words if model.count(word) >= min_used or word in model.lexicon]
