"""Small talk, words of distress, and what only a person can weigh up: heard before any question is matched.

A `Phrasebook` knows a language's wordings. It hears some of them anywhere in what is typed, and the rest
only where nothing else is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.text.english import FILLER, spoken
from footnote.text.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from footnote.bank.models import SmallTalk

GAP = "…"
WIDEST_GAP = 3


class _Phrase(NamedTuple):
    """A wording as words; None is a gap of up to three of them. `rank` is its talk's place in the file."""

    words: tuple[str | None, ...]
    says: SmallTalk
    rank: int


class Phrasebook:
    """Hears the small talk of one language. Built once, never changed; threads may share it."""

    def __init__(self, small_talk: Iterable[SmallTalk]) -> None:
        phrases = [
            _Phrase(_pattern(wording), talk, rank)
            for rank, talk in enumerate(small_talk)
            for wording in talk.wordings
        ]
        self._vocabulary = frozenset(word for phrase in phrases for word in phrase.words if word)
        self._anywhere = _by_first([phrase for phrase in phrases if phrase.says.anywhere])
        self._alone = _by_first([phrase for phrase in phrases if not phrase.says.anywhere])

    def anywhere(self, text: str) -> SmallTalk | None:
        """What must be heard wherever it stands in the text; of several, what its author put first."""
        heard = self._heard(text)
        found = (phrase for at in range(len(heard)) for phrase, _ in _found_at(self._anywhere, heard, at))
        first = min(found, key=lambda phrase: phrase.rank, default=None)
        return first.says if first else None

    def alone(self, text: str) -> SmallTalk | None:
        """What the text says if it is small talk from end to end; of several, what takes up most words.

        "Hello, can you help me?" is a call for help; of "thanks, bye" the later counts. Where most words
        are of neither kind ("is she going to be ok"), nothing is small talk.
        """
        heard, at = self._heard(text), 0
        said: list[tuple[int, int, SmallTalk]] = []
        while at < len(heard):
            longest = max(_found_at(self._alone, heard, at), key=lambda found: found[1], default=None)
            if longest is None and heard[at] not in FILLER:
                return None
            if longest:
                said.append((longest[1], at, longest[0].says))
            at += longest[1] if longest else 1
        if not said or not _enough(said, len(heard)):
            return None
        return max(said, key=lambda found: found[:2])[2]

    def distressed(self, text: str) -> SmallTalk | None:
        """The words of distress that stand in the text beside others.

        Two words at least: "scared" alone may be about a scan.
        """
        heard = self._heard(text)
        found = (found for at in range(len(heard)) for found in _found_at(self._alone, heard, at))
        return next((p.says for p, length in found if p.says.kind == "handoff" and length > 1), None)

    def _heard(self, text: str) -> list[str]:
        """The words of a text, each mistyped one as the word of the phrasebook it stands for."""
        return [word if word in FILLER else nearest(word, self._vocabulary) or word for word in spoken(text)]


def _enough(said: Sequence[tuple[int, int, SmallTalk]], words: int) -> bool:
    """Whether small talk is most of what was said, or opens it: "ta very much", but not "will it be ok"."""
    covered = sum(length for length, _, _ in said)
    return covered * 2 >= words or (said[0][1] == 0 and covered * 4 >= words)


def _pattern(wording: str) -> tuple[str | None, ...]:
    pattern: list[str | None] = []
    for number, part in enumerate(wording.split(GAP)):
        pattern += [None] * (number > 0)
        pattern += spoken(part)
    return tuple(pattern)


def _by_first(phrases: Iterable[_Phrase]) -> dict[str, list[_Phrase]]:
    index: dict[str, list[_Phrase]] = {}
    for phrase in phrases:
        if phrase.words and phrase.words[0] is not None:
            index.setdefault(phrase.words[0], []).append(phrase)
    return index


def _found_at(index: dict[str, list[_Phrase]], heard: Sequence[str], at: int) -> list[tuple[_Phrase, int]]:
    """The phrases that begin at this word, each with how many words it takes up."""
    lengths = ((phrase, _length(phrase.words, heard, at)) for phrase in index.get(heard[at], ()))
    return [(phrase, length) for phrase, length in lengths if length]


def _length(phrase: Sequence[str | None], heard: Sequence[str], at: int) -> int:
    """How many words the phrase takes up from here; 0 where it does not fit."""
    start = at
    gap = 0
    for word in phrase:
        if word is None:
            gap = WIDEST_GAP
            continue
        reach = [i for i in range(at, min(at + gap + 1, len(heard))) if heard[i] == word]
        if not reach:
            return 0
        at, gap = reach[0] + 1, 0
    return at - start
