"""Questions of the bank found by the words of a half-typed line."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from footnote.bank import Bank
from footnote.chat.questions.index import Completion, QuestionIndex, complete_from
from footnote.record import replace

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("water ros", ["When do roses need water?"]),
        ("ROS WAT", ["When do roses need water?"]),
        ("tulips do", ["When do tulips need water?"]),
        ("dwarf", ["Is it a dwarf rose?"]),
        ("30", ["Is it a giant rose?"]),
        ("tulpis", ["When do tulips need water?"]),
        ("gaint ros", ["Is it a giant rose?"]),
        ("wattering", ["When do roses need water?", "When do tulips need water?"]),
        ("need water", ["When do roses need water?", "When do tulips need water?"]),
        ("xyz", []),
        ("", []),
        ("??", []),
    ],
)
def test_questions_are_found_by_any_words_in_any_order(garden: Bank, typed: str, offered: list[str]) -> None:
    assert [completion.text for completion in QuestionIndex(garden).completions(typed)] == offered


def test_only_questions_of_the_bank_are_offered(garden: Bank) -> None:
    questions = {entry.question for entry in garden.entries.values()}
    for typed in ("30 mm", "do ros", "watering", "is it"):
        offered = QuestionIndex(garden).completions(typed, ["do roses need water"])
        assert {completion.text for completion in offered} <= questions


def test_a_question_with_the_words_itself_comes_before_one_with_such_a_wording(garden: Bank) -> None:
    tulips = replace(garden.entries["why-water"], wordings=("do tulips need it",))
    bank = replace(garden, entries={"why-water": tulips, **garden.entries} | {"why-water": tulips})
    offered = QuestionIndex(bank).completions("tulips need")
    assert [completion.text for completion in offered] == [
        "When do tulips need water?",
        "What is water good for?",
    ]


def test_recent_questions_come_first(garden: Bank) -> None:
    recent = ["When do roses need water?", "When do tulips need water?"]
    assert [
        completion.text for completion in QuestionIndex(garden).completions("need water", recent)
    ] == recent[::-1]


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("When do", " roses need water?"),
        ("when do t", "ulips need water?"),
        ("wa", ""),
        ("xyz", ""),
        ("do ros", ""),
    ],
)
def test_the_rest_of_a_question_is_suggested(garden: Bank, typed: str, rest: str) -> None:
    assert QuestionIndex(garden).suggestion(typed) == rest


def test_an_earlier_question_is_suggested_where_the_bank_has_none(garden: Bank) -> None:
    assert QuestionIndex(garden).suggestion("xyz and", ["xyz and more"]) == " more"


@given(ANY_TEXT)
def test_any_text_can_be_completed(garden: Bank, typed: str) -> None:
    index = QuestionIndex(garden)
    assert len(index.completions(typed)) <= len(garden.entries)
    assert isinstance(index.suggestion(typed, [typed]), str)


def test_known_texts_are_completed_by_their_words() -> None:
    known = [Completion("(introduction)"), Completion("How are they result?")]
    assert list(complete_from("result", known)) == [known[1]]
    assert list(complete_from("intro", known)) == [known[0]]
    assert list(complete_from("", known)) == known


def test_the_banks_own_questions_are_suggested_before_shorter_wordings(garden: Bank) -> None:
    roses = replace(garden.entries["roses"], wordings=("when do I",))
    bank = replace(garden, entries={**garden.entries, "roses": roses})
    assert QuestionIndex(bank).suggestion("when do") == " roses need water?"


def test_nothing_is_suggested_where_positions_do_not_fit(garden: Bank) -> None:
    """Ignoring case, ß is two letters: the rest would start one letter too late."""
    assert QuestionIndex(garden).suggestion("Straß", ["Strasse und mehr"]) == ""


def test_a_mail_is_not_completed(garden: Bank) -> None:
    line = "roses water " * 50
    assert QuestionIndex(garden).completions(line[:190]) != []
    assert QuestionIndex(garden).completions(line) == []
