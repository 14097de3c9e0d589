"""Questions in so few words that what stands around them says what they ask."""

from __future__ import annotations

import pytest

from footnote import Bot, Reply, load
from footnote.bank import Bank
from footnote.dialogue import State
from footnote.record import replace
from footnote.text import Language


@pytest.fixture(scope="module")
def shipped() -> Bot:
    return load("micrometastases")


def last(bot: Bot, *lines: str) -> Reply:
    reply, state = None, State()
    for line in lines:
        reply = bot.ask(line, state)
        state = reply.state
    assert reply is not None
    return reply


# What only a person can judge


@pytest.mark.parametrize(
    "line",
    [
        "My mother died of this. Will I?",
        "My cousin had it and didn't make it. Am I next?",
        "my aunt had the same, will I?",
        "will i too?",
    ],
)
def test_what_will_become_of_somebody_is_no_question_for_a_bank(shipped: Bot, line: str) -> None:
    for before in ((), ("what are isolated tumor cells",)):
        reply = last(shipped, *before, line)
        assert (reply.kind, reply.reason) == ("decline", "personal")


def test_grief_is_seen_beside_it(shipped: Bot) -> None:
    assert last(shipped, "My mother died of this. Will I?").text.startswith("I am so sorry")


def test_what_is_asked_before_it_is_answered(shipped: Bot) -> None:
    assert last(shipped, "how big are they, and what about me").entry == "size"


def test_it_is_answered_where_there_is_a_length(shipped: Bot) -> None:
    reply = last(shipped, "they measured 3 mm. what does that mean for me?")
    assert reply.reason != "personal"


# What words mean that the source never has


@pytest.fixture(scope="module")
def bot(garden: Bank, english: Language) -> Bot:
    """The garden, in which "lawn" is a word that nobody explains."""
    lawn = replace(garden.silent["lawn"], unexplained=("greensward", "gw(ii)"))
    same = (*garden.same, ("lawn", "greensward", "gw(ii)"))
    return Bot(replace(garden, language=english, silent={"lawn": lawn}, same=same))


@pytest.mark.parametrize(
    ("line", "basis"),
    [
        ("what does greensward mean", "unexplained"),
        ("greensward meaning please", "unexplained"),
        ("what is a greensward?", "unexplained"),
        ("what does gw(ii) mean", "unexplained"),
        ("what does greensward mowing mean", "unexplained"),  # words of the topic
        ("greensward", "lookup"),
        ("what does a rose on a greensward mean", "lookup"),
        ("what does lawn mean", "lookup"),
    ],
)
def test_the_topic_answers_for_its_words_alone(bot: Bot, line: str, basis: str) -> None:
    reply, trace = bot.explain(line)
    assert trace.basis == basis
    if basis == "unexplained":
        assert (reply.kind, reply.reason) == ("decline", "not-in-source")
        assert "how to mow the lawn" in reply.text


# Lengths


@pytest.mark.parametrize(
    ("line", "size"),
    [
        ("what is a group under 0.2 mm called", ""),
        ("what do they name one of 3 mm", ""),
        ("mine is 0.1 mm, what is that called", "0.1 mm"),
        ("how big is 0.1 mm", "0.1 mm"),
    ],
)
def test_who_asks_what_a_length_is_called_need_not_have_one(shipped: Bot, line: str, size: str) -> None:
    assert last(shipped, line).state.size == size


@pytest.mark.parametrize(
    "line", ["sorry I meant 0.8 mm, how is it treated", "sorry, 0.8 mm. how is it treated"]
)
def test_a_length_that_is_corrected_may_have_a_question_after_it(shipped: Bot, line: str) -> None:
    reply = last(shipped, "mine is 2.8 mm", line)
    assert (reply.entry, reply.state.size) == ("treatment", "0.8 mm")
    assert "2.8" not in reply.text


def test_what_is_larger_has_its_treatment_with_a_word_of_caution(shipped: Bot) -> None:
    reply = last(shipped, "mine is 2.8 mm", "how is it treated")
    assert reply.entry == "treatment"
    assert reply.text.startswith("You wrote of 2.8 mm. That is larger than micrometastases")


@pytest.mark.parametrize("line", ["mine is 0.8", "4"])
def test_a_number_alone_is_asked_for_its_unit(shipped: Bot, line: str) -> None:
    reply = last(shipped, line)
    assert (reply.kind, reply.reason) == ("decline", "unclear")
    assert "unit" in reply.text
