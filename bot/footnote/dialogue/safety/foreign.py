"""Danger that is written in a language that the bot does not know: by a few plain phrases of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import Sign, fold

from .heard import Finding, Signal
from .weighing import ENOUGH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.text import Danger, Language, OtherLanguage


_SIGNS = re.compile(r"[\W_]+")


class ForeignDanger(NamedTuple):
    """The language that danger is written in, and what was found."""

    language: OtherLanguage
    finding: Finding


class ForeignPhrases:
    """The phrases of danger of the languages that one language can tell from its own."""

    def __init__(self, language: Language) -> None:
        self._patterns = [
            (other, danger, pattern)
            for other in language.others
            for danger, phrases in _phrases(other)
            if (pattern := _pattern(phrases, is_apart=not other.script))
        ]

    def find(self, normal: str) -> ForeignDanger | None:
        """The danger in a normalised text, in the first language that has a phrase of it."""
        plain = _spaced(normal)
        for other, danger, pattern in self._patterns:
            if found := pattern.search(plain):
                sign = Sign(f"{danger} ({other.tag})", danger, ENOUGH, (found[0],))
                return ForeignDanger(other, Finding(danger, (Signal(sign, found[0], found[0], ENOUGH),)))
        return None


def _phrases(other: OtherLanguage) -> Iterator[tuple[Danger, str]]:
    yield "crisis", other.crisis
    yield "emergency", other.emergency


def _pattern(phrases: str, *, is_apart: bool) -> re.Pattern[str] | None:
    """A pattern of phrases with commas between them. In a language with a script of its own, a phrase may
    be a part of words, which there have endings, or no spaces between them.
    """
    each = "|".join(re.escape(plain) for phrase in phrases.split(",") if (plain := _spaced(fold(phrase))))
    return re.compile(rf"(?<!\S)(?:{each})(?!\S)" if is_apart else each) if each else None


def _spaced(normal: str) -> str:
    """A normalised text with spaces in place of all signs."""
    return _SIGNS.sub(" ", normal).strip()
