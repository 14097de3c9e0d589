"""Which words of a vocabulary are near a typed one, without a scan of the vocabulary.

A word is filed under its letters and its sound, each whole and with any one letter left out (symmetric
deletion). Whatever is one slip away in letters or in sound shares a key with what was typed.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

MIN_SOUND = 3
"""Sounds of the shortest word that is also filed with one of them left out: fewer tell too little."""

BEGINNING = 4
"""Letters of the beginning that a word is also filed under: "edit" is near "editor"."""

_BEGINNING, _BY_EAR = "^", "/"
"""Begins the keys of sounds: no word has it."""


class Neighbours:
    """A vocabulary filed by its letters and sounds: sorted keys, and the number of a word for each.

    `words` are all that can be found; those from the number `whole` on are found by their sound alone.
    """

    def __init__(
        self, words: Sequence[str], keys: Sequence[int], numbers: Sequence[int], sound: Callable[[str], str]
    ) -> None:
        self.words = words
        self._keys = keys
        self._numbers = numbers
        self._sound = sound

    @classmethod
    def of(cls, words: Sequence[str], phrases: Sequence[str], sound: Callable[[str], str]) -> Neighbours:
        """Files words, and phrases by their sound alone: what is heard as "limf node"."""
        filed = [(key, number) for number, word in enumerate(words) for key in _keys(word, sound)]
        for number, phrase in enumerate(phrases, len(words)):
            filed += [(key, number) for key in _keys_by_ear(sound(phrase.replace(" ", "")))]
        filed.sort()
        numbers = array("I", [number for _, number in filed])
        return cls([*words, *phrases], array("I", [key for key, _ in filed]), numbers, sound)

    def tables(self) -> dict[str, Any]:
        """The keys and numbers."""
        return {"keys": self._keys, "numbers": self._numbers}

    def near(self, typed: str, limit: int) -> list[str]:
        """At most `limit` words and phrases that share a key with what was typed, most keys first."""
        return self._best(_keys(typed, self._sound), limit)

    def near_by_ear(self, typed: str, limit: int, *, exactly: bool = False) -> list[str]:
        """The same by sound alone; `exactly` leaves out what sounds nearly the same."""
        sound = self._sound(typed)
        return self._best({_key(_BY_EAR + sound)} if exactly else _keys_by_ear(sound), limit)

    def _best(self, typed_keys: Iterable[int], limit: int) -> list[str]:
        keys, numbers = self._keys, self._numbers
        shared: dict[int, int] = {}
        for key in typed_keys:
            at = bisect_left(keys, key)
            while at < len(keys) and keys[at] == key:
                number = numbers[at]
                shared[number] = shared.get(number, 0) + 1
                at += 1
        best = sorted(shared, key=lambda number: (-shared[number], number))[:limit]
        return [self.words[number] for number in best]


def compact(numbers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Arrays by name, those of small numbers with two bytes a number."""
    return {
        name: array("H", value) if isinstance(value, array) and max(value, default=0) < 2**16 else value
        for name, value in numbers.items()
    }


def _keys(word: str, sound: Callable[[str], str]) -> set[int]:
    """The keys of a word: its letters and its sound, whole and with one left out, and its beginning."""
    begins = _BEGINNING + word[:BEGINNING]
    return {_key(word), _key(begins), *_keys_without_one(word), *_keys_by_ear(sound(word))}


def _keys_by_ear(sound: str) -> set[int]:
    keys = {_key(_BY_EAR + sound)}
    if len(sound) >= MIN_SOUND:
        keys.update(_keys_without_one(sound, _BY_EAR))
    return keys


def _key(letters: str) -> int:
    return crc32(letters.encode("utf-8", "surrogatepass"))


def _keys_without_one(letters: str, begin: str = "") -> list[int]:
    return [
        crc32(f"{begin}{letters[:at]}{letters[at + 1 :]}".encode("utf-8", "surrogatepass"))
        for at in range(len(letters))
    ]
