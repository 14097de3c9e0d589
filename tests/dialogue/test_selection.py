"""Picking one of the entries offered."""

from __future__ import annotations

import pytest

from footnote.bank.models import Bank
from footnote.dialogue.policy import Answer, Clarify, Decline
from footnote.dialogue.selection import pick


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("1", "roses"),
        ("2.", "tulips"),
        ("option 2 please", "tulips"),
        ("the first one", "roses"),
        ("the second", "tulips"),
        ("one", "roses"),
        ("no. 2", "tulips"),
        ("the latter", "tulips"),
    ],
)
def test_by_number(garden: Bank, line: str, entry: str) -> None:
    """However the number is said."""
    offered = [garden.entries["roses"], garden.entries["tulips"]]
    assert pick(line, offered) == Answer(garden.entries[entry], 1.0)


@pytest.mark.parametrize("line", ["none of these", "no", "neither", "None of the above, thanks", "nope"])
def test_none_of_them(garden: Bank, line: str) -> None:
    """The bot takes no for an answer."""
    assert pick(line, [garden.entries["roses"], garden.entries["tulips"]]) == Decline(
        "not-in-source", saying="none_of_these"
    )


@pytest.mark.parametrize(
    "line", ["do roses need water", "2 roses", "no water", "12 tulips of 3", "one rose", ""]
)
def test_a_new_question_picks_nothing(garden: Bank, line: str) -> None:
    """A number beside other words is part of a question."""
    assert pick(line, [garden.entries["roses"], garden.entries["tulips"]]) is None


def test_a_number_that_was_not_offered(garden: Bank) -> None:
    """The same choices are offered again."""
    offered = (garden.entries["roses"], garden.entries["tulips"])
    assert pick("7", offered) == Clarify(offered, 1.0, "no_such_option")


def test_yes_takes_the_only_one(garden: Bank) -> None:
    """Of two, yes picks neither."""
    assert pick("yes please", [garden.entries["roses"]]) == Answer(garden.entries["roses"], 1.0)
    assert pick("yes please", [garden.entries["roses"], garden.entries["tulips"]]) is None
