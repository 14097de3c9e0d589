"""The commands of the chat: what each shows, and what it leaves unchanged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from chatting import answers, start_session

from footnote.chat import COMMANDS
from footnote.console import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from footnote.chat.session import ChatSession


@pytest.fixture
def session(tmp_path: Path) -> ChatSession:
    """A session with the garden bank that has just begun."""
    return start_session(tmp_path)


def test_help_lists_every_command(session: ChatSession) -> None:
    shown = answers(session, "/help")
    assert re.findall(r"^  (/\w+)", shown, re.MULTILINE) == [command.name for command in COMMANDS]
    assert all(command.about.endswith(".") for command in COMMANDS)
    wanted = "/help /topics /sources /why /again /wrong /copy /save /private /forget /bank /quit"
    assert [command.name for command in COMMANDS] == wanted.split()


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_works_before_the_first_question(session: ChatSession, command: str) -> None:
    assert answers(session, command) or session.ended


def test_why_shows_wordings_scores_and_thresholds(session: ChatSession) -> None:
    because, shown = answers(session, "do roses need watr", "/why").split("from 0 to 1:")
    assert "`roses` fits best" in because
    assert re.search(r'^  [01]\.\d+ +"do roses need water": When do roses need water\?$', shown, re.MULTILINE)
    assert len(re.findall(r"^  [01]\.\d+ ", shown, re.MULTILINE)) >= 2
    policy = session.bank.policy
    assert f"An answer needs {policy.answer:.2f}" in shown
    assert f"asking back needs {policy.clarify:.2f}" in shown.replace("\n", " ")


def test_topics_lists_questions_by_section_and_a_number_asks_one(session: ChatSession) -> None:
    shown = answers(session, "/topics")
    assert shown.index("Water") < shown.index("1.  When do roses") < shown.index("Size")
    assert answers(session, "2").startswith("Not in winter")
    assert "Is it a dwarf rose?" in answers(session, "/topics size dwarf")
    assert "No question has all these words: xyz" in answers(session, "/topics xyz")


def test_again_repeats_the_last_reply(session: ChatSession) -> None:
    first = answers(session, "do roses need water")
    assert answers(session, "/again") == first


def test_switching_the_bank_starts_a_new_conversation(session: ChatSession) -> None:
    assert "no bank 'roses'" in answers(session, "do roses need water", "/bank roses")
    assert session.turns
    assert answers(session, "/bank").startswith("Our garden. This is general information.")
    assert answers(session, "/bank micrometastases").startswith("Micrometastases.")
    assert not session.turns


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("/tpoics", "There is no command /tpoics. Did you mean /topics?"),
        ("/s", "There is no command /s. Did you mean /sources or /save?"),
        ("/", "There is no command /. Type /help for the list."),
        ("/zzz", "There is no command /zzz. Type /help for the list."),
        ("/xyz roses water", "There is no command /xyz. Type /help for the list."),
    ],
)
def test_an_unknown_command_gets_a_hint_and_changes_nothing(
    session: ChatSession, typed: str, message: str
) -> None:
    answers(session, "do roses need water")
    assert answers(session, typed) == message
    assert "It keeps them alive" in answers(session, "why")


def test_an_unknown_bank_is_reported_in_lines_that_fit(session: ChatSession) -> None:
    session.terminal = Terminal(width=40, tty=True)
    lines = answers(session, "/bank nowhere").split("\n")
    assert "no bank 'nowhere'" in " ".join(lines)
    assert max(map(len, lines)) <= 40


def test_topics_counts_what_it_lists(session: ChatSession) -> None:
    assert answers(session, "/topics dwarf").startswith("I answer 1 question about that.")
    assert answers(session, "/topics").startswith("I answer 5 questions. Type")
