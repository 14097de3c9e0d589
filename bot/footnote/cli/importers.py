"""Questions that people asked, read from a journal, or from a file of questions or of replies.

A line of a file that is no JSON object is a question in plain words; a line of another bank is left out.
"""

from __future__ import annotations

import json
import sys
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from footnote.console import feedback_from, read_notes
from footnote.errors import JournalError, error_reason
from footnote.insights import LoggedQuestion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from footnote.bank import Bank
    from footnote.journal import Line

MAX_IMPORT_BYTES = 64 * 2**20
"""Bytes of a file that are read: half a million questions."""


def read_journal(lines: Iterable[Line], bank: Bank) -> list[LoggedQuestion]:
    """The questions that the lines of a journal have for this bank."""
    return [
        LoggedQuestion(line.question, line.kind, line.reason, line.entry, line.taken, line.verdict)
        for line in lines
        if line.bank == bank.id
    ]


def read_notes_of(folder: str, bank: Bank) -> list[LoggedQuestion]:
    """The questions to a bank of which a reader on this computer said, with /wrong, that a reply is wrong."""
    return [
        LoggedQuestion(note.question, note.kind, None, note.entry, None, note.wrong, note.right or None)
        for note in read_notes(folder)
        if note.bank == bank.id
    ]


def read_file(path: str, bank: Bank) -> list[LoggedQuestion]:
    """The questions to a bank in a file, - for standard input. Raises JournalError where it cannot be
    read.
    """
    every = [_parsed(line) for line in text_of(path).split("\n") if line.strip()]
    lines = [line for line in every if isinstance(line, str) or _bank_id(line) in (None, bank.id)]
    logged = [_logged(line, following) for line, following in zip_longest(lines, lines[1:], fillvalue="")]
    questions = [question for question in logged if question]
    left_out = len(every) - len(questions)
    if left_out:
        print(
            f"footnote: {left_out} lines of {path} are no questions to this bank, and are left out",
            file=sys.stderr,
        )
    return questions


def text_of(path: str) -> str:
    """A file's text; what is not UTF-8 becomes U+FFFD. Raises JournalError where it cannot be read."""
    try:
        if path == "-":
            data = sys.stdin.buffer.read(MAX_IMPORT_BYTES + 1) if sys.stdin else b""
        else:
            with open(path, "rb") as file:
                data = file.read(MAX_IMPORT_BYTES + 1)
    except (OSError, ValueError) as error:
        raise JournalError(f"cannot read {path}: {error_reason(error)}") from error
    if len(data) > MAX_IMPORT_BYTES:
        raise JournalError(f"{path} is larger than {MAX_IMPORT_BYTES // 2**20} MB: split it")
    return data.decode("utf-8", errors="replace").removeprefix("\ufeff").replace("\r", "")


def _parsed(line: str) -> str | dict[str, Any]:
    """A line as JSON, if it is an object; else the line."""
    if not line.lstrip().startswith("{"):
        return line
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return line
    return value if isinstance(value, dict) else line


def _bank_id(line: dict[str, Any]) -> object:
    bank = line.get("bank")
    return bank.get("id") if isinstance(bank, dict) else bank


def _logged(line: str | dict[str, Any], following: str | dict[str, Any]) -> LoggedQuestion | None:
    """The question of a line; None where it has none. `following` is the line after it."""
    if isinstance(line, str):
        return LoggedQuestion(line.strip())
    question = line.get("question")
    if not (isinstance(question, str) and question.strip()) and "receipt" not in line:
        return None
    feedback = _text(line, "verdict") or _text(line, "wrong")
    return LoggedQuestion(
        question if isinstance(question, str) else None,
        _text(line, "kind"),
        _text(line, "reason"),
        _text(line, "entry"),
        _text(line, "taken") or _chosen_option(line, following),
        feedback and feedback_from(feedback),
        _text(line, "right"),
    )


def _chosen_option(line: dict[str, Any], following: str | dict[str, Any]) -> str | None:
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
