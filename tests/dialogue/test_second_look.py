"""What an utterance may be if the shipped bank does not answer it as it stands."""

from __future__ import annotations

import pytest

from footnote import Bot, load
from footnote.bank import Bank
from footnote.dialogue import State
from footnote.record import replace


@pytest.fixture(scope="module")
def shipped() -> Bot:
    return load("micrometastases")


def entries(bot: Bot, *lines: str) -> tuple[str, ...]:
    state = State()
    for line in lines:
        reply = bot.ask(line, state)
        state = reply.state
    return tuple(reply.entries)


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("So micromets never come back, right?", "recurrence"),
        ("there's no need to treat them, is there?", "treatment"),
        ("I don't need hormone therapy then?", "hormonal-therapy"),
    ],
)
def test_a_question_that_denies_something_is_about_the_fact(shipped: Bot, line: str, entry: str) -> None:
    assert entries(shipped, line) == (entry,)
    assert not shipped.ask(line).text.startswith(("Yes", "No"))


def test_a_denial_of_what_the_source_leaves_out_stays_without_answer(shipped: Bot) -> None:
    assert entries(shipped, "micromets can't be cured, can they?") == ()


def test_what_is_announced_may_join_two_questions(shipped: Bot) -> None:
    line = (
        "could you tell me whether she will need more nodes taken out and whether hormone tablets are usual?"
    )
    assert entries(shipped, line)[-1] == "hormonal-therapy"
    assert len(entries(shipped, line)) == 2


def test_a_part_of_a_sentence_does_not_stand_for_the_whole(shipped: Bot) -> None:
    line = "can you tell me what a micrometastasis is and also whether i need radiation"
    assert entries(shipped, line) == ("what", "radiation-depends")


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("sorry, typo, i mean how is it found", "how-found"),
        ("oh never mind, what about chemotherapy", "chemotherapy"),
    ],
)
def test_a_correction_may_be_about_the_main_subject_again(shipped: Bot, line: str, entry: str) -> None:
    assert entries(shipped, "how is it treated?", line) == (entry,)


def test_an_exchange_of_greetings_is_no_question(shipped: Bot) -> None:
    assert shipped.ask("hello. how are you? fine").kind == "smalltalk"


PERSONAL = ("should i ever buy red roses", "should i buy roses in may")


def asked_personally(garden: Bank, wordings: tuple[str, ...], subject: str = "other") -> tuple[str, str]:
    """How a bank with these wordings of roses replies to what sounds personal: its kind, and why or what."""
    roses = garden.entries["roses"]
    entries = {**garden.entries, "roses": replace(roses, wordings=(*roses.wordings, *wordings))}
    bot = Bot(replace(garden, entries=entries, subject=subject))
    reply = bot.ask("should i buy something when i am watering the tulips")
    return reply.kind, reply.reason or reply.entry or ""


@pytest.mark.parametrize(
    ("wordings", "subject", "reply"),
    [
        ((), "other", ("decline", "personal")),
        (PERSONAL[:1], "other", ("decline", "personal")),
        (PERSONAL, "other", ("answer", "tulips")),
        (PERSONAL, "health", ("decline", "personal")),
    ],
)
def test_a_bank_that_is_asked_personally_answers(
    garden: Bank, wordings: tuple[str, ...], subject: str, reply: tuple[str, str]
) -> None:
    """Its wordings show it, from two on; about health, only a person can say."""
    assert asked_personally(garden, wordings, subject) == reply
