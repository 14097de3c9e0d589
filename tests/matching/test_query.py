"""What a question asks of a bank: its words as the bank would have written them, with their weight."""

from __future__ import annotations

import pytest

from footnote.matching import Matcher
from footnote.matching.query import QueryTerm


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
        (["tally red"], "tallyred", ["talli", "red"]),
        (["arm pit", "armpit"], "arm pit", ["arm", "pit"]),
        (["arm", "armpit"], "arm pit", ["armpit"]),
        (["armpit"], "arm pit", ["armpit"]),
        (["node"], "no de", ["node"]),
        (["node"], "node node", ["node", "node"]),
        (["her2 node"], "her2node", ["her2nod"]),
        (["a" * 15 + " " + "o" * 15], "a" * 15 + "o" * 15, ["a" * 15, "o" * 15]),
        (["a" * 26 + " " + "o" * 15], "a" * 26 + "o" * 15, ["a" * 26 + "o" * 15]),
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
        ("nod", "nods", ["nod"]),
        ("nob", "node", []),
        ("planet", "plxxet", []),
        ("starlets", "stxxxets", []),
        ("2node", "3node", []),
        ("her2", "herb", []),
        ("bell belt", "bellt", ["belt", "bell"]),
        ("bell", "umbrella", []),
        ("x" * 30, "x" * 29 + "y", ["x" * 30]),
    ],
)
def test_the_stems_that_an_unknown_word_may_stand_for(wording: str, typed: str, stems: list[str]) -> None:
    """Of words of four letters and more, and of letters alone."""
    assert [stem for stem, _ in term(Matcher([("a", wording)]), typed).stems] == stems


def test_a_word_stands_for_few_stems() -> None:
    """The nearest; of as near ones the first in the alphabet."""
    ends = "abcdefgh"
    stems = [stem for stem, _ in term(Matcher([(end, f"kettl{end}") for end in ends]), "kettlx").stems]
    assert len(stems) == 3
    (other,) = Matcher([(end, f"kettl{end}zq") for end in ends]).query("kxttlyzq").terms
    assert len(other.stems) <= 6


def test_an_unknown_word_weighs_more_than_any_known_one_unless_it_says_little() -> None:
    """And a mistyped one something in between."""
    matcher = Matcher([("a", "the parcel arrives"), ("b", "the battery charges")])
    assert term(matcher, "umbrella").weight == 1.4
    assert term(matcher, "please").weight == 0.25
    known, mistyped = term(matcher, "parcel").weight, term(matcher, "parcle")
    ((stem, similarity),) = mistyped.stems
    assert stem == "parcel"
    assert similarity == pytest.approx(5 / 6)
    assert known < mistyped.weight < 1.4
    assert (1.4 - mistyped.weight) / (1.4 - known) == pytest.approx(5 / 6)


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
        ("charge charges", [("charges", 1.0, 1, {"b": 1.0})]),
        ("charg", [("charg", 1.0, 1, {"b": 1.0})]),
        ("charkes", [("charkes", 1.0, 1, {"b": 1.0})]),
        ("umbrella parcel", [("umbrella", 0.0, 0, {}), ("parcel", 1.0, 2, {"a": 0.5, "b": 0.5})]),
    ],
)
def test_a_query_knows_the_words_that_say_something(
    typed: str, words: list[tuple[str, float, int, dict[str, float]]]
) -> None:
    """How often they are used, and by whom."""
    matcher = Matcher([("a", "the parcel arrives"), ("b", "the parcel charges")])
    assert [tuple(word) for word in matcher.query(typed).words] == words


@pytest.mark.parametrize(
    ("typed", "stem"),
    [
        ("dorps", "medicin"),
        ("tablit", "medicin"),
        ("tabxy", "tabxi"),
        ("pilk", "pilk"),
        ("3rops", "3rop"),
        ("drops", "medicin"),
    ],
)
def test_a_slip_in_five_letters_is_a_synonym(typed: str, stem: str) -> None:
    """Of words of five letters and more, and of letters alone."""
    matcher = Matcher([("a", "the medicine")], same=[["medicine", "drops", "tablet", "pill"]])
    assert matcher.query(typed).stems == (stem,)


def test_words_that_are_joined_keep_what_was_typed() -> None:
    (joined,) = Matcher([("a", "armpit")]).query("arm pit").terms
    assert tuple(joined.token) == ("armpit", "arm pit")


def test_words_that_are_split_keep_what_was_typed() -> None:
    terms = Matcher([("a", "red tally")]).query("redtally").terms
    assert [tuple(term.token) for term in terms] == [("red", "redtally"), ("talli", "redtally")]


def test_the_weight_of_a_query_is_that_of_its_terms() -> None:
    query = Matcher([("a", "bell")]).query("umbrella please umbrella parasol")
    assert query.weight == pytest.approx(1.4 + 0.25 + 1.4)
