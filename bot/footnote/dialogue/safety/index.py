"""Recognises danger in an utterance by the signs of a language, each of which is weighed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import BORDER, nearest, parse_phrase, rarest

from .heard import URGENT, Finding, Signal
from .phrases import find, prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from footnote.text import Danger, Language, Part, Sign, Span

    from .phrases import Phrase, Stretch

ENOUGH = 3
"""The sum of weights from which a danger is recognised: the scale of the safety files."""

_ORDER: tuple[Danger, ...] = ("emergency", "crisis", "grief", "fear")
"""Of dangers that weigh the same, the one that a reply is about."""

_SENTENCE_ENDS = frozenset("!?;:")


class _Found(NamedTuple):
    """A phrase in an utterance."""

    sign: Sign
    phrase: str
    stretch: Stretch


class SafetyIndex:
    """Recognises the danger in utterances of one language. Threads may share it: what it remembers of phrases
    follows from the language.
    """

    def __init__(self, language: Language, places: Mapping[str, Sequence[int]] | None = None) -> None:
        """`places` is that of another index of the same language: to work it out takes some 20 ms."""
        self._language = language
        self._skip = frozenset(language.safety.skip.split())
        self._phrases = [(sign, phrase) for sign in language.safety.signs for phrase in sign.phrases]
        self._ready: dict[int, Phrase] = {}
        #: The numbers of the phrases that are looked up by a word.
        self.places: Mapping[str, Sequence[int]] = self._work_out() if places is None else places

    def find(self, span: Span) -> Finding | None:
        """The danger in a span, if there is any."""
        if not self.places:
            return None
        words = list(self._words(span))
        found = list(self._found(words))
        if not any(each.sign.danger for each in found):
            return None
        return _heaviest([_weighed(each, found, words) for each in found if each.sign.danger], found)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of the phrases, as utterances have them: contractions written out."""
        numbers = range(len(self._phrases))
        parts = (part for number in numbers for part in self._parts(number))
        words = (word for part in parts for alternative in part.alternatives for word in alternative)
        return frozenset(words) - {BORDER}

    @cached_property
    def _decisive(self) -> frozenset[str]:
        return frozenset(self._language.safety.decisive.split())

    @cached_property
    def _known(self) -> frozenset[str]:
        words = self._language.words
        return words.filler | words.common | self.places.keys()

    def _words(self, span: Span) -> Iterator[str]:
        """The words of a span, without those that are read over; a border between sentences."""
        yield BORDER
        end = 0
        for word in span.words:
            start = word.start - span.offset
            if _ends_sentence(span.text[end:start]):
                yield BORDER
            end = start + len(word.text)
            for part in word.expanded:
                if part not in self._skip:
                    yield self._corrected(part)
        yield BORDER

    def _corrected(self, word: str) -> str:
        """A mistyped word as the decisive word it stands for."""
        return word if word in self._known else nearest(word, self._decisive) or word

    def _found(self, words: Sequence[str]) -> Iterator[_Found]:
        backward = words[::-1]
        for at, word in enumerate(words):
            for number in self.places.get(word, ()):
                stretch = find(self._phrase(number), words, backward, at)
                if stretch:
                    yield _Found(*self._phrases[number], stretch)

    def _phrase(self, number: int) -> Phrase:
        if number not in self._ready:
            parts = self._parts(number)
            self._ready[number] = prepare(parts, self._rarest(parts))
        return self._ready[number]

    def _parts(self, number: int) -> tuple[Part, ...]:
        return parse_phrase(self._phrases[number][1], self._language.safety.groups, self._read)

    def _read(self, text: str) -> list[str]:
        """The words of a text, without those that are read over."""
        return [word for word in self._language.spoken(text) if word not in self._skip]

    def _rarest(self, parts: Sequence[Part]) -> int:
        return rarest(parts, self._language.words.filler | self._skip)

    def _work_out(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for number in range(len(self._phrases)):
            parts = self._parts(number)
            for word in dict.fromkeys(first for first, *_ in parts[self._rarest(parts)].alternatives):
                places.setdefault(word, []).append(number)
        return places


def _ends_sentence(between: str) -> bool:
    """Whether a sentence ends between two words; not at the point of 38.4."""
    return not _SENTENCE_ENDS.isdisjoint(between) or ("." in between and between != ".")


def _weighed(found: _Found, others: Iterable[_Found], words: Sequence[str]) -> Signal:
    """What a phrase weighs once all that is ordinary about it is taken off."""
    sign, phrase, (start, end) = found
    against = [
        other.sign
        for other in others
        if sign.danger in other.sign.against
        and other.sign.within != "message"
        and _reaches(other, found, words)
    ]
    taken_off = max((other.weight for other in against), default=0)
    return Signal(sign, phrase, " ".join(words[start:end]), max(sign.weight - taken_off, 0))


def _reaches(ordinary: _Found, found: _Found, words: Sequence[str]) -> bool:
    """Whether both share a word, or a sentence where that is enough."""
    one, other = sorted([ordinary.stretch, found.stretch])
    if other.start < one.end:
        return True
    return ordinary.sign.within == "sentence" and BORDER not in words[one.end : other.start]


def _heaviest(signals: Iterable[Signal], found: Iterable[_Found]) -> Finding | None:
    """The danger that most speaks for, where that is enough; what is urgent before what is not."""
    best: dict[tuple[Danger, str], Signal] = {}
    for signal in signals:
        key = signal.sign.danger or "fear", signal.sign.name
        if signal.weight and (key not in best or best[key].weight < signal.weight):
            best[key] = signal
    taken_off = {
        danger: max(
            (f.sign.weight for f in found if f.sign.within == "message" and danger in f.sign.against),
            default=0,
        )
        for danger in _ORDER
    }
    findings = []
    for danger in _ORDER:
        own = sorted((s for (of, _), s in best.items() if of == danger), key=lambda s: -s.weight)
        weight = sum(signal.weight for signal in own) - taken_off[danger]
        if weight >= ENOUGH:
            findings.append((danger in URGENT, weight, Finding(danger, tuple(own))))
    return max(findings, key=lambda each: each[:2])[2] if findings else None
