"""What a chat says first, of a bank that is not loaded yet: who answers from what, and that it is no advice.

Loading takes ten times as long as the greeting, and so people would look at nothing.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from footnote.text import printable

PEEKED = 4096
"""Bytes of a bank's file that are looked at: what stands in its head is in the first thousand."""

WANTED = (("", "title"), ("", "notice"), ("source", "publisher"))
"""The keys of the greeting: at the top of the file, or under `source`."""

_MARKED = tuple(">|&*!%@`{[\"'#")  # what begins so means more in YAML than it says


class Head(NamedTuple):
    """What a bank says of itself: its title, its notice, and who published its source."""

    title: str
    notice: str
    publisher: str


def peek(file: str) -> Head | None:
    """The head of a bank's file, read as plain text; None where only YAML could tell."""
    try:
        with open(file, "rb") as opened:
            text = opened.read(PEEKED).decode("utf-8", errors="replace")
    except (OSError, ValueError):
        return None
    found = _lines(text.replace("\r\n", "\n").split("\n"))
    return Head(*(printable(found[name]) for name in WANTED)) if found.keys() >= set(WANTED) else None


def _lines(lines: list[str]) -> dict[tuple[str, str], str]:
    """The one-line texts by the key they stand under and their own. What goes on below is left out."""
    found: dict[tuple[str, str], str] = {}
    under = ""
    for line, below in pairwise(lines):  # the last may be cut off
        key, _, value = line.partition(": ")
        text = value.partition(" #")[0].strip()
        if text and not text.startswith(_MARKED) and _depth(below) <= _depth(line):
            found.setdefault((under if _depth(line) else "", key.strip()), text)
        if not _depth(line):
            under = line.partition(":")[0]
    return found


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def greeting(head: Head, *, plain: bool) -> list[str]:
    """The paragraphs of the greeting; the last says how to get help and how to leave."""
    keys = "Type /help for help" if plain else "F1 for help"
    return [
        f"{head.title}, answered from one source: {head.publisher}.",
        head.notice,
        f"Ask in your own words. {keys}, Ctrl-D to leave.",
    ]
