"""Which words are near a typed one, found by keys and not by looking at all of them."""

from __future__ import annotations

from hypothesis import given, strategies as st

from footnote.text import Language
from footnote.text.spelling.neighbours import Neighbours

WORDS = ["biopsy", "cat", "lymph", "mastectomy", "node", "nodes", "planet", "surgery"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def neighbours(english: Language, *phrases: str) -> Neighbours:
    return Neighbours.of(WORDS, phrases, english.sounds.consonants)


def test_what_is_one_slip_away_is_near(english: Language) -> None:
    """A letter left out, added, wrong or swapped; or spelled by ear."""
    near = neighbours(english).near
    for typed in ("surgry", "surgeryy", "surgexy", "sugrery", "sergury"):
        assert "surgery" in near(typed, 5)
    assert near("lymf", 5) == ["lymph"]
    assert near("xylophone", 5) == []


def test_the_words_that_share_most_keys_come_first(english: Language) -> None:
    assert neighbours(english).near("nodes", 1) == ["nodes"]
    assert neighbours(english).near("noeds", 2) == ["nodes", "node"]


def test_phrases_are_found_by_ear_alone(english: Language) -> None:
    """What was heard may be two words of the bank."""
    known = neighbours(english, "lymph nodes")
    assert known.near_by_ear("limpnotes", 5) == ["lymph nodes"]
    assert known.near_by_ear("massdecktome", 5, exactly=True) == ["mastectomy"]
    assert known.near_by_ear("masdektonee", 5, exactly=True) == []


@given(st.sampled_from(WORDS), st.integers(0, 20), st.sampled_from(LETTERS))
def test_every_slip_of_a_word_is_near_it(english: Language, word: str, at: int, letter: str) -> None:
    at %= len(word)
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
    )
    near = neighbours(english).near
    assert all(word in near(slip, len(WORDS)) for slip in slips)
