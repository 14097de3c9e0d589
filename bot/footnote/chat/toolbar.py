"""The quiet line under the prompt: which bank answers, how to get help, and at first a tip."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LOWEST = 10
"""Rows that a window must have for the line: in a lower one every row is the talk's."""

TIPS = ("Tab lists questions with your words", "/topics lists all I answer")
"""One for each of the first two prompts of a chat, and then never again."""


def toolbar(parts: Iterable[str], *, columns: int, rows: int) -> str:
    """As many of the parts as fit, what matters most first; none in a low window. Empty ones are no parts."""
    shown = ""
    for part in filter(None, parts if rows >= LOWEST else ()):
        longer = f"{shown} | {part}" if shown else part
        if len(longer) >= columns:
            break
        shown = longer
    return shown
