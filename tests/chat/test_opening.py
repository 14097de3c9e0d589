"""A number after an answer, `/1` and `/open 1`: a source in the reader's browser."""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING

import pytest
from chatting import Browser, answers, start_session

from footnote.chat.commands.opening import open_in_browser

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "https://garden.example/guide#:~:text=Roses%20need%20water,every%20morning."
SECOND = "https://garden.example/guide#:~:text=Tulips%20need%20none,in%20winter."


@pytest.mark.parametrize("typed", ["2", "/2", "/open 2", "/open [2]", "/o 2"])
def test_a_source_is_opened_at_its_passage(tmp_path: Path, typed: str) -> None:
    opened: list[str] = []
    session = start_session(tmp_path, opened=opened)
    answers(session, "what is water good for", "hello")
    said = answers(session, typed)
    assert opened == [SECOND]
    assert said == "I opened source [2] in your browser: https://garden.example/guide"
    assert len(session.turns) == 2


def test_the_sources_of_the_latest_answer_count(tmp_path: Path) -> None:
    opened: list[str] = []
    answers(start_session(tmp_path, opened=opened), "do roses need water", "do tulips need water", "1")
    assert opened == [SECOND]


def test_the_only_source_needs_no_number(tmp_path: Path) -> None:
    opened: list[str] = []
    answers(start_session(tmp_path, opened=opened), "do roses need water", "/open")
    assert opened == [FIRST]


def test_without_a_browser_the_address_is_shown_whole(tmp_path: Path) -> None:
    said = answers(start_session(tmp_path), "what is water good for", "1").replace("\n", "")
    assert "I found no browser to open here. Source [1] is at:" in said
    assert FIRST in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("7", "The last answer has sources [1] to [2], and no [7]."),
        ("0", "The last answer has sources [1] to [2], and no [0]."),
        ("/3", "The last answer has sources [1] to [2], and no [3]."),
        ("/open 99999999999", "The last answer has sources [1] to [2], and no [999999999]."),
        ("/open", "The last answer has sources [1] to [2]. Type the number after /open, such as /open 1"),
        ("/open it", "The last answer has sources [1] to [2]. Type the number after /open, such as /open 1"),
    ],
)
def test_a_number_of_no_source_is_explained(tmp_path: Path, typed: str, said: str) -> None:
    opened: list[str] = []
    session = start_session(tmp_path, opened=opened)
    answers(session, "what is water good for")
    assert answers(session, typed).replace("\n", " ") == said
    assert opened == []


@pytest.mark.parametrize("typed", ["1", "/1", "/open 1", "/open"])
def test_before_the_first_answer_there_is_nothing_to_open(tmp_path: Path, typed: str) -> None:
    opened: list[str] = []
    session = start_session(tmp_path, opened=opened)
    assert answers(session, typed) == "There is no source to open yet: ask something first."
    assert (opened, session.turns) == ([], [])


def test_a_number_is_an_option_only_where_the_reply_has_no_sources(tmp_path: Path) -> None:
    opened: list[str] = []
    session = start_session(tmp_path, opened=opened)
    answers(session, "do roses need water", "how do I mow the lawn", "/1")
    assert opened == [FIRST]
    assert answers(session, "1").startswith("Every morning [1].")
    answers(session, "1")
    assert opened == [FIRST, FIRST]


def test_a_browser_that_cannot_be_used_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_address: str) -> bool:
        raise webbrowser.Error("no browser")

    monkeypatch.setattr(webbrowser, "open", fails)
    assert not open_in_browser(FIRST)


def test_only_web_addresses_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", Browser(opened).open)
    assert not open_in_browser("file:///etc/passwd")
    assert open_in_browser(FIRST)
    assert opened == [FIRST]
