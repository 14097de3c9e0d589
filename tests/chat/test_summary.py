"""`/summary`: the answers of a conversation, to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatting import answers, start_session

from footnote.chat.commands.summary import summarize
from footnote.record import replace

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
        "The source does not say:",
        "  -   how to mow the lawn",
        "",
        "  [1] [2] Garden, The Gardeners, 2 January 2025: Water, paragraph 1,",
        "      sentences 1–2",
        "      https://garden.example/guide",
    ]


def test_a_summary_keeps_the_passages_of_its_citations(tmp_path: Path) -> None:
    session = start_session(tmp_path)
    answers(session, "what is water good for", "do tulips need water")
    made = summarize(session.turns, session.bank)
    assert [(each.number, each.passage) for each in made.citations] == [(1, "P1"), (2, "P2")]
    assert made.open_topics == ()


def test_what_is_said_again_is_left_out_of_a_summary(tmp_path: Path) -> None:
    session = start_session(tmp_path)
    session.ask("what is water good for")
    turn = session.turns[0]
    shorter = replace(turn.reply, text="It keeps them alive [1].", citations=turn.reply.citations[:1])
    other = replace(shorter, entries=(), entry="roses")
    made = summarize([turn, turn, turn._replace(reply=shorter), turn._replace(reply=other)], session.bank)
    questions = [each.question for each in made.answers]
    assert questions == ["What is water good for?", "When do roses need water?"]


def test_a_summary_names_several_questions_as_they_were_typed(tmp_path: Path) -> None:
    session = start_session(tmp_path)
    session.ask("what is water good for", "what is water\n good for, and roses")
    turn = session.turns[0]
    both = replace(turn.reply, entries=("why-water", "roses"))
    made = summarize([turn._replace(reply=both)], session.bank)
    assert [each.question for each in made.answers] == ["what is water good for, and roses"]
