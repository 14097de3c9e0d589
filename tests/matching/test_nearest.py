"""The nearest wordings of each entry."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from footnote.matching import Matcher
from footnote.matching.nearest import NearestWordings

WORDINGS = [
    ("parcel", "the parcel is late"),
    ("parcel", "where is my parcel"),
    ("bell", "the bell is loud"),
    ("drum", "a drum and a bell"),
]


def find(
    matcher: Matcher, question: str, wordings: list[tuple[str, str]] = WORDINGS
) -> dict[str, tuple[str, float]]:
    """By entry its nearest wording, and how near its nearest few are."""
    parts = matcher.parts
    wording, near = NearestWordings(parts.inverted_index, parts.synonyms).find(matcher.query(question))
    assert wording.keys() == near.keys()
    names = parts.inverted_index.names
    return {names[entry]: (wordings[wording[entry]][1], near[entry]) for entry in near}


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(WORDINGS)


def test_only_entries_that_share_something_are_near(matcher: Matcher) -> None:
    assert find(matcher, "bell").keys() == {"bell", "drum"}
    assert find(matcher, "umbrella") == {}
    assert find(matcher, "") == {}


def test_a_wording_is_as_near_to_itself_as_can_be(matcher: Matcher) -> None:
    """About 1, or more where others of its entry are near too."""
    for entry, wording in WORDINGS:
        nearest, near = find(matcher, wording)[entry]
        assert nearest == wording
        assert near >= 1 - 1e-6  # weights are stored with seven digits


def test_the_nearest_wording_of_an_entry_is_named(matcher: Matcher) -> None:
    assert find(matcher, "late parcel")["parcel"][0] == "the parcel is late"
    assert find(matcher, "where parcel")["parcel"][0] == "where is my parcel"


@given(st.lists(st.sampled_from("the parcel is late where my bell loud a drum and".split()), max_size=7))
def test_the_order_of_words_and_of_wordings_makes_no_difference(matcher: Matcher, words: list[str]) -> None:
    one = find(matcher, " ".join(words))
    nearness = {entry: near for entry, (_, near) in one.items()}
    for other in (
        find(matcher, " ".join(reversed(words))),
        find(Matcher(WORDINGS[::-1]), " ".join(words), WORDINGS[::-1]),
    ):
        assert {entry: near for entry, (_, near) in other.items()} == pytest.approx(nearness)


def test_more_wordings_that_are_near_make_an_entry_nearer() -> None:
    """A little: the nearest counts most."""
    few = [("a", "bell loud"), ("b", "drum")]
    more = [*few, ("a", "bell louder, loud"), ("b", "drums")]
    near, nearer = (find(Matcher(pairs), "bell loud", pairs)["a"][1] for pairs in (few, more))
    assert near < nearer < 1.1 * near


def test_a_wording_of_what_is_kept_apart_is_not_near() -> None:
    matcher = Matcher(WORDINGS, apart=[["bell", "parcel"]])
    assert find(matcher, "is the bell late").keys() == {"bell", "drum"}
