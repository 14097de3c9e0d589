"""The commands of the chat: what each shows, and what it leaves unchanged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from chatting import answers, start_session

from footnote.chat import COMMANDS
from footnote.chat.commands.table import KEYS
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
    assert all(command.about.endswith(".") for command in (*COMMANDS, *KEYS))
    assert len(shown.split("\n")) == len(COMMANDS) + len(KEYS) + 3  # a line each
    wanted = (
        "/help /topics /sources /open /why /again /summary /wrong /copy /save /private /forget /bank /quit"
    )
    assert [command.name for command in COMMANDS] == wanted.split()


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_works_before_the_first_question(session: ChatSession, command: str) -> None:
    assert answers(session, command) or session.ended


def test_help_names_the_keys_that_the_terminal_has(session: ChatSession) -> None:
    assert "  Tab  " in answers(session, "/help")
    session.terminal = Terminal(width=80, tty=True, plain=True)
    shown = answers(session, "/help")
    assert "Ctrl-D Leaves" in shown
    assert "Tab" not in shown


def test_why_says_what_was_understood_how_sure_and_what_came_second(session: ChatSession) -> None:
    shown = answers(session, "when do roses need watr, bitte", "/why").split("You could ask next")[1]
    assert "I took your question as “When do roses need water?”. I was " in shown
    assert re.search(r"I was \d\d% sure of that\.", shown)
    words = "Words I understood: roses, watr (as water). Words I did not know: bitte."
    assert words in " ".join(shown.split())
    second = shown.split("What came second:")[1]
    assert re.search(r"^  \d+% +When do tulips need water\?$", second, re.MULTILINE)
    assert "roses" not in second
    assert "wording" not in shown


def test_why_reads_no_size_as_another(session: ChatSession) -> None:
    answers(session, "is 29 mm a giant rose")
    assert "understood: 29 mm, giant, rose." in answers(session, "/why").replace("\n", " ")


@pytest.mark.parametrize(
    ("typed", "because"),
    [
        (["hello"], "I took that as small talk"),
        (["i am so scared"], "I took that as fear or grief"),
        (["i want to die"], "I took that as something for a person"),
        (["should i really buy roses"], "I took that as something that no source can decide"),
        (["how do I mow the lawn"], "it does not say how to mow"),
        (["zzz yyy"], "I was not sure enough of any answer"),
        (["do roses need water", "why"], "that follows “When do roses need water?”"),
        (["how do I mow the lawn", "a"], "You picked that from the questions I offered."),
    ],
)
def test_why_speaks_of_every_kind_of_reply(session: ChatSession, typed: list[str], because: str) -> None:
    answers(session, *typed)
    assert because in answers(session, "/why").replace("\n", " ")


def test_topics_lists_questions_by_section_and_a_number_asks_one(session: ChatSession) -> None:
    shown = answers(session, "/topics")
    assert shown.index("Water") < shown.index("1.  When do roses") < shown.index("Size")
    assert answers(session, "2").startswith("Not in winter")
    assert "Is it a dwarf rose?" in answers(session, "/topics size dwarf")
    assert "No question has all these words: xyz" in answers(session, "/topics xyz")


def test_topics_of_an_faq_have_no_headings(session: ChatSession) -> None:
    """There, each section is a question, and its answer has one entry."""
    assert "\nWater\n" in answers(session, "/topics")
    assert "\nSize\n" not in answers(session, "/topics dwarf")


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
        ("/s", "There is no command /s. Did you mean /sources, /summary or /save?"),
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
