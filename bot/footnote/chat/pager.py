"""Lists longer than the window: a page at a time, or by the user's pager if one is set.

Replies are short, and are always printed.
"""

from __future__ import annotations

import shlex
import signal
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.console import Terminal

ROOM = 4
"""Rows that a page leaves: for how to go on, an empty line, the prompt and the toolbar."""


class Pages:
    """A text in pages that fit the window: the first at once, each other on an empty line."""

    def __init__(self) -> None:
        self._rest: list[str] = []

    def first(self, text: str, terminal: Terminal) -> str:
        """The first page of a text; all of it in plain mode, where nothing scrolls away unread."""
        self._rest = text.removesuffix("\n").split("\n")
        if not terminal.tty or terminal.plain or len(self._rest) < terminal.rows - 1:
            self._rest = []
            return text
        return self.next(terminal)

    def next(self, terminal: Terminal) -> str:
        """The next page; empty if there is none."""
        rows = max(1, terminal.rows - ROOM)
        page, self._rest = self._rest[:rows], self._rest[rows:]
        if self._rest:
            lines = "1 more line" if len(self._rest) == 1 else f"{len(self._rest)} more lines"
            page = [*page, f"-- {lines}: press Enter"]
        return "".join(f"{line}\n" for line in page)

    def drop(self) -> None:
        """Forget what was not shown."""
        self._rest = []


def show_in_pager(text: str, terminal: Terminal, environ: Mapping[str, str]) -> bool:
    """Show a text in the user's pager, if one is set and the text does not fit the window. Returns whether it
    was shown.
    """
    if not terminal.tty or terminal.plain or text.count("\n") < terminal.rows - 2:
        return False
    command = _pager_command(environ)
    if not command or command[0] == "cat":
        return False
    # F: leave at once if it fits; R: pass colour and links on; X: leave the text on the screen
    settings = {"LESS": "FRX", "LV": "-c", **environ, "LESSCHARSET": "utf-8"}
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the pager
    try:
        done = subprocess.run(command, input=text.encode(), env=settings, check=False)  # noqa: S603  (the user's own)
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, handler)
    return done.returncode == 0


def turns_paging_off(environ: Mapping[str, str]) -> bool:
    """Whether the user's pager is cat: then everything is printed at once."""
    return _pager_command(environ)[:1] == ["cat"]


def _pager_command(environ: Mapping[str, str]) -> list[str]:
    command = environ.get("FOOTNOTE_PAGER", environ.get("PAGER", ""))
    try:
        return shlex.split(command)
    except ValueError:  # a quote that is not closed
        return []
