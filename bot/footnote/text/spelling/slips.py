"""How many slips make one word of another: of the fingers, or of the ear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from footnote.text.language import Language

HEARD = 0.6
"""Slips that a word counts which sounds the same and is spelled otherwise, however much of it."""

MISHEARD = 1.3
"""Slips for each consonant that sounds otherwise."""

RESPELLED = 0.25
"""Slips for each letter that differs where the sound is the same: of two that sound alike the likelier."""

SHORT_SOUND = 0.5
"""Slips more where the sound is only one or two consonants, which tells little."""

HURRIED = 0.6
"""Slips that a word counts of which vowels were left out."""

FIRST_LETTER = 0.4
"""Slips more where the first letter is another, and sounds otherwise."""


def slips(typed: str, meant: str, language: Language) -> float:
    """How many slips make `typed` of `meant`: letters swapped, left out, added or wrong, or another spelling
    of the same sound, whichever is fewer. Two letters swapped are one slip (optimal string alignment).
    """
    letters = OSA.distance(typed, meant)
    sound = language.sounds.consonants
    one, other = sound(typed), sound(meant)
    apart = 0 if one == other else OSA.distance(one, other)
    heard = HEARD + MISHEARD * apart + RESPELLED * letters + SHORT_SOUND * (len(one) < 3)
    least = min(letters, heard, HURRIED if _lacks_vowels(typed, meant, language.vowels) else letters)
    return least + FIRST_LETTER * (typed[:1] != meant[:1] and one[:1] != other[:1])


def _lacks_vowels(typed: str, meant: str, vowels: frozenset[str]) -> bool:
    """Whether one word is the other with some of its vowels left out: "mny"."""
    if len(typed) >= len(meant):
        return False
    rest = iter(typed)
    at = next(rest, "")
    for letter in meant:
        if letter == at:
            at = next(rest, "")
        elif letter not in vowels:
            return False
    return not at
