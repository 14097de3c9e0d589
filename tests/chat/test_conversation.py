"""A line and its answer, without a terminal."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest
from chatting import answers, start_session
from hypothesis import HealthCheck, given, settings, strategies as st

from footnote.chat import COMMANDS
from footnote.chat.dispatch import NOTHING_TO_PICK
from footnote.chat.messages import letters_of
from footnote.chat.repl import converse
from footnote.console import Terminal, read_notes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from footnote.chat.messages import Message
    from footnote.chat.session import ChatSession

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
WINDOW = Terminal(width=80, tty=True)


@pytest.fixture
def session(tmp_path: Path) -> ChatSession:
    """A session with the garden bank that has just begun."""
    return start_session(tmp_path)


@pytest.mark.parametrize("picked", ["a", "A", "a.", "(a)", "1"])
def test_a_letter_or_a_number_picks_an_offered_question(session: ChatSession, picked: str) -> None:
    assert "a.  When do roses need water?" in answers(session, "how do I mow the lawn")
    assert answers(session, picked).startswith("Every morning [1].")
    assert session.turns[-1].typed == session.turns[-1].reply.question == picked
    assert "You picked that from the questions I offered" in answers(session, "/why")
    assert "Not in winter [1]." in answers(session, "how do I mow the lawn", "do tulips need water")


@pytest.mark.parametrize("typed", ["c", "z.", "0", "3", "999999999"])
def test_a_letter_or_a_number_that_is_no_option_is_explained(session: ChatSession, typed: str) -> None:
    answers(session, "how do I mow the lawn")
    options = len(session.turns[-1].reply.options)
    assert answers(session, typed) == f"Type {letters_of(options)}, or ask in other words."
    assert len(session.turns) == 1


@pytest.mark.parametrize("before", [[], ["hello"], ["do roses need water"]])
def test_a_letter_where_nothing_is_offered_is_no_question(session: ChatSession, before: list[str]) -> None:
    answers(session, *before)
    assert answers(session, "a") == NOTHING_TO_PICK
    assert len(session.turns) == len(before)


def test_a_letter_picks_what_was_offered_a_turn_before(session: ChatSession) -> None:
    answers(session, "how do I mow the lawn", "hello")
    assert answers(session, "a").startswith("Every morning [1].")


@pytest.mark.parametrize(("count", "said"), [(1, "a"), (2, "a or b"), (3, "a, b or c")])
def test_letters_are_listed_as_one_says_them(count: int, said: str) -> None:
    assert letters_of(count) == said


def test_a_question_instead_of_an_option_is_answered(session: ChatSession) -> None:
    assert "Not in winter" in answers(session, "do roses need water", "/wrong", "do tulips need water")
    assert list(read_notes(session.notes_folder)) == []


@pytest.mark.parametrize(
    ("command", "count", "picks"),
    [
        ("/topics", 5, "a number from 1 to 5"),
        ("/wrong", 4, "a, b, c or d"),
        ("/wrong 9", 4, "a, b, c or d"),
    ],
)
def test_a_number_without_an_option_is_asked_for_again(
    session: ChatSession, command: str, count: int, picks: str
) -> None:
    answers(session, "do roses need water", command)
    assert answers(session, "9") == f"Type {picks}, or ask something else."
    assert answers(session, "0") == answers(session, "12345")
    assert len(session.turns) == 1
    assert list(read_notes(session.notes_folder)) == []
    assert "or ask something else" not in answers(session, str(count))


def test_a_follow_up_uses_the_entry_before_it(session: ChatSession) -> None:
    assert "It keeps them alive" not in answers(session, "why")
    assert "It keeps them alive" in answers(session, "do roses need water", "why")
    assert "a question that follows “When do roses need water?”" in answers(session, "/why").replace(
        "\n", " "
    )


@pytest.mark.parametrize("typed", ["//quit", "/2 do roses need water", "do roses /quit"])
def test_a_question_may_begin_with_a_slash(session: ChatSession, typed: str) -> None:
    answers(session, typed)
    assert [turn.typed for turn in session.turns] == [typed.replace("//", "/")]
    assert not session.ended


@pytest.mark.parametrize("typed", ["bye", "See you!"])
def test_a_goodbye_is_answered_and_ends_the_chat(session: ChatSession, typed: str) -> None:
    assert answers(session, typed) == "Goodbye."
    assert session.ended


def test_a_goodbye_inside_a_question_does_not_end_the_chat(session: ChatSession) -> None:
    answers(session, "hello", "do roses need water, bye")
    assert not session.ended


@pytest.mark.parametrize("typed", ["/quit", "/QUIT", "/q", "exit", "quit", ":q", " Quit "])
def test_words_that_end_the_chat(session: ChatSession, typed: str) -> None:
    assert answers(session, typed) == ""
    assert session.ended


def test_an_edited_bank_is_reloaded_if_it_is_valid(session: ChatSession) -> None:
    file = os.path.join(session.bank_path, "bank.yaml")
    with open(file, encoding="utf-8") as opened:
        text = opened.read()

    def edit(new: str) -> None:
        with open(file, "w", encoding="utf-8") as opened:
            opened.write(new)

    edit(text.replace("Every morning [1].", "Every single morning [1]."))
    shown = answers(session, "do roses need water")
    assert "The bank was edited. From now on" in shown
    assert "Every single morning [1]." in shown
    edit(text.replace("cites: [P1]", "cites: [P9]", 1))
    broken = answers(session, "do roses need water")
    assert re.search(r"bank\.yaml:\d+:\d+: .*P9", broken)
    assert "Every single morning [1]." in broken
    assert "edited" not in answers(session, "do roses need water")
    edit(text)
    assert "From now on I answer from the new version" in answers(session, "do roses need water")
    os.remove(file)
    assert "keep answering from the old version" in answers(session, "do roses need water")


def test_an_edited_wordings_file_is_reloaded(session: ChatSession) -> None:
    file = os.path.join(session.bank_path, "wordings.yaml")
    assert "Every morning" not in answers(session, "quenching shrubs")
    with open(file, "w", encoding="utf-8") as opened:
        opened.write("schema: 1\nwordings:\n  roses: [quenching shrubs]\n")
    shown = answers(session, "quenching shrubs")
    assert "The bank was edited. From now on" in shown
    assert "Every morning [1]." in shown
    os.remove(file)
    assert "The bank was edited. From now on" in answers(session, "quenching shrubs")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    line=ANY_TEXT
    | st.sampled_from([command.name for command in COMMANDS[:6]]).flatmap(
        lambda name: ANY_TEXT.map(lambda text: f"{name} {text}")
    )
)
def test_no_line_raises_or_sends_control_characters(session: ChatSession, line: str) -> None:
    shown = "\n".join([answers(session, line), *session.history.lines])
    shown.encode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


def test_a_megabyte_is_answered_and_not_saved(session: ChatSession) -> None:
    assert answers(session, "do roses need water " * 50_000)
    assert session.history.lines == []


def test_ctrl_c_stays_and_ctrl_d_leaves(session: ChatSession) -> None:
    typed: list[str | type[BaseException]] = [
        KeyboardInterrupt,
        "do roses need water",
        "",
        EOFError,
        "never read",
    ]
    shown = Shown()
    converse(session, _reader(typed), shown)
    assert [message.render(session.terminal).split("\n")[0] for message in shown.messages] == [
        "Press Ctrl-D or type /quit to leave.",
        "Every morning [1].",
    ]
    assert shown.pages == 1
    assert typed == ["never read"]


class Shown:
    """What was shown, instead of a screen."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.pages = 0

    def show(self, message: Message) -> None:
        self.messages.append(message)

    def show_more(self) -> None:
        self.pages += 1


def _reader(typed: list[str | type[BaseException]]) -> Callable[[], str]:
    def read() -> str:
        line = typed.pop(0)
        if isinstance(line, str):
            return line
        raise line

    return read


@pytest.mark.parametrize("line", ["hello", "bye"])
def test_small_talk_is_one_line_without_numbers(session: ChatSession, line: str) -> None:
    assert len(answers(session, line).split("\n")) == 1
    assert not re.search(r"\[1\]|\d", answers(session, line))
    assert not re.search(r"\d", answers(session, "/why"))


def test_distress_is_answered_with_the_words_of_the_bank_alone(session: ChatSession) -> None:
    session.terminal = WINDOW._replace(colour=True, links=True)
    assert answers(session, "i am so scared") == "I am sorry. Ask the gardener."


def test_a_bank_that_was_only_touched_is_not_news(session: ChatSession) -> None:
    file = os.path.join(session.bank_path, "bank.yaml")
    os.utime(file, (1, 1))
    assert answers(session, "do roses need water").startswith("Every morning")


def test_only_the_first_problems_of_an_invalid_bank_are_shown(session: ChatSession) -> None:
    file = os.path.join(session.bank_path, "bank.yaml")
    with open(file, "a", encoding="utf-8") as bank:
        bank.write("".join(f"unknown{number}: 1\n" for number in range(6)))
    shown = answers(session, "do roses need water").split("\n")
    assert len([line for line in shown if "bank.yaml:" in line]) == 5
    assert any("and 1 more: footnote check lists them all" in line for line in shown)
