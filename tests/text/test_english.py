"""What is known about English: short forms, contractions, two spellings, and what sounds alike."""

from __future__ import annotations

import pytest

from footnote.text.english import FILLER, NEGATORS, american, expand, sound


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wot", "what"),
        ("r", "are"),
        ("dont", "do not"),
        ("don't", "do not"),
        ("can't", "can not"),
        ("won't", "will not"),
        ("they're", "they are"),
        ("doctor's", "doctor"),
        ("o'clock", "oclock"),
        ("frm", "from"),
        ("nemore", "any more"),
        ("gunna", "going to"),
        ("node", "node"),
    ],
)
def test_a_word_is_expanded_to_what_it_stands_for(typed: str, meant: str) -> None:
    """With its apostrophe or without."""
    assert expand(typed) == meant


@pytest.mark.parametrize(
    ("british", "other"),
    [
        ("tumour", "tumor"),
        ("millimetre", "millimeter"),
        ("oestrogen", "estrogen"),
        ("anaemia", "anemia"),
        ("organise", "organize"),
        ("diagnosis", "diagnoses"),
    ],
)
def test_two_spellings_are_one_word(british: str, other: str) -> None:
    """Both come out alike, whatever they come out as."""
    assert american(british) == american(other)


@pytest.mark.parametrize("word", ["four", "hour", "does", "node", "called"])
def test_other_words_are_left_alone(word: str) -> None:
    """Where a rule would make another word."""
    assert american(word) == word


@pytest.mark.parametrize(("one", "other"), [("lymf", "lymph"), ("simptom", "symptom"), ("kemo", "chemo")])
def test_words_spelled_by_ear_sound_alike(one: str, other: str) -> None:
    """As somebody who only heard them writes them."""
    assert sound(one) == sound(other)


def test_filler_holds_what_negates_and_nothing_doubled() -> None:
    """Who weighs words may tell the two apart."""
    assert {"not", "no", "never", "without"} <= FILLER & NEGATORS
