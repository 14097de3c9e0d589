"""Texts of questions and banks, made to fit on one line."""

from __future__ import annotations

from footnote.text import printable


def clipped(text: str, width: int) -> str:
    """A text on one line, safe to print, in at most `width` columns of a terminal."""
    return cut(printable(" ".join(text.split())), width)


def cut(line: str, width: int) -> str:
    """A line that is cut off where it is wider than `width` columns."""
    if line.isascii():
        return line if len(line) <= width else line[: width - 1] + "…"
    from wcwidth import wcswidth  # 30 ms to import, and most lines are ASCII

    if wcswidth(line) <= width:
        return line
    while line and wcswidth(line) >= width:
        line = line[:-1]
    return line + "…"


def padded(text: str, width: int) -> str:
    """A text clipped or filled to exactly `width` columns."""
    from wcwidth import wcswidth

    text = clipped(text, width)
    return text + " " * (width - max(0, wcswidth(text)))
