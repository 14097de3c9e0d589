"""What the Tab key offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from chatting import answers, start_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from footnote.chat.prompt.completer import LineCompleter

if TYPE_CHECKING:
    from pathlib import Path


def offered(tmp_path: Path, typed: str) -> list[str]:
    """What the line is after each offer is taken."""
    offers = LineCompleter(start_session(tmp_path)).get_completions(Document(typed), CompleteEvent())
    return [typed[: len(typed) + completion.start_position] + completion.text for completion in offers]


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("/s", ["/sources", "/summary", "/save"]),
        ("/topics si", ["/topics Size"]),
        ("/topics ", ["/topics Water", "/topics Size"]),
        ("/wrong dead", ["/wrong a link is dead"]),
        ("/private o", ["/private on", "/private off"]),
        ("/bank m", ["/bank micrometastases"]),
        ("/save x", []),
        ("//dwarf", ["Is it a dwarf rose?"]),
    ],
)
def test_commands_and_their_arguments_are_completed(tmp_path: Path, typed: str, lines: list[str]) -> None:
    assert offered(tmp_path, typed) == lines


def test_there_is_no_completion_in_the_middle_of_a_line(tmp_path: Path) -> None:

    assert (
        list(
            LineCompleter(start_session(tmp_path)).get_completions(
                Document("roses water", 5), CompleteEvent()
            )
        )
        == []
    )


def test_another_bank_is_completed_once_it_answers(tmp_path: Path) -> None:
    session = start_session(tmp_path)
    completer = LineCompleter(session)
    session.switch_bank("micrometastases")
    completions = list(completer.get_completions(Document("how big"), CompleteEvent()))
    assert "How big are micrometastases?" in [completion.text for completion in completions]


def test_the_suggested_question_is_offered_on_an_empty_line(tmp_path: Path) -> None:
    session = start_session(tmp_path)
    assert list(LineCompleter(session).get_completions(Document(""), CompleteEvent())) == []
    answers(session, "do roses need water")
    offers = LineCompleter(session).get_completions(Document(""), CompleteEvent())
    assert [completion.text for completion in offers] == ["What is water good for?"]


def test_the_numbers_of_the_sources_are_offered_after_open(tmp_path: Path) -> None:
    session = start_session(tmp_path)
    answers(session, "what is water good for", "hello")
    offers = LineCompleter(session).get_completions(Document("/open "), CompleteEvent())
    assert [completion.text for completion in offers] == ["1", "2"]
