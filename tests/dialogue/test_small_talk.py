"""What is heard before any question is matched."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import footnote
from footnote.dialogue.small_talk import Phrasebook


@pytest.fixture(scope="module")
def english(shipped: footnote.Bot) -> Phrasebook:
    """The small talk that every English bank shares."""
    return Phrasebook(shipped.bank.language.small_talk)


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("I want to die", "crisis"),
        ("i just cant really go on like this", "crisis"),
        ("what is a node, also i am thinking of suicde", "crisis"),
        ("help i cant breathe", "emergency"),
        ("please can I speak to a real nurse about micromets?", "person"),
        ("should I really refuse the radiation", "personal"),
        ("was this my fault", "personal"),
        ("will my radiation be on monday", None),
        ("how big are micrometastases", None),
    ],
)
def test_what_must_be_heard_is_heard_anywhere(english: Phrasebook, typed: str, heard: str | None) -> None:
    """Whatever stands around it, and with a slip of the finger."""
    found = english.anywhere(typed)
    assert (found and found.id) == heard


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("Hello!", "greeting"),
        ("hi there, how are you?", "greeting"),
        ("thnaks a lot", "thanks"),
        ("Thanks, bye", "goodbye"),
        ("ok thank you so much", "thanks"),
        ("Hello, can you help me?", "help"),
        ("so r u human or wot", "identity"),
        ("im really scared", "distress"),
        ("hello, what is a micromet", None),
        ("does chemo help", None),
        ("is she going to be ok with radiation", None),
        ("is my wife going to be ok", None),
        ("", None),
        ("the of and", None),
    ],
)
def test_small_talk_counts_where_nothing_else_is_said(
    english: Phrasebook, typed: str, heard: str | None
) -> None:
    """A question with a greeting is a question."""
    found = english.alone(typed)
    assert (found and found.id) == heard


def test_worry_beside_a_question_is_noticed(english: Phrasebook) -> None:
    """So that the answer begins with a word of comfort."""
    assert english.distressed("does it come back? im so scared")
    assert not english.distressed("does it come back?")


@given(st.text())
def test_no_text_breaks_it(english: Phrasebook, text: str) -> None:
    """Whatever is typed, it hears something or nothing."""
    english.anywhere(text)
    english.alone(text)
    english.distressed(text)
