"""What a message asks."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from footnote.text.message import MOST, Message, parse


@pytest.mark.parametrize(
    ("typed", "questions", "background"),
    [
        ("how big are they", ("how big are they",), ""),
        (
            "Hi Bob,\nmy lump is out. Who looks at it?\nMany thanks\nMrs A. Jones",
            ("Who looks at it?",),
            "my lump is out.",
        ),
        ('From the queue: "Dear team, is it big? Regards, Ann (ward 3)"', ("is it big?",), ""),
        ("Customer asks: what is it", ("what is it",), ""),
        ("she also wants to know if it hurts", ("it hurts",), ""),
        ("Is it big? Is it bad?", ("Is it big?", "Is it bad?"), ""),
        ("I had surgery. can they see it now", ("can they see it now",), "I had surgery."),
        ("I had surgery. I am home.", ("I had surgery. I am home.",), ""),
        ("Thanks for the leaflet. What is a node?", ("What is a node?",), "Thanks for the leaflet."),
        ("Dear all,", ("Dear all,",), ""),
        ("", ("",), ""),
    ],
)
def test_the_question_is_found_among_the_rest(
    typed: str, questions: tuple[str, ...], background: str
) -> None:
    """Greeting, background and signature are told from what is asked."""
    assert parse(typed) == Message(questions, background)


def test_of_very_many_questions_the_first_count() -> None:
    """A flood of question marks costs no more than a few questions."""
    assert parse("Is it? " * 500).questions == ("Is it?",) * MOST


@given(st.text())
def test_a_message_always_asks_something(text: str) -> None:
    """At worst, the whole of it is the question."""
    assert parse(text).questions
