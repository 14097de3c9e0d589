"""Questions read from files of replies and notes, with what became of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from footnote.bank import Bank
from footnote.cli.importers import read_file
from footnote.console import COMPLAINTS
from footnote.insights import LoggedQuestion
from footnote.journal import FEEDBACK


def read(tmp_path: Path, bank: Bank, *lines: object) -> list[LoggedQuestion]:
    """What a file of these lines of JSON has."""
    file = tmp_path / "lines"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return read_file(str(file), bank)


def test_an_option_that_the_next_reply_answers_was_taken(tmp_path: Path, garden: Bank) -> None:
    """And only by the next reply."""
    clarify = {"question": "roses or tulips", "kind": "clarify", "options": [{"entry": "roses"}]}
    answer = {"question": "1", "kind": "answer", "entry": "roses"}
    other = {"question": "hello", "kind": "smalltalk"}
    assert [each.taken for each in read(tmp_path, garden, clarify, answer)] == ["roses", None]
    assert [each.taken for each in read(tmp_path, garden, clarify, other, answer)] == [None, None, None]
    assert [each.taken for each in read(tmp_path, garden, clarify)] == [None]


@pytest.mark.parametrize("wrong", [*COMPLAINTS, *COMPLAINTS.values()])
def test_what_readers_note_is_feedback_that_gaps_knows(tmp_path: Path, garden: Bank, wrong: str) -> None:
    """Both the journal's words, and the sentences for them that earlier versions saved."""
    (question,) = read(
        tmp_path, garden, {"question": "x", "kind": "answer", "entry": "roses", "wrong": wrong}
    )
    assert question.feedback in FEEDBACK


def test_other_notes_are_kept_as_they_are(tmp_path: Path, garden: Bank) -> None:
    """A reader may write anything."""
    (question,) = read(tmp_path, garden, {"question": "x", "wrong": "too short"})
    assert question.feedback == "too short"


@pytest.mark.parametrize("line", [{"question": 7}, {"question": " "}, {"options": 7}, {}])
def test_a_line_without_a_question_is_left_out(
    tmp_path: Path, garden: Bank, line: object, capsys: pytest.CaptureFixture[str]
) -> None:
    """And counted on standard error; of a journal without words, the line counts."""
    assert read(tmp_path, garden, line) == []
    assert "1 lines of" in capsys.readouterr().err
    assert read(tmp_path, garden, {"receipt": "r", "kind": "decline"}) == [LoggedQuestion(None, "decline")]
