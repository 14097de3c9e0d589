"""How alike two texts are letter by letter, and how letters are kept in a file."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.letters import alike, letters, pack, unpack

TEXTS = st.text() | st.lists(st.sampled_from("how was it found when is the parcel sent".split())).map(
    " ".join
)


@given(TEXTS)
def test_letters_come_out_of_a_file_as_they_went_in(text: str) -> None:
    """To the last bit: a bank read from its cache scores as one that was just built."""
    found = letters(text)
    assert unpack(pack(found)) == found


@given(TEXTS, TEXTS)
def test_likeness_is_the_same_from_both_sides(one: str, other: str) -> None:
    """To the last bit, as ties are told from near ties; and it is a share, whatever the texts."""
    likeness = alike(letters(one), letters(other))
    assert likeness == alike(letters(other), letters(one))
    assert 0.0 <= likeness < 1.000_000_1


@given(st.lists(st.sampled_from("Parcels, batteries: I ½ Œuvre dÉjà".split()), min_size=1).map(" ".join))
def test_a_text_is_wholly_like_itself(text: str) -> None:
    """And like itself in capitals, and with other marks: those say nothing."""
    assert alike(letters(text), letters(text)) == pytest.approx(1.0)
    assert alike(letters(text), letters(f"“{text.upper()}”?!")) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("asked", "nearer", "farther"),
    [
        ("how was it found", "how is it found", "when is it found"),
        ("delivry", "delivery", "battery"),
        ("parcel", "parcel", "parcel battery"),
        ("sooooooo long", "soooooo long", "sooo long"),
    ],
)
def test_shared_letters_make_texts_alike(asked: str, nearer: str, farther: str) -> None:
    """Small words, slips of the finger, what else is said, and how often: each tells."""
    assert alike(letters(asked), letters(nearer)) > alike(letters(asked), letters(farther))


@pytest.mark.parametrize(("one", "other"), [("parcel", "who"), ("parcel", ""), ("", ""), ("cab", "abc")])
def test_texts_that_share_no_three_letters_are_not_alike(one: str, other: str) -> None:
    """The beginning of a word and its end are letters too, and in their place."""
    assert alike(letters(one), letters(other)) == 0.0
