"""A bank of several sources, and when its answers were checked, in the chat and on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from chatting import Browser, answers
from several_sources import garden_of_two

from footnote.bank import read_bank
from footnote.chat.greeting import BankHead, greeting, read_head
from footnote.chat.history import History
from footnote.chat.reloading import BankReloader
from footnote.chat.session import ChatSession
from footnote.chat.transcript import PAPER
from footnote.dialogue import Bot, fill
from footnote.runtime import load

if TYPE_CHECKING:
    from pathlib import Path

    from footnote.bank import Bank

BOTH = "do roses need water? is it a dwarf rose?"


@pytest.fixture(name="home")
def _home(tmp_path: Path) -> Path:
    return garden_of_two(tmp_path, "reviewed: 2026-11-02\n")


@pytest.fixture(name="session")
def _session(tmp_path: Path, home: Path) -> ChatSession:
    saved = str(tmp_path / "saved")
    return ChatSession(
        BankReloader(str(home)),
        History(saved, private=True),
        PAPER,
        notes_folder=saved,
        open_address=Browser([]).open,
    )


def test_each_citation_is_of_its_own_source(home: Path) -> None:
    reply = Bot(read_bank(home)).ask(BOTH)
    facts = [(each.source, each.kind, each.title, each.updated, each.checked) for each in reply.citations]
    assert facts == [
        ("guide", "handbook", "Garden", "2025-01-02", "2026-11-02"),
        ("rules", "policy", "Garden rules", "", "2026-11-02"),
    ]
    assert [each.url.partition("#")[0] for each in reply.citations] == [
        "https://garden.example/guide", "https://town.example/rules"
    ]  # fmt: skip
    assert [len(each.references) for each in reply.citations] == [1, 0]


def test_sources_stand_on_lines_of_their_own(session: ChatSession) -> None:
    """With the days that are known."""
    shown = " ".join(answers(session, BOTH).split())
    assert "[1] Garden, The Gardeners, 2 January 2025, checked 2 November 2026: Water, paragraph 1" in shown
    assert "[2] Garden rules, The Town, checked 2 November 2026: Size, paragraph 1" in shown


def test_commands_name_each_source(session: ChatSession) -> None:
    before = " ".join(answers(session, "/sources").split())
    assert "I answer from these sources:" in before
    assert '"Garden" by The Gardeners, updated 2 January 2025: https://garden.example/guide' in before
    assert '"Garden rules" by The Town: https://town.example/rules' in before
    bank = answers(session, "/bank")
    assert "Garden, The Gardeners, updated 2 January 2025" in bank
    assert "Garden rules, The Town" in bank
    after = " ".join(answers(session, BOTH, "/sources").split())
    assert "Garden rules, The Town, Size, paragraph 1, sentence 1 (checked 2 November 2026)" in after
    assert "I opened source [2] in your browser: https://town.example/rules" in answers(session, "/open 2")


def test_the_greeting_counts_the_sources(home: Path) -> None:
    assert read_head(str(home / "bank.yaml")) is None  # only the loaded bank knows its publishers
    head = BankHead("Our garden", "No advice.", "The Gardeners, The Town", 2)
    assert greeting(head, plain=True)[0] == "Our garden, answered from 2 sources: The Gardeners, The Town."


def test_what_the_bot_says_by_itself_speaks_of_several(home: Path) -> None:
    """In the words that the language has for several, if it has any."""
    file = home / "bank.yaml"
    text = file.read_text(encoding="utf-8").replace("language: gardenish", "language: english")
    file.write_text(text, encoding="utf-8")
    bank = read_bank(home)
    assert fill(bank, bank.language.text("silent"), about="how") == "The sources don't say how."
    assert "the sources" in fill(bank, bank.language.text("greeting"))
    said = [Bot(bank).ask(line).text for line in ("who are you", "help", "how much is a spade")]
    assert not any("one page" in text or "page" in text.split() for text in said), said
    one = replace_sources(file)
    assert fill(one, one.language.text("silent"), about="how") == "The handbook doesn't say how."


def replace_sources(file: Path) -> Bank:
    """The bank with one source only."""
    text = file.read_text(encoding="utf-8")
    start, end = text.index("  rules:\n"), text.index("passages:\n")
    file.write_text(
        text[:start] + text[end:].replace("    source: rules\n", "    source: guide\n"), encoding="utf-8"
    )
    return read_bank(file)


def test_where_it_stands_is_said_source_by_source(home: Path) -> None:
    file = home / "bank.yaml"
    text = file.read_text(encoding="utf-8").replace("language: gardenish", "language: english")
    file.write_text(text.replace("cites: [P1, P2]", "cites: [P1, P3]"), encoding="utf-8")
    bot = Bot(read_bank(home))
    state = bot.ask("what is water good for").state
    reply = bot.ask("where does it say that", state)
    assert reply.text == (
        "It is in the handbook “Garden”: Water, paragraph 1, sentence 1 [1]. "
        "It is in the policy “Garden rules”: Size, paragraph 1, sentence 1 [2]."
    )


def test_a_compiled_bank_has_it_all(home: Path) -> None:
    text = json.dumps(Bot(read_bank(home)).ask(BOTH).as_dict())
    assert json.dumps(load(str(home)).ask(BOTH).as_dict()) == text
    assert json.dumps(load(str(home)).ask(BOTH).as_dict()) == text  # from the cache
