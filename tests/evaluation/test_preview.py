"""Which replies change between two banks, how bad that is, and why."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import footnote
from footnote.evaluation import Asked, Move, Question, find_moves, from_journal, react, slip, with_slips
from footnote.evaluation.preview.slips import MIN_LENGTH
from footnote.record import replace
from footnote.text import words


@given(st.text(max_size=60), st.integers(0, 3))
def test_a_slip_changes_one_word_at_most(text: str, number: int) -> None:
    """The same text has the same slip, and keeps its first letters."""
    slipped = slip(text, number)
    assert slipped == slip(text, number)
    assert abs(len(slipped) - len(text)) <= 1
    assert slipped[:1] == text[:1]


@pytest.mark.parametrize("text", ["", "why", "how big is it", "is 3 mm ok", "12345678"])
def test_short_words_get_no_slip(text: str) -> None:
    """Too little of them would be left."""
    assert slip(text) == text
    assert all(len(word) < MIN_LENGTH for word in words(text) if word.isalpha())


def test_slips_are_asked_after_their_question() -> None:
    """With its label, and where it stands."""
    question = Question("watering the roses", ("roses",), file="q.yaml", line=3)
    first, second = with_slips([question, Question("why", reason="unclear")][:1])
    assert first == Asked(question)
    assert second.origin == "slip"
    assert second.question.ask != question.ask
    assert second.question == question._replace(ask=second.question.ask)


def test_questions_of_a_journal_are_asked_once() -> None:
    """What somebody chose is right, unless the bank has no such entry any more; blank lines are nothing."""
    known = [Asked(Question("do roses need water", ("roses",)))]
    lines = [("Do roses need water?", None), ("tulips", None), ("Tulips!", "tulips"), ("tulips", None),
             ("x", "gone"), (" ", None)]  # fmt: skip
    found = list(from_journal(lines, {"roses", "tulips"}, known))
    assert [(asked.question.ask, asked.question.entries) for asked in found] == [
        ("tulips", ("tulips",)),
        ("x", ()),
    ]
    assert {asked.origin for asked in found} == {"journal"}


def moved(bot: footnote.Bot, asked: list[Asked], **wordings: tuple[str, ...]) -> list[Move]:
    """What changes where some entries have these wordings instead of theirs."""
    entries = {
        id: replace(entry, wordings=wordings[id]) if id in wordings else entry
        for id, entry in bot.bank.entries.items()
    }
    after = footnote.Bot(replace(bot.bank, entries=entries))
    return find_moves((bot.bank, after.bank), asked, list(react(bot, asked)), list(react(after, asked)))


EATEN = {"roses": ("pruning",), "tulips": ("watering the roses", "do roses need water")}

NEW = {"tulips": ("watering the tulips", "do tulips need water", "bulbs in a vase")}


@pytest.mark.parametrize(
    ("asked", "wordings", "effect"),
    [
        (Question("watering the roses", ("roses",)), EATEN, "spoiled"),
        (Question("watering the roses"), EATEN, "replaced"),
        (Question("watering the roses", ("tulips",)), EATEN, "better"),
        (Question("bulbs in a vase"), NEW, "new"),
        (Question("bulbs in a vase", ("tulips",)), NEW, "better"),
        (Question("bulbs in a vase", reason="not-in-source"), NEW, "spoiled"),
    ],
)
def test_how_a_reply_changes(
    gardener: footnote.Bot, asked: Question, wordings: dict[str, tuple[str, ...]], effect: str
) -> None:
    """By what is right, or where nobody said what is, by whether another entry answers, or one at all."""
    (move,) = moved(gardener, [Asked(asked)], **wordings)
    assert move.effect == effect
    assert move.as_dict()["effect"] == effect


def test_a_move_says_why(gardener: footnote.Bot) -> None:
    """Which wording is new, how sure both banks are; and the worst comes first."""
    asked = [Asked(Question("bulbs in a vase")), Asked(Question("watering the roses", ("roses",)))]
    moves = moved(gardener, asked, roses=("pruning",), tulips=("bulbs in a vase", "watering the roses"))
    assert [move.effect for move in moves] == ["spoiled", "new"]
    assert "by the new wording “bulbs in a vase” of tulips" in moves[1].why
    assert any(why.startswith("nearest was ") and why.endswith("is tulips") for why in moves[1].why)


def test_the_same_bank_changes_nothing(gardener: footnote.Bot) -> None:
    asked = [Asked(Question("watering the roses"))]
    assert moved(gardener, asked) == []


def test_a_more_careful_bank_says_so(gardener: footnote.Bot) -> None:
    """The signs are the same, and what an answer needs is not."""
    asked = [Asked(Question("bulbs in water like roses do", ("roses",)))]
    (before,) = react(gardener, asked)
    careful = footnote.Bot(replace(gardener.bank, policy=gardener.bank.policy._replace(careful=0.999)))
    (move,) = find_moves((gardener.bank, careful.bank), asked, [before], list(react(careful, asked)))
    assert move.why == ("an answer needed 0.5, and needs 0.999",)
