"""What was asked, read from wherever it was kept: a journal, a file of questions, or of replies.

A line that is none of these is a question in plain words; a line of another bank is left aside.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from footnote.errors import JournalError
from footnote.insights.gaps import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from footnote.bank.models import Bank
    from footnote.journal import Line

LARGEST = 64 * 2**20
"""Bytes of a file that are read: half a million questions."""

_NOTED = {
    "the source does not say this": "source does not say this",
    "a link is dead": "link dead",
    "you should have answered": "should have answered",
}
"""What readers say with /wrong in the chat, as the verdict it is."""


def read_journal(lines: Iterable[Line], bank: Bank) -> list[Asked]:
    """What the lines of a journal say of a bank."""
    return [
        Asked(line.question, line.kind, line.reason, line.entry, line.taken, line.verdict)
        for line in lines
        if line.bank == bank.id
    ]


def read_file(path: str, bank: Bank) -> list[Asked]:
    """What the lines of a file say, - for standard input. Raises JournalError where it cannot be read."""
    read = [_parsed(line) for line in text_of(path).split("\n") if line.strip()]
    mine = [line for line in read if isinstance(line, str) or _bank(line) in (None, bank.id)]
    found = [_asked(line, following) for line, following in zip(mine, [*mine[1:], ""], strict=True)]
    left = len(read) - len(mine) + found.count(None)
    if left:
        print(
            f"footnote: {left} lines of {path} are no questions to this bank, and are left out",
            file=sys.stderr,
        )
    return [asked for asked in found if asked]


def text_of(path: str) -> str:
    """A file's text; what is not UTF-8 becomes U+FFFD. Raises JournalError where there is none."""
    try:
        if path == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with open(path, "rb") as file:
                data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise JournalError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error
    if len(data) > LARGEST:
        raise JournalError(f"{path} is larger than {LARGEST // 2**20} MB: split it")
    return data.decode("utf-8", errors="replace").removeprefix("\ufeff").replace("\r", "")


def _parsed(line: str) -> str | dict[str, Any]:
    """A line as JSON, if it is an object; else the line."""
    if not line.lstrip().startswith("{"):
        return line
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return line
    return found if isinstance(found, dict) else line


def _bank(line: dict[str, Any]) -> object:
    bank = line.get("bank")
    return bank.get("id") if isinstance(bank, dict) else bank


def _asked(line: str | dict[str, Any], following: str | dict[str, Any]) -> Asked | None:
    """What a line says was asked; None where it says nothing of the kind."""
    if isinstance(line, str):
        return Asked(line.strip())
    question = line.get("question")
    if not (isinstance(question, str) and question.strip()) and "receipt" not in line:
        return None
    verdict = _text(line, "verdict") or _text(line, "wrong")
    taken = _text(line, "taken") or _taken(line, following)
    return Asked(
        question if isinstance(question, str) else None,
        _text(line, "kind"),
        _text(line, "reason"),
        _text(line, "entry"),
        taken,
        _NOTED.get(verdict or "", verdict),
    )


def _taken(line: dict[str, Any], following: str | dict[str, Any]) -> str | None:
    """The entry that the next reply answered, if this one offered it."""
    options = line.get("options")
    offered = (
        [option.get("entry") for option in options if isinstance(option, dict)]
        if isinstance(options, list)
        else []
    )
    entry = _text(following, "entry") if isinstance(following, dict) else None
    return entry if entry in offered else None


def _text(line: dict[str, Any], key: str) -> str | None:
    value = line.get(key)
    return value if isinstance(value, str) else None
