"""`/summary`: the answers of a conversation, to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatting import answers, start_session

from footnote.chat.commands.summary import summarize

if TYPE_CHECKING:
    from pathlib import Path


def test_there_is_no_summary_before_the_first_answer(tmp_path: Path) -> None:
    assert answers(start_session(tmp_path), "hello", "/summary").endswith(
        "no answer yet. Ask something first."
    )


def test_a_summary_has_each_answer_once_and_its_sources_numbered_through(tmp_path: Path) -> None:
    session = start_session(tmp_path)
    asked = ["do tulips need water", "hello", "what is water good for", "how do I mow the lawn"]
    answers(session, *asked, "watering the tulips")
    shown = answers(session, "/summary").split("\n")
    assert shown == [
        "Our garden. This is general information.",
        "",
        "When do tulips need water?",
        "      Not in winter [1].",
        "",
        "What is water good for?",
        "      It keeps them alive [2] all year [1].",
        "",
        "The source does not answer:",
        "  -   how do I mow the lawn",
        "",
        "  [1] [2] Garden, The Gardeners, 2 January 2025: Water, paragraph 1,",
        "      sentences 1–2",
        "      https://garden.example/guide",
    ]


def test_a_summary_keeps_the_passages_of_its_citations(tmp_path: Path) -> None:
    session = start_session(tmp_path)
    answers(session, "what is water good for", "do tulips need water")
    made = summarize(session.turns, {})
    assert [(each.number, each.passage) for each in made.citations] == [(1, "P1"), (2, "P2")]
    assert [each.question for each in made.answers] == ["what is water good for", "do tulips need water"]
    assert made.unanswered == ()
