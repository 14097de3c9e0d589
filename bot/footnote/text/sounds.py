"""How a word sounds, roughly: its consonants, those that are easily taken for one another as one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from footnote.remembering import remembered

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_SOUNDS = 8_192
"""Words whose sound is remembered, 1 MB: a mistyped word is compared with some twenty, a hundred questions
with 1,500 different ones.
"""

_TWICE = re.compile(r"(.)\1+")


class Sounds:
    """The sounds of one language, from its grammar: `sounds` has what letters sound like together, `alike`
    the consonants that are taken for others, `weak` the letters that are hardly heard inside a word.

    Threads may share it: what it remembers follows from the language.
    """

    def __init__(self, sounds: Mapping[str, str], alike: Mapping[str, str], weak: str) -> None:
        self._sounds = dict(sounds)
        longest_first = sorted(self._sounds, key=lambda letters: (-len(letters), letters))
        self._together = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
        self._alike = str.maketrans({letter: sound for letter, sound in alike.items() if len(letter) == 1})
        self._weak = frozenset(weak.replace(" ", ""))
        letters = re.escape("".join(sorted(self._weak)))
        self._inside = re.compile(f"[{letters}]+" if letters else "(?!)")
        #: The sound of a normalised word, vowels and all.
        self.heard = remembered(self._hear, MAX_SOUNDS)
        #: The consonants that are heard of a word; a first letter that is weak is the same sign for all.
        self.consonants = remembered(self._hear_consonants, MAX_SOUNDS)

    def _hear(self, word: str) -> str:
        return _TWICE.sub(r"\1", self._together.sub(self._of, word).translate(self._alike))

    def _hear_consonants(self, word: str) -> str:
        heard = self.heard(word)
        first = "-" if heard[:1] in self._weak else heard[:1]
        letters = filter(_is_heard, first + self._inside.sub("", heard[1:]))
        return _TWICE.sub(r"\1", "".join(letters))

    def _of(self, found: re.Match[Any]) -> str:
        return self._sounds[found[0]]


def _is_heard(letter: str) -> bool:
    return letter.isalpha() or letter == "-"
