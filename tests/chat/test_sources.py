"""`/sources`: citations once more, and quotations from the reader's own copy."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from chatting import answers, start_session

from footnote.bank import Passage
from footnote.chat.commands import source_copy

if TYPE_CHECKING:
    from pathlib import Path

    from footnote.chat.session import ChatSession


@pytest.fixture
def session(tmp_path: Path) -> ChatSession:
    """A session with the garden bank that has just begun."""
    return start_session(tmp_path)


def test_sources_repeats_the_citations_of_the_last_answer(session: ChatSession) -> None:
    shown = answers(session, "do roses need water", "hello", "/sources").split("sources of the last answer")[
        1
    ]
    for fact in (
        "Water, paragraph 1, sentence 1",
        "2 January 2025",
        "Reference 1: A book.",
        "https://doi.org/10.1/x",
    ):
        assert fact in " ".join(shown.split())
    assert "https://garden.example/guide#:~:text=Roses%20need%20water" in shown


def test_sources_before_any_answer_shows_the_source_of_the_bank(session: ChatSession) -> None:
    assert "https://garden.example/guide" in answers(session, "/sources")


@pytest.mark.parametrize(
    ("copy", "message"),
    [
        (
            "Intro.\nRoses need water\n\n every morning. More.",
            'In your copy: "Roses need water every morning."',
        ),
        ("Roses need water, all of them, every morning.", "(not letter for letter what was cited)"),
        ("Nothing of the kind.", "Your copy does not have this passage."),
    ],
)
def test_sources_quotes_the_readers_own_copy(tmp_path: Path, copy: str, message: str) -> None:
    (tmp_path / "copy.txt").write_text(copy, encoding="utf-8")
    session = start_session(tmp_path, source=str(tmp_path / "copy.txt"))
    file = tmp_path / "garden" / "bank.yaml"
    exact = sha256(b"Roses need water every morning.").hexdigest()
    file.write_text(file.read_text(encoding="utf-8").replace("0" * 64, exact), encoding="utf-8")
    assert message in " ".join(answers(session, "do roses need water", "/sources").split())


def test_sources_are_shown_when_the_copy_cannot_be_read(tmp_path: Path) -> None:
    shown = answers(start_session(tmp_path, source=str(tmp_path)), "do roses need water", "/sources")
    assert "Your copy of the source cannot be read" in shown
    assert "https://garden.example/guide" in shown


def test_a_passage_is_found_by_its_words_not_as_a_pattern() -> None:

    passage = Passage("P", "s", "p", ("a (b", "c) d."), "0" * 64)
    result = source_copy.find("x a (b or c) d. y", passage)
    assert result == source_copy.Quotation("a (b or c) d.", exact=False)


def test_a_passage_may_begin_and_end_with_the_same_words() -> None:
    passage = Passage("P", "s", "p", ("Water them.", "Water them."), "0" * 64)
    quotation = source_copy.find("Dig. Water them. Wait.", passage)
    assert quotation == source_copy.Quotation("Water them.", exact=False)


def test_a_passage_is_no_longer_than_a_paragraph() -> None:
    passage = Passage("P", "s", "p", ("First", "last."), "0" * 64)
    assert source_copy.find("First " + "word " * 390 + "last.", passage)
    assert source_copy.find("First " + "word " * 500 + "last.", passage) is None
