"""Picking one of the entries offered."""

from __future__ import annotations

import pytest

from footnote.bank import Bank
from footnote.dialogue.policy import Answer, Clarify, Decision, Decline, Several
from footnote.dialogue.selection import Offered, select
from footnote.matching import Matcher
from footnote.text import Analyzer


def selected(bank: Bank, line: str, *offered: str) -> Decision | None:
    """The decision on a line after these entries were offered."""
    span = Analyzer(bank.language).parse(line).whole
    return select(
        span, Offered([bank.entries[id] for id in offered]), bank.language, Matcher(bank.wordings()).stems
    )


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
        ("tell me more about the second one", "tulips"),
        ("what about b", "tulips"),
        ("how about the first?", "roses"),
    ],
)
def test_an_option_is_picked_by_its_number(garden: Bank, line: str, entry: str) -> None:
    """However the number is written."""
    assert selected(garden, line, "roses", "tulips") == Answer(garden.entries[entry], 1.0)


@pytest.mark.parametrize(
    ("line", "entries"),
    [
        ("first and third", ["roses", "dwarf"]),
        ("1 and 2", ["roses", "tulips"]),
        ("the first one and the last one please", ["roses", "dwarf"]),
        ("both the 2nd and the 3rd", ["tulips", "dwarf"]),
        ("2, 2", ["tulips"]),
    ],
)
def test_several_options_are_picked_by_their_numbers(garden: Bank, line: str, entries: list[str]) -> None:
    """Each once, in the order named."""
    answers = tuple(Answer(garden.entries[id], 1.0) for id in entries)
    picked = selected(garden, line, "roses", "tulips", "dwarf")
    assert picked == (Several(answers) if len(answers) > 1 else answers[0])


def test_one_of_several_numbers_that_was_not_offered(garden: Bank) -> None:
    """What is there is offered again: half of a pick would be a guess."""
    offered = (garden.entries["roses"], garden.entries["tulips"])
    assert selected(garden, "first and fourth", "roses", "tulips") == Clarify(offered, 1.0, "no_such_option")
    assert selected(garden, "first and third", "roses", "tulips") == Clarify(offered, 1.0, "no_such_option")


@pytest.mark.parametrize("line", ["none of these", "no", "neither", "None of the above, thanks", "nope"])
def test_all_options_are_refused(garden: Bank, line: str) -> None:
    """The bot takes no for an answer."""
    assert selected(garden, line, "roses", "tulips") == Decline("not-in-source", text="none_of_these")


@pytest.mark.parametrize(
    "line", ["do roses need water", "2 roses", "no water", "12 tulips of 3", "one rose", "100", ""]
)
def test_a_new_question_picks_nothing(garden: Bank, line: str) -> None:
    """A number next to other words is part of a question."""
    assert selected(garden, line, "roses", "tulips") is None


def test_a_number_that_was_not_offered(garden: Bank) -> None:
    """The same choices are offered again."""
    offered = (garden.entries["roses"], garden.entries["tulips"])
    assert selected(garden, "7", "roses", "tulips") == Clarify(offered, 1.0, "no_such_option")
    assert selected(garden, "7", "roses") is None


def test_yes_takes_the_only_one(garden: Bank) -> None:
    """Of two, yes picks neither: which one is asked."""
    assert selected(garden, "yes please", "roses") == Answer(garden.entries["roses"], 1.0)
    both = (garden.entries["roses"], garden.entries["tulips"])
    assert selected(garden, "yes please", "roses", "tulips") == Clarify(both, 1.0, "which")


def test_nothing_typed_picks_nothing(garden: Bank) -> None:
    """Not even the only option."""
    for line in ("", "?!", "  "):
        assert selected(garden, line, "roses") is None


@pytest.mark.parametrize(
    "line", ["what is a", "which one", "which is the second", "what is the first thing they do"]
)
def test_a_question_picks_nothing(garden: Bank, line: str) -> None:
    """However many of its words are those of a pick."""
    assert selected(garden, line, "roses", "tulips") is None


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("tell me more about the second one", "tulips"),
        ("and the first?", "roses"),
        ("the last one please", "tulips"),
        ("more about the third point", None),
        ("2", None),
        ("just one", None),
    ],
)
def test_a_line_of_a_list_in_the_last_answer_is_picked_by_words(
    garden: Bank, line: str, entry: str | None
) -> None:
    """A digit stands for a source there."""
    span = Analyzer(garden.language).parse(line).whole
    offered = Offered([], lines=lambda: (garden.entries["roses"], garden.entries["tulips"]))
    picked = select(span, offered, garden.language, Matcher(garden.wordings()).stems)
    assert picked == (Answer(garden.entries[entry], 1.0) if entry else None)
