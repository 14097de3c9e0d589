"""What readers say is wrong with a reply, kept on their own machine for the authors of the bank."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import printable

from . import private_files as private

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = "notes.jsonl"

WRONGS = (
    "not what I asked",
    "the source does not say this",
    "a link is dead",
    "you should have answered",
)
"""What can be wrong with a reply, in the reader's words; anything else may be written as well."""

LONGEST = 2_000
"""Characters of a question or a comment that are kept."""


class Note(NamedTuple):
    """What a reader said was wrong, with which reply. `when` is an ISO time in UTC."""

    when: str
    bank: str
    version: str
    question: str
    kind: str
    entry: str | None
    wrong: str


def keep(folder: str, note: Note) -> str:
    """Add a note to the notes of this folder. Gives the file's path; raises OSError where it cannot."""
    path = os.path.join(folder, FILE)
    short = {
        name: value[:LONGEST] if isinstance(value, str) else value for name, value in note._asdict().items()
    }
    private.append(path, json.dumps(short, ensure_ascii=False))
    return path


def read(folder: str) -> Iterator[Note]:
    """The notes in the order they were made. Lines that hold no note are passed over."""
    for line in private.lines(os.path.join(folder, FILE)):
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) and found.keys() == set(Note._fields):
            entry = found.pop("entry")
            yield Note(entry=entry and str(entry), **{name: str(value) for name, value in found.items()})


def show(note: Note) -> str:
    """A note as lines that an author reads: when, what is wrong, the question, and what answered it."""
    answered = f"{note.kind}, entry {note.entry}" if note.entry else note.kind
    asked = note.question.replace("\n", "\n    ")
    head = f"{note.when.replace('T', ' ')[:16]}  {note.wrong}"
    return printable(f"{head}\n    {asked}\n    ({note.bank}: {answered})")
