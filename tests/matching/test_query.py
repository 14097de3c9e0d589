"""What a question asks of a bank: its words as the bank would have written them, with their weight."""

from __future__ import annotations

import pytest

from footnote.matching import Matcher
from footnote.matching.query import UNKNOWN_FILLER_WEIGHT, UNKNOWN_WEIGHT, QueryTerm


def term(matcher: Matcher, question: str) -> QueryTerm:
    """The only term of a question of one word."""
    (only,) = matcher.query(question).terms
    return only


@pytest.mark.parametrize(
    ("wordings", "typed", "stems"),
    [
        (["to tally"], "totally", ["total"]),
        (["to tally"], "tallyto", ["tallyto"]),
        (["red tally"], "redtally", ["red", "talli"]),
        (["red tally"], "tallyred", ["talli", "red"]),
        (["arm pit", "armpit"], "arm pit", ["arm", "pit"]),
        (["arm", "armpit"], "arm pit", ["armpit"]),
        (["armpit"], "arm pit", ["armpit"]),
        (["node"], "no de", ["node"]),
        (["node"], "node node", ["node", "node"]),
    ],
)
def test_words_are_joined_and_split_where_that_makes_known_words(
    wordings: list[str], typed: str, stems: list[str]
) -> None:
    """Parts of three letters at least; two known words stay two."""
    assert list(Matcher([("a", wording) for wording in wordings]).query(typed).stems) == stems


@pytest.mark.parametrize(
    ("wording", "typed", "stems"),
    [
        ("node", "node", ["node"]),
        ("node", "nodd", ["node"]),
        ("node", "nde", []),
        ("her2", "herb", []),
        ("bell belt", "bellt", ["belt", "bell"]),
        ("bell", "umbrella", []),
        ("x" * 30, "x" * 29 + "y", ["x" * 30]),
        ("x" * 31, "x" * 30 + "y", []),
    ],
)
def test_the_stems_that_an_unknown_word_may_stand_for(wording: str, typed: str, stems: list[str]) -> None:
    """Of words of four letters and more, and of letters alone."""
    assert [stem for stem, _ in term(Matcher([("a", wording)]), typed).stems] == stems


def test_a_word_stands_for_few_stems() -> None:
    """The nearest; of as near ones the first in the alphabet."""
    ends = "abcdefgh"
    stems = [stem for stem, _ in term(Matcher([(end, f"kettl{end}") for end in ends]), "kettlx").stems]
    assert len(stems) == 6


def test_an_unknown_word_weighs_more_than_any_known_one_unless_it_says_little() -> None:
    """And a mistyped one something in between."""
    matcher = Matcher([("a", "the parcel arrives"), ("b", "the battery charges")])
    assert term(matcher, "umbrella").weight == UNKNOWN_WEIGHT
    assert term(matcher, "please").weight == UNKNOWN_FILLER_WEIGHT
    assert term(matcher, "parcel").weight < term(matcher, "parcle").weight < UNKNOWN_WEIGHT
    assert term(matcher, "parcle").stems[0][1] < 1.0


def test_a_word_stands_for_no_stem_that_is_kept_apart() -> None:
    """However near the two are."""
    matcher = Matcher([("a", "hypertension"), ("b", "hypertensive")], apart=[["hypotension", "hypertension"]])
    assert "hypertens" not in [stem for stem, _ in term(matcher, "hypotension").stems]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("where is my parcel", [("parcel", 1.0, 2, {"a": 0.5, "b": 0.5})]),
        ("umbrella", [("umbrella", 0.0, 0, {})]),
        ("the", []),
        ("charges charges", [("charges", 1.0, 1, {"b": 1.0})]),
    ],
)
def test_a_query_knows_the_words_that_say_something(
    typed: str, words: list[tuple[str, float, int, dict[str, float]]]
) -> None:
    """How often they are used, and by whom."""
    matcher = Matcher([("a", "the parcel arrives"), ("b", "the parcel charges")])
    assert [tuple(word) for word in matcher.query(typed).words] == words
