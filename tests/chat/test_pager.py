"""Lists longer than the window, and the toolbar under the prompt."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from chatting import start_session

from footnote.chat.messages import Message
from footnote.chat.pager import Pages, show_in_pager, turns_paging_off
from footnote.chat.prompt.toolbar import toolbar_text
from footnote.chat.repl import Screen
from footnote.console import Terminal
from footnote.dialogue import Block

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("terminal", "environ", "shown"),
    [
        (Terminal(tty=True, rows=10), {"FOOTNOTE_PAGER": "true"}, True),
        (Terminal(tty=True, rows=10), {"PAGER": "true", "FOOTNOTE_PAGER": "cat"}, False),
        (Terminal(tty=True, rows=10), {"PAGER": "no-such-program-anywhere"}, False),
        (Terminal(tty=True, rows=10), {"PAGER": "'unclosed"}, False),
        (Terminal(tty=True, rows=10), {"PAGER": "false"}, False),
        (Terminal(tty=True, rows=100), {"PAGER": "true"}, False),
        (Terminal(tty=True, rows=10, plain=True), {"PAGER": "true"}, False),
        (Terminal(rows=10), {"PAGER": "true"}, False),
    ],
)
def test_the_pager_shows_what_is_longer_than_the_window(
    terminal: Terminal,
    environ: dict[str, str],
    shown: bool,  # noqa: FBT001
) -> None:
    assert show_in_pager("line\n" * 50, terminal, {**os.environ, **environ}) is shown


@pytest.mark.parametrize(
    ("columns", "rows", "shown"),
    [
        (80, 24, "F1 help | Garden | 5 answers | Tab lists"),
        (40, 10, "F1 help | Garden | 5 answers | Tab lists"),
        (39, 24, "F1 help | Garden | 5 answers"),
        (12, 24, "F1 help"),
        (3, 24, ""),
        (80, 9, ""),
    ],
)
def test_the_toolbar_shows_what_fits(columns: int, rows: int, shown: str) -> None:
    assert (
        toolbar_text(["", "F1 help", "Garden", "5 answers", "Tab lists"], columns=columns + 1, rows=rows)
        == shown
    )


@pytest.mark.parametrize(("lines", "shown"), [(7, False), (8, True)])
def test_the_pager_leaves_room_for_the_prompt(lines: int, shown: bool) -> None:  # noqa: FBT001
    terminal = Terminal(tty=True, rows=10)
    assert show_in_pager("line\n" * lines, terminal, {**os.environ, "FOOTNOTE_PAGER": "true"}) is shown


def test_a_long_text_is_shown_in_pages_that_fit_the_window() -> None:
    terminal, pages = Terminal(tty=True, rows=10), Pages()
    text = "".join(f"{number}\n" for number in range(15))
    shown = [pages.first(text, terminal), pages.next(terminal), pages.next(terminal), pages.next(terminal)]
    assert [page.split("\n")[-2] for page in shown[:3]] == [
        "-- 9 more lines: press Enter",
        "-- 3 more lines: press Enter",
        "14",
    ]
    assert shown[3] == ""
    assert all(page.count("\n") + 3 <= terminal.rows for page in shown)  # an empty line, prompt and toolbar
    assert "".join(shown).count("\n") == 15 + 2


@pytest.mark.parametrize(
    ("terminal", "whole"),
    [
        (Terminal(tty=True, rows=10), False),
        (Terminal(tty=True, rows=11), True),
        (Terminal(tty=True, rows=5, plain=True), True),
        (Terminal(rows=5), True),
    ],
)
def test_a_text_that_fits_or_cannot_scroll_away_is_shown_whole(terminal: Terminal, whole: bool) -> None:  # noqa: FBT001
    text, pages = "line\n" * 9, Pages()
    assert (pages.first(text, terminal) == text) is whole
    assert bool(pages.next(terminal)) is not whole


def test_what_was_not_shown_is_forgotten() -> None:
    terminal, pages = Terminal(tty=True, rows=10), Pages()
    pages.first("line\n" * 30, terminal)
    pages.drop()
    assert pages.next(terminal) == ""


@pytest.mark.parametrize(("pager", "off"), [("cat", True), ("less", False), ("", False)])
def test_cat_turns_paging_off(pager: str, off: bool) -> None:  # noqa: FBT001
    assert turns_paging_off({"PAGER": pager}) is off


LONG = Message(tuple(Block("", f"line {number}") for number in range(50)), pageable=True)


@pytest.mark.parametrize(
    ("message", "pager", "whole"),
    [(LONG, "", False), (LONG, "cat", True), (LONG._replace(pageable=False), "", True)],
)
def test_only_a_list_is_shown_in_pages(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    message: Message,
    pager: str,
    whole: bool,  # noqa: FBT001
) -> None:
    session = start_session(tmp_path, terminal=Terminal(width=80, tty=True))
    session.environ = {"PAGER": pager}
    screen = Screen(session)
    screen.show(message)
    assert ("line 49" in capsys.readouterr().out) is whole
    screen.show_more()
    assert ("line 24" in capsys.readouterr().out) is not whole


def test_another_message_ends_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen(start_session(tmp_path, terminal=Terminal(width=80, tty=True)))
    screen.show(LONG)
    screen.show(LONG._replace(blocks=LONG.blocks[:1], pageable=False))
    capsys.readouterr()
    screen.show_more()
    assert capsys.readouterr().out == ""
