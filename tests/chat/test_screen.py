"""A real chat in a tmux window, as a person sees it."""

from __future__ import annotations

import os
import re
import shutil
import time
from typing import TYPE_CHECKING

import pytest
from chatting import until
from paths import GARDEN
from tmux_screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Callable[..., Screen]]:
    """Opens a window on a chat; it is closed after the test."""
    if not shutil.which("tmux"):
        if os.environ.get("CI") == "true":
            pytest.fail("tmux is missing: install it")
        pytest.skip("tmux is not installed")
    opened: list[Screen] = []

    def open_one(columns: int, rows: int, *arguments: str, **more: str) -> Screen:
        opened.append(Screen(tmp_path, columns, rows, "--bank", str(GARDEN), *arguments, **more))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


def test_resizing_keeps_one_prompt_and_the_line(screen: Callable[..., Screen]) -> None:
    window = screen(80, 24)
    assert window.shows(r"^>")
    window.keys("do roses need water in the very early morning")
    assert window.shows("early morning")
    window.resize(30, 24)
    assert window.shows(r"early\s+morning|earl\ny morning|early m\norning")
    time.sleep(0.3)
    assert len(re.findall(r"^> ", window.text(), re.MULTILINE)) == 1
    window.keys("Enter")
    assert window.shows("Every morning")


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_lines_end_before_the_window_does(screen: Callable[..., Screen], columns: int) -> None:
    window = screen(columns, 30)
    assert window.shows(r"^>")
    window.keys("how do I mow the lawn", "Enter")
    assert window.shows(r"^  a\.  When do roses need water\?")
    window.keys("a", "Enter")
    assert window.shows(r"^  \[1\] Garden")
    words = [line for line in window.text().split("\n") if "://" not in line]
    assert max(map(len, words)) <= min(columns, 80)


def test_a_low_window_has_no_toolbar(screen: Callable[..., Screen]) -> None:
    low = screen(80, 9)
    assert low.shows(r"^>")
    assert "answers" not in low.text()
    low.close()
    high = screen(80, 10)
    assert high.shows("F1 help | Our garden | 5 answers")


def test_tab_shows_questions_with_the_typed_words(screen: Callable[..., Screen]) -> None:
    window = screen(80, 24)
    assert window.shows(r"^>")
    window.keys("water nee", "Tab")
    assert window.shows(r"When do roses need water\?")
    assert "When do tulips need water?" in window.text()


def test_copy_reaches_the_clipboard(screen: Callable[..., Screen]) -> None:
    window = screen(80, 24)
    assert window.shows(r"^>")
    window.keys("do roses need water", "Enter")
    assert window.shows("Every morning")
    window.keys("/copy", "Enter")
    assert window.shows("Sent to the clipboard")
    assert until(lambda: window.clipboard().startswith("Every morning [1].\n  [1] Garden"))


def test_links_change_nothing_on_the_screen_but_the_address(screen: Callable[..., Screen]) -> None:
    shown = []
    for forced in ("0", "1"):
        window = screen(80, 24, FORCE_HYPERLINK=forced)
        assert window.shows(r"^>")
        window.keys("do roses need water", "Enter")
        assert window.shows("lists all I answer")
        shown.append(window.text())
        window.close()
    assert "      https://garden.example/guide\n" in shown[0]
    assert shown[0].replace("      https://garden.example/guide\n", "").split() == shown[1].split()


def test_a_long_list_is_shown_a_page_at_a_time(screen: Callable[..., Screen]) -> None:
    window = screen(80, 12)
    assert window.shows(r"^>")
    window.keys("/help", "Enter")
    assert window.shows(r"^-- \d+ more lines: press Enter$")
    assert "Picks one of the questions" in window.text()
    for _ in range(4):
        window.keys("Enter")
    assert window.shows("Ends the chat, as Ctrl-D does")
    window.keys("/topics", "Enter", "2", "Enter")
    assert window.shows("Not in winter")


def test_the_chat_goes_on_after_the_pager(screen: Callable[..., Screen]) -> None:
    window = screen(80, 10, FOOTNOTE_PAGER="less")
    assert window.shows(r"^>")
    window.keys("/topics", "Enter")
    assert window.shows(r"^:|\(END\)")
    window.keys("q", "2", "Enter")
    assert window.shows("Not in winter")
