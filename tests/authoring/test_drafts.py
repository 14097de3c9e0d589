"""What headings, sentences and tables ask, and how else that may be asked."""

from __future__ import annotations

import pytest

from footnote.authoring.drafting.english import (
    condition,
    defines,
    enumeration,
    heading_question,
    row_question,
)
from footnote.authoring.drafting.wordings import MAX_WORDINGS, other_wordings
from footnote.text import plain


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("How long does it take?", "How long does it take?"),
        ("2.1. Can I pay by card", "Can I pay by card?"),
        ("How to return a lamp", "How do I return a lamp?"),
        ("Return your lamp", "How do I return my lamp?"),
        ("Installing the lamp", "How do I install the lamp?"),
        ("Shipping and returns", "What should I know about shipping and returns?"),
        ("How it works", "How does it work?"),
        ("For schools", "What is there for schools?"),
        ("Prices", "What should I know about prices?"),
        ("Introduction", "What is lamps about?"),
    ],
)
def test_the_question_of_a_heading(heading: str, question: str) -> None:
    assert heading_question(heading, "We sell lamps.", "Lamps") == question


@pytest.mark.parametrize(
    ("found", "question"),
    [
        (defines("A wheel is a built package."), "What is a wheel?"),
        (defines("It is a built package."), ""),
        (defines("No global variables are used."), ""),
        (condition("If your parcel is lost, we send a new one."), "What if my parcel is lost?"),
        (condition("If it rains, lamps get wet."), ""),
        (enumeration("You can pay by:"), "How can I pay?"),
        (enumeration("We accept the following:"), "What do you accept?"),
        (enumeration("We accept cards:"), "Which cards do you accept?"),
        (enumeration("We support payment by all of the cards that banks give out:"), ""),
        (row_question(("Red lamp", "5 euros"), ("Lamp", "Price")), "What is the price of red lamp?"),
        (row_question(("Lamp", "A light."), ()), "What is lamp?"),
    ],
)
def test_the_question_of_a_sentence_or_row(found: str, question: str) -> None:
    assert found == question


def test_wordings_are_few_and_never_those_of_another() -> None:
    taken = {plain("How do I return a lamp?")}
    first, second = (
        other_wordings("How do I return a lamp?", taken),
        other_wordings("How can I return a lamp?", taken),
    )
    assert 3 <= len(first) <= MAX_WORDINGS
    assert "how to return a lamp" in first
    assert not {plain(wording) for wording in first} & {plain(wording) for wording in second}


@pytest.mark.parametrize("question", ["?", "", "{0}?", "What is {x}?", "How do I a|b?"])
def test_no_question_crashes(question: str) -> None:
    assert isinstance(other_wordings(question or "x", set()), list)
