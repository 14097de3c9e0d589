"""How answers are written: their length, marks and first words, and how old their readers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bank_files import BANK, LANGUAGE, write_bank

from footnote.bank import parse
from footnote.review import review_bank

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = "In spring [1], after winter [2]."
ENGLISH = LANGUAGE.replace("texts:\n", "texts:\n  yes_no: yes no\n")


def found(folder: Path, answer: str, check: str, more: str = "") -> list[str]:
    """What one check says of a bank with this answer and with `more` at its beginning."""
    assert ANSWER in BANK
    lines = "".join(f"      {line}\n" for line in answer.split("\n"))
    text = BANK.replace(f"answer: {ANSWER}", f"answer: |-\n{lines}").replace("title:", f"{more}title:", 1)
    parsed = parse(write_bank(folder, text, ENGLISH))
    assert parsed.problems == []
    problems = [each for each in review_bank(parsed, needs=()) if each.check == check]
    return [each.message.removeprefix("advice: ") for each in problems]


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ("Yes. They wake in spring [1][2].", "yes"),
        ("Yes, in spring [1][2].", "yes"),
        ("No: they sleep [1][2].", "no"),
        ("In spring, yes: all of them [1][2].", "yes"),
        ("Usually, yes. They wake in spring [1][2].", "yes"),
        ("None of them does [1][2].", ""),
        ("No frog wakes in winter [1][2].", ""),
        ("They wake in spring [1][2]. Yes, all of them [1].", ""),
        ("Please wait until spring [1][2].", ""),
        ("Frogs say yes to spring [1][2].", ""),
    ],
)
def test_an_answer_should_not_begin_with_yes_or_no(tmp_path: Path, answer: str, word: str) -> None:
    """Asked the other way round ("they don't wake, do they?") it would say the opposite."""
    said = f"“{word}” means something else where the question is put otherwise; write the fact"
    assert found(tmp_path, answer, "yes-no") == ([said] if word else [])


@pytest.mark.parametrize(
    ("answer", "unmarked"),
    [
        ("They wake in spring [1], after winter [2].", []),
        ("They wake in spring. It is warm then [1][2].", ["They wake in spring."]),
        ("They wake in spring [1][2]. It is warm.", ["It is warm."]),
        ("They don't wake in winter. Spring is warm [1][2].", ["They don't wake in winter."]),
        ("They wake in spring [1][2]. The guide does not say which day.", []),
        ("They wake [1]:\n- in spring [2]\n- after a nap", ["- after a nap"]),
        ("They wake at 2.5 degrees [1]! Or later [2]?", []),
        ("Yes. In spring [1][2].", []),  # of which the check of yes and no tells
        ("Yes, in spring. It is warm then [1][2].", ["Yes, in spring."]),
    ],
)
def test_a_claim_without_a_mark_is_reported(tmp_path: Path, answer: str, unmarked: list[str]) -> None:
    """Only what the source does not say needs none, after something that it does say."""
    advised = "write its mark, such as [1], after the claim"
    expected = [f"no passage is cited for “{sentence}”; {advised}" for sentence in unmarked]
    assert found(tmp_path, answer, "marks") == expected


def test_an_answer_may_have_sixty_words(tmp_path: Path) -> None:
    """Marks are not counted."""
    longest = "In spring" + " and" * 58 + " [1][2]."
    assert found(tmp_path, longest, "length") == []
    assert found(tmp_path, "Only " + longest, "length") == ["the answer has 61 words; write 60 at most"]


def test_a_bank_sets_its_own_length(tmp_path: Path) -> None:
    said = found(tmp_path, "They wake up in spring [1][2].", "length", "limits: {words: 3}\n")
    assert "the answer has 5 words; write 3 at most" in said


def test_the_items_of_a_list_are_counted_one_by_one(tmp_path: Path) -> None:
    item = "- in" + " spring" * 19 + " [1][2]"
    assert found(tmp_path, "They wake [1]:" + f"\n{item}" * 4, "length") == []
    assert found(tmp_path, f"They wake [1]:\n{item} or so", "length") == [
        "“- in spring spring spring spring spring…” has more than 20 words; write fewer, or two items"
    ]


def test_a_bank_says_how_old_its_readers_are(tmp_path: Path) -> None:
    easy = "Frogs wake up in spring [1][2]."
    hard = "Hibernation terminates subsequent to vernal temperature elevation physiologically [1][2]."
    limit = "limits: {reading_age: 12}\n"
    assert found(tmp_path, hard, "reading-age") == []  # any age will do
    assert found(tmp_path, easy, "reading-age", limit) == []
    assert "the bank allows 12; write shorter" in found(tmp_path, hard, "reading-age", limit)[0]


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("Run “ls *.txt a/*” in spring [1][2].", ""),
        ("It is *spring* [1][2].", "Markdown for italics"),
        ("It is “`spring`” [1][2].", "Markdown for code"),
    ],
)
def test_code_in_quotation_marks_may_have_asterisks(tmp_path: Path, answer: str, says: str) -> None:
    """As `footnote fmt --finish` writes it."""
    messages = found(tmp_path, answer, "markup")
    assert len(messages) == bool(says)
    assert all(says in message for message in messages)
