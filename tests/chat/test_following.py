"""The question that the chat suggests after an answer."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from chatting import answers, start_session

import footnote
from footnote.chat.questions.following import invites_more, next_question
from footnote.record import replace

if TYPE_CHECKING:
    from pathlib import Path


SUGGESTION = re.compile(r"^You could ask next: (.*)$", re.MULTILINE)


def test_what_the_author_expects_comes_first_then_the_same_section(gardener: footnote.Bot) -> None:
    roses = gardener.bank.entries["roses"]
    first = next_question(gardener, roses, {"roses"})
    assert first == gardener.bank.entries["why-water"]
    assert next_question(gardener, roses, {"roses", "why-water"}) == gardener.bank.entries["tulips"]
    assert next_question(gardener, roses, {"roses", "why-water", "tulips"}) is None


def test_the_section_goes_on_after_the_answer_and_then_from_its_beginning(gardener: footnote.Bot) -> None:
    bank = gardener.bank
    ids = ("first", "answered", "next")
    cites = {"first": "P1", "answered": "P2", "next": "P1"}
    entries = {id: replace(bank.entries["tulips"], id=id, cites=(cites[id],)) for id in ids}
    bot = footnote.Bot(replace(bank, entries=entries), gardener.matcher)
    answered = entries["answered"]
    assert next_question(bot, answered, {"answered"}) == entries["next"]
    assert next_question(bot, answered, {"answered", "next"}) == entries["first"]


def test_what_says_nothing_new_is_not_suggested(gardener: footnote.Bot) -> None:
    """`roses` and `tulips` cite only what the answer has cited already."""
    assert next_question(gardener, gardener.bank.entries["why-water"], {"why-water"}) is None


def test_without_others_in_its_section_what_is_asked_alike_is_suggested(gardener: footnote.Bot) -> None:
    bank = gardener.bank
    alone = bank.passages["P1"]._replace(section="Roses")
    other = replace(bank.entries["roses"], follow={})
    bot = footnote.Bot(
        replace(bank, passages={**bank.passages, "P1": alone}, entries={**bank.entries, "roses": other})
    )
    following = next_question(bot, other, {"roses", "why-water"})
    assert following == bank.entries["tulips"]


def test_an_entry_for_a_range_of_sizes_is_not_suggested(gardener: footnote.Bot) -> None:
    bank = gardener.bank
    dwarf = replace(bank.entries["dwarf"], follow={"giant": ("and a giant",)}, cites=("P2",))
    bot = footnote.Bot(replace(bank, entries={**bank.entries, "dwarf": dwarf}), gardener.matcher)
    assert next_question(bot, dwarf, {"dwarf"}) != bank.entries["giant"]
    without_sizes = footnote.Bot(replace(bot.bank, sizes=()), gardener.matcher)
    assert next_question(without_sizes, dwarf, {"dwarf"}) == bank.entries["giant"]


def test_a_suggestion_is_made_once_in_a_conversation(tmp_path: Path) -> None:
    session = start_session(tmp_path)
    shown = answers(session, "do roses need water", "do roses need water", "do roses need water", "hello")
    assert SUGGESTION.findall(shown) == ["What is water good for?", "When do tulips need water?"]
    assert not SUGGESTION.findall(answers(session, "do tulips need water", "what is water good for"))
    answers(session, "/forget")
    assert SUGGESTION.findall(answers(session, "do roses need water")) == ["What is water good for?"]


@pytest.mark.parametrize("yes", ["Yes!", "yes please"])
def test_yes_asks_what_is_suggested(tmp_path: Path, yes: str) -> None:
    session = start_session(tmp_path)
    answers(session, "do roses need water")
    assert answers(session, yes).startswith("It keeps them alive [1]")
    assert [(turn.typed, turn.asked) for turn in session.turns][1] == (yes, "What is water good for?")


def test_yes_is_for_the_bot_where_nothing_is_suggested(tmp_path: Path) -> None:
    session = start_session(tmp_path)
    answers(session, "yes", "hello", "yes")
    assert [turn.asked for turn in session.turns] == ["yes", "hello", "yes"]


def test_what_was_answered_is_not_suggested(tmp_path: Path) -> None:
    shown = answers(start_session(tmp_path), "what is water good for", "do roses need water")
    assert SUGGESTION.findall(shown) == ["When do tulips need water?"]


def test_a_suggestion_is_repeated_and_saved_with_its_reply(tmp_path: Path) -> None:
    session = start_session(tmp_path)
    first = answers(session, "do roses need water")
    assert answers(session, "/again") == first
    answers(session, f"/save {tmp_path / 'x.chat'}")
    assert first in (tmp_path / "x.chat").read_text(encoding="utf-8")


def test_the_shipped_bank_always_knows_a_next_question(shipped: footnote.Bot) -> None:
    bank = shipped.bank
    assert [id for id, entry in bank.entries.items() if next_question(shipped, entry, {id}) is None] == []


@pytest.mark.parametrize(
    ("reply", "invites"),
    [
        (SimpleNamespace(kind="answer", text="a\n" * 6 + "a", options=(), tone=None), True),
        (SimpleNamespace(kind="answer", text="a\n" * 7 + "a", options=(), tone=None), False),
        (SimpleNamespace(kind="answer", text="word " * 120, options=(), tone=None), False),
        (SimpleNamespace(kind="answer", text="", options=(), tone="comfort"), False),
        (SimpleNamespace(kind="answer", text="", options=("one",), tone=None), False),
        (SimpleNamespace(kind="decline", text="", options=(), tone=None), False),
    ],
)
def test_only_a_short_answer_without_options_or_comfort_is_followed(reply: Any, invites: bool) -> None:  # noqa: FBT001
    assert invites_more(reply) is invites
