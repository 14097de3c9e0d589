"""Which known words a mistyped one may stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

SAME_SOUND = 0.95
"""A word that only sounds the same (lymf) is a little less like it than one that is the same."""

MIN_CORRECTED_LENGTH = 5
"""Letters. Shorter words are never corrected: one edit makes `node` of `nose` and `lump` of `jump`."""


def nearest(word: str, known: Collection[str], cutoff: float = 0.8) -> str | None:
    """The known word at the least edit distance, if its normalized similarity (0..1) reaches the cutoff.

    Swapped neighbours count as one edit (optimal string alignment), as fingers swap them in one slip.
    """
    if word in known:
        return word
    if len(word) < MIN_CORRECTED_LENGTH:
        return None
    from rapidfuzz import process  # takes 2 ms, and no question needs it

    near = process.extract(word, known, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=None)
    # Of equals the first in the alphabet: a set has another order in each process.
    return min(near, key=lambda pair: (-pair[1], pair[0]))[0] if near else None


def similarity(word: str, other: str, heard: Callable[[str], str]) -> float:
    """How similar two words are, 0..1: as they are spelled or as they sound, whichever is more. `heard` turns
    a word into how it sounds.
    """
    score = OSA.normalized_similarity
    return max(score(word, other), SAME_SOUND * score(heard(word), heard(other)))
