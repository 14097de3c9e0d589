"""How similar two texts are by their trigrams of letters."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from footnote.matching.entry_model import similarity, trigram_counts, trigram_profile, trigrams

TEXTS = st.text() | st.lists(st.sampled_from("how was it found when is the parcel sent".split())).map(
    " ".join
)


def likeness(question: str, text: str) -> float:
    """How similar a question is to the profile of a text."""
    counts = trigram_counts(text)
    return similarity(list(dict.fromkeys(trigrams(question))), trigram_profile(counts, list(counts.values())))


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Is it?", {" is": 1, "is ": 1, "s i": 1, " it": 1, "it ": 1}),
        ("ha ha", {" ha": 2, "ha ": 2, "a h": 1}),
        ("", {}),
        ("?", {}),
    ],
)
def test_trigrams_reach_across_spaces_and_ends(text: str, counts: dict[str, int]) -> None:
    assert dict(trigram_counts(text)) == counts


def test_a_profile_has_the_roots_of_shares() -> None:
    """One of four is a half."""
    assert trigram_profile(["abc", "bcd"], [1, 3]) == {"abc": 0.5, "bcd": pytest.approx(0.75**0.5)}
    assert trigram_profile([], []) == {}


@given(TEXTS, TEXTS)
def test_similarity_is_a_share_whatever_the_order_of_words(one: str, other: str) -> None:
    """To the last bit, as ties are told from near ties."""
    asked = dict.fromkeys(trigrams(one))
    counts = trigram_counts(other)
    profile = trigram_profile(counts, list(counts.values()))
    whole = similarity(list(asked), profile)
    assert whole == similarity(list(asked)[::-1], profile) == likeness(one, other)
    assert 0.0 <= whole < 1.000_000_1


@given(st.lists(st.sampled_from("Parcels, batteries: I ½ Œuvre dÉjà".split()), min_size=1, unique=True))
def test_a_text_is_wholly_similar_to_itself(words: list[str]) -> None:
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
def test_shared_trigrams_make_texts_similar(asked: str, nearer: str, farther: str) -> None:
    """Small words, slips of the finger, and what else is said: each counts."""
    assert likeness(asked, nearer) > likeness(asked, farther)


@pytest.mark.parametrize(("one", "other"), [("parcel", "who"), ("parcel", ""), ("", ""), ("cab", "abc")])
def test_texts_without_a_shared_trigram_have_no_similarity(one: str, other: str) -> None:
    """The beginning of a word and its end are letters too, and in their place."""
    assert likeness(one, other) == 0.0
