"""Which words of a page are names, by how the page writes them inside its sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .english_words import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W_](?:[\w.'’+/-]*\w)?")
_OPENS = re.compile(r"[.:;!?|•“\"(\[*–—-]\s*$")
"""What stands before a word whose capital says nothing: the end of a sentence, a quotation mark."""

_PARTS = re.compile(r"[-/]")

MAX_ACRONYM = 3
"""Letters of a word in a heading of capitals that may be an acronym."""

MIN_LETTERS = 4
"""Letters of a word that has a capital in a heading where such words have one."""


class Casing:
    """How a page writes words in its sentences: those it writes small, and the names that have a capital."""

    def __init__(self, sentences: Iterable[str], headings: Iterable[str] = ()) -> None:
        self._small: set[str] = set()
        self._forms: dict[str, str] = {}
        self._sentences = tuple(sentences)
        for sentence in self._sentences:
            for word in _WORD.finditer(sentence):
                if word[0].islower():
                    self._small.add(word[0])
                elif word.start() and not _OPENS.search(sentence, 0, word.start()):
                    self._forms.setdefault(word[0].lower(), word[0])
        capitals = [each for each in map(_has_capitals, headings) if each is not None]
        self._is_capital = sum(capitals) * 2 > len(capitals)

    def heading(self, text: str) -> str:
        """A heading as it would stand in a sentence, as far as the page tells: where its headings write
        Most Words Like This, or in capitals, only names keep their capital.

        >>> page = Casing(["Plan for an incident on Linux."], ["Incident Plan for Linux", "CVE LIST"])
        >>> page.heading("Incident Plan for Linux"), page.heading("THE PLANNED API UPDATE")
        ('incident plan for Linux', 'the planned API update')
        """
        is_loud = text.isupper()
        is_title = self._is_capital and _has_capitals(text)
        if not (is_loud or is_title) or any(text in sentence[1:] for sentence in self._sentences):
            return text
        return _WORD.sub(lambda word: self._word(word[0], is_loud=is_loud), text)

    def _word(self, word: str, *, is_loud: bool) -> str:
        key = word.lower()
        if key in self._forms and key not in self._small:
            return self._forms[key]
        is_acronym = is_loud and len(word) <= MAX_ACRONYM and key not in self._small | SMALL
        is_name = not is_loud and any(part[1:] != part[1:].lower() for part in _PARTS.split(word))
        return word if is_acronym or is_name else key

    def named(self, text: str) -> str:
        """A text with the page's names as the page writes them.

        >>> Casing(["It runs on Debian."]).named("What is debian policy?")
        'What is Debian policy?'
        """
        return _WORD.sub(lambda word: self._name(word[0]), text)

    def _name(self, word: str) -> str:
        is_name = word.islower() and word not in self._small
        return self._forms.get(word, word) if is_name else word


def _has_capitals(heading: str) -> bool | None:
    """Whether all longer words of a heading have a capital; None where it is too short to tell."""
    long = [word for word in _WORD.findall(heading) if len(word) >= MIN_LETTERS]
    return all(word[0].isupper() for word in long) if len(long) > 1 else None
