"""Which known words a mistyped one may stand for."""

from __future__ import annotations

import pytest

from footnote.text import Language, nearest, similarity


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("thanks", "thanks"),
        ("thnaks", "thanks"),
        ("thank", "thanks"),
        ("tanks", "thanks"),
        ("xhxnks", None),
        ("nose", None),
        ("node", "node"),
        ("", None),
    ],
)
def test_a_mistyped_word_is_the_nearest_known_one(typed: str, word: str | None) -> None:
    """One slip in six letters, two neighbours swapped by one; a short word is never another."""
    assert nearest(typed, {"thanks", "node"}) == word


def test_of_two_as_near_the_first_in_the_alphabet_counts() -> None:
    """A set has another order in each process."""
    for known in (["sorten", "sorter", "torted"], ["torted", "sorter", "sorten"]):
        assert nearest("sorted", known) == "sorten"


def test_a_short_word_is_never_another_however_little_is_asked_for() -> None:
    assert nearest("nose", ["node"], 0.5) is None
    assert nearest("noses", ["node"], 0.5) == "node"


def test_words_that_sound_alike_are_similar(english: Language) -> None:
    """A little less than words that are spelled alike."""
    heard = english.sounds.heard
    assert similarity("lymf", "lymph", heard) == 0.95
    assert similarity("lymph", "lymph", heard) == 1.0
    assert similarity("lymf", "lung", heard) < 0.5


def test_words_are_as_similar_as_they_are_spelled_or_sound(english: Language) -> None:
    """Whichever is more."""
    assert similarity("buttery", "battery", english.sounds.heard) == pytest.approx(6 / 7)
    assert similarity("fisik", "physic", english.sounds.heard) == 0.95
