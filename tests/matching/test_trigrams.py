"""How alike two texts are letter by letter, and how letters are kept in a file."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from footnote.matching.trigrams import alike, letters, pack, trigrams, unpack

TEXTS = st.text() | st.lists(st.sampled_from("how was it found when is the parcel sent".split())).map(
    " ".join
)


@given(TEXTS)
def test_letters_come_out_of_a_file_as_they_went_in(text: str) -> None:
    """To the last bit: a bank read from its cache scores as one that was just built."""
    found = letters(text)
    assert unpack(pack(found)) == found


def likeness(asked: str, entry: str) -> float:
    """How alike a question is to an entry that was written so."""
    return alike(list(dict.fromkeys(trigrams(asked))), letters(entry))


@given(TEXTS, TEXTS)
def test_likeness_is_a_share_whatever_the_order_of_words(one: str, other: str) -> None:
    """To the last bit, as ties are told from near ties."""
    asked = dict.fromkeys(trigrams(one))
    found = alike(list(asked), letters(other))
    assert found == alike(list(asked)[::-1], letters(other)) == likeness(one, other)
    assert 0.0 <= found < 1.000_000_1


@given(st.lists(st.sampled_from("Parcels, batteries: I ½ Œuvre dÉjà".split()), min_size=1, unique=True))
def test_a_text_is_wholly_like_itself(words: list[str]) -> None:
    """And like itself in capitals, and with other marks: those say nothing."""
    text = " ".join(words)
    whole = pytest.approx(1.0, abs=0.02)  # "batteries Parcels" has "s p" once more than each alone
    assert likeness(text, text) == whole
    assert likeness(f"“{text.upper()}”?!", text) == whole


@pytest.mark.parametrize(
    ("asked", "nearer", "farther"),
    [
        ("how was it found", "how is it found", "when is it found"),
        ("delivry", "delivery", "battery"),
        ("parcel", "parcel", "parcel battery"),
    ],
)
def test_shared_letters_make_texts_alike(asked: str, nearer: str, farther: str) -> None:
    """Small words, slips of the finger, and what else is said: each tells."""
    assert likeness(asked, nearer) > likeness(asked, farther)


@pytest.mark.parametrize(("one", "other"), [("parcel", "who"), ("parcel", ""), ("", ""), ("cab", "abc")])
def test_texts_that_share_no_three_letters_are_not_alike(one: str, other: str) -> None:
    """The beginning of a word and its end are letters too, and in their place."""
    assert likeness(one, other) == 0.0
