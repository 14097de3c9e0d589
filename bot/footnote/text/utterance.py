"""What a person typed, parsed once: words, stems, lengths and questions. Frozen records."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from footnote.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .measurements import Measurement
    from .spelling import Correction


class Token(NamedTuple):
    """One unit of meaning: the stem to compare, and the normalised words it was read from."""

    stem: str
    words: str


class Word(NamedTuple):
    """A word of a normalised text, or a length, which may be several words.

    `expanded` are its words with contractions written out, `stems` the stems of these; a length has no
    stems. It stands at `start` in its text. `typed` is what was typed for it, where that is something else.
    """

    text: str
    start: int
    expanded: tuple[str, ...]
    stems: tuple[str, ...] = ()
    measurement: Measurement | None = None
    typed: str = ""

    def moved(self, by: int) -> Word:
        """The same word so many characters later."""
        length = self.measurement
        if length:
            length = length._replace(start=length.start + by, end=length.end + by)
        return self._replace(start=self.start + by, measurement=length)

    def stems_with(self, size: Callable[[float], str]) -> tuple[str, ...]:
        """The stems; `size` gives that of a length in millimeters."""
        return (size(self.measurement.value),) if self.measurement else self.stems


class Span(Record):
    """A stretch of an utterance: its normalised text, and the words in it.

    `offset` is where the text begins in the text that the words' `start` counts from.
    """

    text: str
    words: tuple[Word, ...]
    offset: int = 0

    @cached_property
    def expanded(self) -> tuple[str, ...]:
        """The words with short forms and contractions written out: "im" is two words."""
        return tuple(part for word in self.words for part in word.expanded)

    @property
    def unmeasured(self) -> Iterator[str]:
        """The words that are no length, written out."""
        return (part for word in self.words if not word.measurement for part in word.expanded)

    @cached_property
    def plain(self) -> str:
        """The words with spaces between them, without any punctuation."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def measurements(self) -> tuple[Measurement, ...]:
        """The lengths, in order."""
        return tuple(word.measurement for word in self.words if word.measurement)

    def after(self, at: int) -> Span:
        """The span without its first characters, up to `at` of its text."""
        start = self.offset + at
        rest = self.text[at:]
        text = rest.lstrip()
        kept = tuple(word for word in self.words if word.start >= start)
        return Span(text, kept, start + len(rest) - len(text))

    def before(self, end: int, words: int) -> Span:
        """The first characters of the span, up to `end` of its text, which have so many `words`."""
        return Span(self.text[:end], self.words[:words], self.offset)

    def __add__(self, other: Span) -> Span:
        """Both spans, one after the other."""
        if not self.words or not other.words:
            return other if not self.words else self
        by = len(self.text) + 1 - other.offset + self.offset
        words = [word.moved(by) for word in other.words]
        return Span(f"{self.text} {other.text}", (*self.words, *words), self.offset)


EMPTY_SPAN = Span("", ())


class Utterance(Record):
    """What a person typed. `text` is printable; `whole` is all of it, `questions` the parts that ask, and
    `background` the other sentences of the message, without greeting and signature. All three are corrected;
    `corrections` has what was not typed so, in order. `sentences` is the whole, cut at line breaks too.
    `normal` is what was typed, normalised and not corrected.
    """

    text: str
    whole: Span
    questions: tuple[Span, ...]
    background: Span = EMPTY_SPAN
    corrections: tuple[Correction, ...] = ()
    sentences: tuple[Span, ...] = ()
    normal: str = ""
