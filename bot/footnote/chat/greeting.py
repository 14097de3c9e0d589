"""The greeting of a bank that is not loaded yet: its title, its source, and that it gives no advice.

Loading takes ten times as long as the greeting. Until then the screen would be empty.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from footnote.text import printable

HEAD_BYTES = 4096
"""Bytes of a bank's file that are read: its head is in the first thousand."""

KEYS = (("", "title"), ("", "notice"), ("source", "publisher"))
"""The keys of the greeting: at the top of the file, or under `source`."""

_YAML_SYNTAX = tuple(">|&*!%@`{[\"'#")  # a value that begins so is not plain text in YAML


class BankHead(NamedTuple):
    """A bank's title, its notice, the publishers of its sources, and how many sources there are."""

    title: str
    notice: str
    publisher: str
    sources: int = 1


def read_head(path: str) -> BankHead | None:
    """The head of a bank's file, read as plain text; None where only a YAML parser can read it."""
    try:
        with open(path, "rb") as file:
            text = file.read(HEAD_BYTES).decode("utf-8", errors="replace")
    except (OSError, ValueError):
        return None
    values = _plain_values(text.replace("\r\n", "\n").split("\n"))
    if not values.keys() >= set(KEYS):
        return None
    title, notice, publisher = (printable(values[key]) for key in KEYS)
    return BankHead(title, notice, publisher)


def _plain_values(lines: list[str]) -> dict[tuple[str, str], str]:
    """The one-line texts by (key above, key). Texts that go on in the next line are left out."""
    values: dict[tuple[str, str], str] = {}
    above = ""
    for line, next_line in pairwise(lines):  # the last line may be cut off
        key, _, value = line.partition(": ")
        text = value.partition(" #")[0].strip()
        if text and not text.startswith(_YAML_SYNTAX) and _indent(next_line) <= _indent(line):
            values.setdefault((above if _indent(line) else "", key.strip()), text)
        if not _indent(line):
            above = line.partition(":")[0]
    return values


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def greeting(head: BankHead, *, plain: bool) -> list[str]:
    """The paragraphs of the greeting. The last one says how to get help and how to leave."""
    sources = "one source" if head.sources == 1 else f"{head.sources} sources"
    keys = "Type /help for help" if plain else "F1 for help"
    return [
        f"{head.title}, answered from {sources}: {head.publisher}.",
        head.notice,
        f"Ask in your own words. {keys}, Ctrl-D to leave.",
    ]
