"""The phrases of passages that people may search them by: words that stand together, and are rare."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from footnote.text import fold, words

from .english_words import SMALL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

MAX_PHRASE_WORDS = 3
"""Words of a phrase, which has two at least: in a longer run, the last are what it is about."""

_BREAK = re.compile(r"[^\w\s.'’/+-]|\.(?=\s|$)|\s[-/]\s|\b\d+\b")
"""Where a phrase ends: punctuation, and figures. A full stop in "Node.js" is none."""

_ADDRESS = re.compile(r"<?\S*(?:://|@)\S+")


class Phrases:
    """Finds phrases, and knows how many drafts have each word."""

    def __init__(self, drafts: Iterable[Sequence[str]]) -> None:
        every = [list(texts) for texts in drafts]
        sets = [{word for phrase in _phrases(texts) for word in phrase} for texts in every]
        self._count = len(sets)
        self._with = Counter(word for each in sets for word in each)
        self._texts: dict[str, set[str]] = {}
        for text in {text for texts in every for text in texts}:
            for phrase in _phrases([text]):
                self._texts.setdefault(same(" ".join(phrase)), set()).add(text)

    def of(self, texts: Sequence[str], question: str) -> list[str]:
        """The phrases of a draft's passages that no other passage has, the most telling first. None has a
        word of another before it, or only words of the question.
        """
        asked = set(same(question).split())
        found = {
            phrase: self._weight(phrase)
            for phrase in _phrases(texts)
            if set(same(" ".join(phrase)).split()) - asked and self._is_own(phrase, texts)
        }
        chosen: list[str] = []
        said: set[str] = set()
        for phrase in sorted(found, key=lambda each: -found[each]):
            if said.isdisjoint(phrase):
                said.update(phrase)
                chosen.append(" ".join(phrase))
        return chosen

    def _is_own(self, phrase: Iterable[str], texts: Sequence[str]) -> bool:
        return self._texts.get(same(" ".join(phrase)), set()) <= set(texts)

    def _weight(self, phrase: Collection[str]) -> float:
        """How telling a phrase is: nothing where every draft has its words."""
        rare = sum(math.log(self._count / self._with[word]) for word in phrase)
        return rare / math.sqrt(len(phrase))


def same(text: str) -> str:
    """A text reduced to its words without the s of the plural, to compare two.

    >>> same("Lamps, red") == same("lamp red")
    True
    """
    return " ".join(word.removesuffix("s") or word for word in words(fold(text)))


def _phrases(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for text in texts:
        for part in _BREAK.split(_ADDRESS.sub(".", text)):
            for run in _runs(words(fold(part))):
                if run[-1].endswith(("ed", "ly")):  # "the headers received", "the ports directly"
                    run.pop()
                if len(run) > 1 and all(
                    len(word) > 1 and "'" not in word for word in run[-MAX_PHRASE_WORDS:]
                ):
                    yield tuple(run[-MAX_PHRASE_WORDS:])


def _runs(part: Iterable[str]) -> Iterator[list[str]]:
    """The words of a part that stand together, between small ones."""
    run: list[str] = []
    for word in part:
        if word not in SMALL and not word.endswith("n't"):
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run
