"""What a message asks."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from footnote.text import Analyzer

LONG = "my doctor wrote a long letter about the node and all they saw there from the top on"


@pytest.mark.parametrize(
    ("typed", "questions", "background"),
    [
        ("how big are they", ("how big are they",), ""),
        ("For my notes: a) size, b) any pain", ("size?", "any pain?"), "for my notes:"),
        ("f) size g) pain", ("size?", "pain?"), ""),
        ("1) I am 60 2) it is red", ("i am 60 it is red",), ""),
        ("(see b) is it big", ("(see b) is it big",), ""),
        ("From: ann\nSubject: pain?\n\nIs it big?", ("is it big?",), "from: ann subject: pain?"),
        ("Subject: pain?", ("pain?",), ""),
        (
            "[09:02] Office: it is red\n[09:05] Me: how red?\nSo is it big?",
            ("is it big?",),
            "office: it is red me: how red?",
        ),
        ("[09:02] Caller: is it big?", ("is it big?",), ""),
        ("09:02 Caller: is it big?", ("is it big?",), ""),
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
        ("Hello: what does the message mean?", ("what does the message mean?",), "hello"),
        (f"{LONG}: is it big?", ("is it big?",), LONG),
        ("they hurt a lot", ("they hurt a lot",), ""),
        (
            "My lump is out. I need a line about how it is found. Can u help?",
            ("i need a line about how it is found.",),
            "my lump is out. can u help?",
        ),
        ("My lump is out. Is it big. Any idea?", ("is it big.",), "my lump is out. any idea?"),
        ("My lump is out. Is that ok?", ("is that ok?",), "my lump is out."),
        (
            "She is home now. She wonders which nurse sees it.",
            ("she wonders which nurse sees it.",),
            "she is home now.",
        ),
        ("she asks", ("",), ""),
        ("and, also, chemo?", ("chemo?",), ""),
        ("and (chemo) too?", ("and (chemo) too?",), ""),
        ("Customer: and (chemo) too?", ("and (chemo) too?",), ""),
        ("Customer: and,  chemo?", ("chemo?",), ""),
        ("and?", ("and?",), ""),
        (
            "Is it big? Thanks for the leaflet on lymph nodes and surgery. Who reads it?",
            ("is it big?", "who reads it?"),
            "thanks for the leaflet on lymph nodes and surgery.",
        ),
        ("Is it big? Thanks, is it bad?", ("is it big?", "thanks, is it bad?"), ""),
        ("", ("",), ""),
        ("Good to see it?\nWhat now?", ("good to see it?", "what now?"), ""),
        ("Thanks all. Is it big?", ("is it big?",), "thanks all."),
        ("I had surgery. So what now", ("what now",), "i had surgery."),
        ("!!!\nI had surgery. Is it big?", ("is it big?",), "i had surgery."),
        ("It is out. Customer asks: is it big?", ("is it big?",), ""),
        ("It is out. So: is it big?", ("is it big?",), "it is out. so"),
        ("The node has specks: is it big?", ("is it big?",), "the node has specks"),
        ("The node has specks; is it big?", ("is it big?",), "the node has specks"),
        ("What I want to know: is it big?", ("is it big?",), ""),
        ("What is it; is it big?", ("what is it; is it big?",), ""),
        ("It is out. A lump shows it. Is that right?", ("a lump shows it?",), "it is out."),
        ("A lump shows it. Is she wrong? It is out.", ("a lump shows it?",), "it is out."),
        ("Is it big? Is it?", ("is it big?", "is it?"), ""),
        ("Customer asks:\nis it big?", ("is it big?",), ""),
        ("It is out. Customer: yes. no", ("yes. no",), ""),
        ("Is it big?\nThank you so much in advance\nNode team", ("is it big?",), ""),
        ("and also, or chemo, and surgery?", ("chemo, and surgery?",), ""),
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
    assert [question.text for question in questions] == ["is it?"] * 6


@given(st.text())
def test_a_message_always_asks_something(analyzer: Analyzer, text: str) -> None:
    """At worst, the whole of it is the question."""
    assert analyzer.parse(text).questions


@pytest.mark.parametrize("typed", ["she asks", "She asks if", "Customer asks:", "they also want to know"])
def test_who_wants_to_know_is_no_question(analyzer: Analyzer, typed: str) -> None:
    """The question is empty, and never what stands around one."""
    assert [question.words for question in analyzer.parse(typed).questions] == [()]


@pytest.mark.parametrize(
    ("typed", "background"),
    [
        (f"Dear {'x' * 39}, it is out. Is it big?", "it is out."),
        (f"Dear {'x' * 40}, it is out. Is it big?", f"dear {'x' * 40}, it is out."),
        (f"Hello {'x' * 38}\nIs it big?", ""),
        (f"Hello {'x' * 39}\nIs it big?", f"hello {'x' * 39}"),
        (f"It is out. Customer {'x' * 58}: it is in. Is it big?", "it is in."),
        (
            f"It is out. Customer {'x' * 60}: it is in. Is it big?",
            f"it is out. customer {'x' * 60}: it is in.",
        ),
        ("Is it big?\nThanks, Mrs Ann Beth Jones", ""),
        ("Is it big?\nThanks, Mrs Ann Beth Carol Jones", "thanks, mrs ann beth carol jones"),
    ],
)
def test_what_is_too_long_for_a_greeting_or_a_name_is_background(
    analyzer: Analyzer, typed: str, background: str
) -> None:
    """44 characters greet, 79 say who passes a message on, and four words are a name."""
    utterance = analyzer.parse(typed)
    assert [question.text for question in utterance.questions] == ["is it big?"]
    assert utterance.background.text == background
