"""The toolbar under the prompt: which bank answers, how to get help, and at first a tip."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MIN_WINDOW_ROWS = 10
"""Rows of a window with a toolbar: in a lower one, every row is for the conversation."""

TIPS = ("Tab lists questions with your words", "/topics lists all I answer")
"""One for each of the first two prompts of a chat."""


def toolbar_text(parts: Iterable[str], *, columns: int, rows: int) -> str:
    """As many of the parts as fit, the most important first. Empty parts are left out."""
    shown = ""
    for part in filter(None, parts if rows >= MIN_WINDOW_ROWS else ()):
        longer = f"{shown} | {part}" if shown else part
        if len(longer) >= columns:
            break
        shown = longer
    return shown
