"""What a message asks."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from footnote.text import Analyzer
from footnote.text.message import MAX_MESSAGE_QUESTIONS

LONG = "my doctor wrote a long letter about the node and all they saw there from the top on"


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
        (
            "Hello I was told by my nurse last week that it is there, is it big?\nThanks, Ann",
            ("hello i was told by my nurse last week that it is there, is it big?",),
            "",
        ),
        (
            "Good that you are here because my lump was out last week. Is it big?",
            ("is it big?",),
            "good that you are here because my lump was out last week.",
        ),
        ("What is it. Customer asks:", ("what is it.",), "customer asks:"),
        ("Hello: what does the message mean?", ("hello: what does the message mean?",), ""),
        (f"{LONG}: is it big?", (f"{LONG}: is it big?",), ""),
        ("they hurt a lot", ("they hurt a lot",), ""),
        ("she asks", ("",), ""),
        ("and, also, chemo?", ("chemo?",), ""),
        ("and (chemo) too?", ("and (chemo) too?",), ""),
        ("and?", ("and?",), ""),
        (
            "Is it big? Thanks for the leaflet on lymph nodes and surgery. Who reads it?",
            ("is it big?", "who reads it?"),
            "thanks for the leaflet on lymph nodes and surgery.",
        ),
        ("Is it big? Thanks, is it bad?", ("is it big?", "thanks, is it bad?"), ""),
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
    assert [question.text for question in questions] == ["is it?"] * MAX_MESSAGE_QUESTIONS


@given(st.text())
def test_a_message_always_asks_something(analyzer: Analyzer, text: str) -> None:
    """At worst, the whole of it is the question."""
    assert analyzer.parse(text).questions


@pytest.mark.parametrize("typed", ["she asks", "She asks if", "Customer asks:", "they also want to know"])
def test_who_wants_to_know_is_no_question(analyzer: Analyzer, typed: str) -> None:
    """The question is empty, and never what stands around one."""
    assert [question.words for question in analyzer.parse(typed).questions] == [()]
