"""From text to words and stems. One `Analyzer` reads the wordings of a bank and the utterances put to it, so
that both come out alike. It knows a language, and no bank.
"""

from __future__ import annotations

from functools import reduce
from itertools import chain
from operator import add
from typing import TYPE_CHECKING

from footnote.remembering import remembered

from .message import MAX_MESSAGE_QUESTIONS, find_questions
from .normalization import (
    as_questions,
    find_words,
    fold,
    fold_lines,
    is_like_a_name,
    printable,
    sentences,
    words,
)
from .spelling import Reading
from .utterance import EMPTY_SPAN, Span, Utterance, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .language import Language
    from .measurements import Measurement
    from .spelling import Corrector

MAX_UTTERANCE_LENGTH = 8_000
"""Characters of an utterance that are read: a long mail, some 1,300 words. What is beyond is not matched."""

MAX_GROWTH = 1_000
"""Characters by which a text may be longer once it is normalised: one of them may become eighteen (U+FDFA),
and nobody who means something types that fifty times.
"""

WORD_EFFORT, UNKNOWN_EFFORT, SENTENCE_EFFORT = 0.02, 0.5, 3.2
"""What a word, an unknown word and a sentence add to the effort of a text: milliseconds of one core, fitted
by tests/bench/fit_effort.py on texts of many kinds, with the shipped bank."""


class Analyzer:
    """Reads texts of one language; where there is a corrector, what people type is corrected.

    Threads may share it: what it remembers follows from the language.
    """

    def __init__(self, language: Language, corrector: Corrector | None = None) -> None:
        self.language = language
        self.corrector = corrector
        self._stems: dict[str, tuple[str, ...]] = {}  # of the words of banks, which come again
        self._expanded = remembered(self._expand)

    def parse(self, text: str) -> Utterance:
        """An utterance, read once: sentence by sentence, each normalised, corrected and split into words."""
        line = printable(text)
        normal = _normal(line)
        readings = self._corrected(_sentences(normal), line[:MAX_UTTERANCE_LENGTH])
        spans = [self._read_span(reading) for reading in readings]
        message = find_questions(spans, self.language.messages, self.language.announcements)
        corrections = tuple(chain.from_iterable(reading.corrections for reading in readings))
        whole = reduce(add, spans, EMPTY_SPAN)
        return Utterance(
            line, whole, message.questions, message.background, corrections, tuple(spans), normal
        )

    def whole(self, text: str) -> Span:
        """The words of an utterance that is not corrected, as `parse` reads them: its questions, which take
        longer to find, are left alone.
        """
        return reduce(add, map(self._span, _sentences(_normal(printable(text)))), EMPTY_SPAN)

    def effort(self, text: str) -> float:
        """About how long it takes to answer a text, in milliseconds, whatever it has been made to look like:
        what counts is what it is once it is normalised, and how much of it has to be corrected.
        """
        normal = _normal(text)
        found = [match[0] for match in find_words(normal)]
        knows = self.corrector.knows if self.corrector else lambda _: True
        unknown = sum([not knows(word) for word in set(found)])
        lines = min(len(sentences(normal)), MAX_MESSAGE_QUESTIONS)
        return WORD_EFFORT * len(found) + UNKNOWN_EFFORT * unknown + SENTENCE_EFFORT * lines

    def span(self, text: str) -> Span:
        """A text of the bank's own, read as one span, whatever sentences it has: it is not corrected."""
        return self._span(fold(text))

    def read(self, text: str) -> Span:
        """A text that somebody typed, corrected, read as one span."""
        start = text[:MAX_UTTERANCE_LENGTH]
        normal = fold(start)[:MAX_UTTERANCE_LENGTH]
        return self._read_span(self._corrected([normal], start)[0])

    def _corrected(self, texts: Sequence[str], as_typed: str) -> list[Reading]:
        """The readings of normalised sentences; their capitals are in the text as it was typed."""
        if not self.corrector:
            return list(map(Reading, texts))
        return self.corrector.read_all(texts, lambda word: is_like_a_name(word, as_typed))

    def _read_span(self, reading: Reading) -> Span:
        """The span of a reading, its words with what was typed for them."""
        span = self._span(reading.text)
        if not reading.words:
            return span
        typed = {each.start: each.typed for each in reading.words}
        words = [
            word._replace(typed=typed[word.start]) if word.start in typed else word for word in span.words
        ]
        return Span(span.text, tuple(words))

    def with_default_unit(self, span: Span, at: int) -> Span:
        """The span with the unit of lengths written after the character `at`: of "0.1?", "0.1 mm?"."""
        unit = self.language.measurements.default_unit
        return self._span(f"{span.text[:at]} {unit}{span.text[at:]}")

    def stems(self, text: str, size: Callable[[float], str]) -> tuple[str, ...]:
        """The stems of one of a bank's own texts; `size` gives the stem of a length in millimeters.

        Remembers the stems of words: a bank has tens of thousands of wordings, of few different words.
        """
        folded = fold(text)
        stems: list[str] = []
        for word in words(folded):
            known = self._stems.get(word)
            if known is None:
                if self.language.measurements.may_end(word):
                    return tuple(stem for word in self._words(folded) for stem in word.stems_with(size))
                known = self._stems[word] = self.language.stems_of(word)
            stems += known
        return tuple(stems)

    def _span(self, normal: str) -> Span:
        return Span(normal, tuple(self._words(normal)))

    def _words(self, normal: str) -> Iterator[Word]:
        """The words of a normalised text; a length is one."""
        measurements = self.language.measurements
        start = 0
        for length in measurements.find(normal) if measurements.may_be_in(normal) else ():
            yield from self._plain_words(normal[start : length.start], start)
            yield self._length(length)
            start = length.end
        yield from self._plain_words(normal[start:], start)

    def _plain_words(self, normal: str, start: int) -> Iterator[Word]:
        at = 0
        for word in words(normal):
            at = normal.index(word, at)
            expanded, stems = self._expanded(word)
            yield Word(word, start + at, expanded, stems)
            at += len(word)

    def _expand(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The words that a word stands for, with contractions written out, and their stems."""
        expanded = tuple(self.language.expand(word).split())
        return expanded, tuple(map(self.language.stem, expanded))

    def _length(self, length: Measurement) -> Word:
        typed = words(length.text)
        expanded = tuple(part for word in typed for part in self.language.expand(word).split())
        return Word(" ".join(typed), length.start, expanded, (), length)


def _normal(text: str) -> str:
    """What is read of a text, normalised, which may make it longer."""
    most = min(MAX_UTTERANCE_LENGTH, len(text) + MAX_GROWTH)
    return fold_lines(text[:MAX_UTTERANCE_LENGTH])[:most]


def _sentences(normal: str) -> list[str]:
    """The sentences of a normalised text, each in one line."""
    return [" ".join(sentence.split()) for sentence in sentences(as_questions(normal))]
