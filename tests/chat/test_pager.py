"""Lists longer than the window, and the toolbar under the prompt."""

from __future__ import annotations

import os

import pytest

from footnote.chat.pager import show_in_pager
from footnote.chat.prompt.toolbar import toolbar_text
from footnote.console import Terminal


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
