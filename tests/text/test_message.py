"""What a message asks."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from footnote.text import Analyzer
from footnote.text.message import MAX_QUESTIONS


@pytest.mark.parametrize(
    ("typed", "questions", "background"),
    [
        ("how big are they", ("how big are they",), ""),
        (
            "Hi Bob,\nmy lump is out. Who looks at it?\nMany thanks\nMrs A. Jones",
            ("who looks at it?",),
            "my lump is out.",
        ),
        ('From the queue: "Dear team, is it big? Regards, Ann (ward 3)"', ("is it big?",), ""),
        ("Customer asks: what is it", ("what is it",), ""),
        ("she also wants to know if it hurts", ("it hurts",), ""),
        ("Is it big? Is it bad?", ("is it big?", "is it bad?"), ""),
        ("I had surgery. can they see it now", ("can they see it now",), "i had surgery."),
        ("I had surgery. I am home.", ("i had surgery. i am home.",), ""),
        ("Thanks for the leaflet. What is a node?", ("what is a node?",), "thanks for the leaflet."),
        ("Dear all,", ("dear all,",), ""),
        ("", ("",), ""),
    ],
)
def test_the_question_is_found_among_the_rest(
    analyzer: Analyzer, typed: str, questions: tuple[str, ...], background: str
) -> None:
    """Greeting, background and signature are told from what is asked."""
    utterance = analyzer.parse(typed)
    assert tuple(question.text for question in utterance.questions) == questions
    assert utterance.background.text == background


def test_of_very_many_questions_the_first_count(analyzer: Analyzer) -> None:
    """A flood of question marks costs no more than a few questions."""
    questions = analyzer.parse("Is it? " * 500).questions
    assert [question.text for question in questions] == ["is it?"] * MAX_QUESTIONS


@given(st.text())
def test_a_message_always_asks_something(analyzer: Analyzer, text: str) -> None:
    """At worst, the whole of it is the question."""
    assert analyzer.parse(text).questions
