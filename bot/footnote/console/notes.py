"""What readers report as wrong with a reply, kept on their own computer for the authors of the bank."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import printable

from .private_files import append_line, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTES_FILE = "notes.jsonl"

COMPLAINTS = {
    "not what I asked": "not what I asked",
    "source does not say this": "the source does not say this",
    "link dead": "a link is dead",
    "should have answered": "you should have answered",
}
"""What can be wrong with a reply: the journal's word for it, and how the chat offers it to a reader, who may
write anything else.
"""

_FEEDBACK_BY_SENTENCE = {sentence: feedback for feedback, sentence in COMPLAINTS.items()}

MAX_FIELD_LENGTH = 2_000
"""Characters of a question or a comment that are kept."""


class Note(NamedTuple):
    """What a reader says is wrong with which reply. `when` is an ISO time in UTC; `wrong` is a key of
    COMPLAINTS, or the reader's own words; `right` is the entry that should have answered, "" where the reader
    named none.
    """

    when: str
    bank: str
    version: str
    question: str
    kind: str
    entry: str | None
    wrong: str
    right: str = ""


def add_note(folder: str, note: Note) -> str:
    """Add a note to the notes in this folder. Returns the file's path; raises OSError where it cannot."""
    path = os.path.join(folder, NOTES_FILE)
    fields = {
        name: value[:MAX_FIELD_LENGTH] if isinstance(value, str) else value
        for name, value in note._asdict().items()
    }
    append_line(path, json.dumps(fields, ensure_ascii=False))
    return path


def feedback_from(text: str) -> str:
    """The key of COMPLAINTS for its sentence, which earlier versions saved; any other text as it is."""
    return _FEEDBACK_BY_SENTENCE.get(text, text)


def read_notes(folder: str) -> Iterator[Note]:
    """The notes in this folder, oldest first. Lines that are not notes are skipped. A note that a later line
    repeats with the right entry is read once, with that.
    """
    notes = filter(None, map(_note_in, read_lines(os.path.join(folder, NOTES_FILE))))
    yield from {(note.when, note.bank, note.question, note.wrong): note for note in notes}.values()


def _note_in(line: str) -> Note | None:
    """The note of a line; None where it is none. Earlier versions saved no right entry."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict) or {"right", *fields} != set(Note._fields):
        return None
    entry = fields.pop("entry")
    texts = {name: str(value) for name, value in fields.items()}
    texts["wrong"] = feedback_from(texts["wrong"])
    return Note(entry=entry and str(entry), **texts)


def format_note(note: Note) -> str:
    """A note as lines for an author: when, what is wrong, the question, and what answered it."""
    answered = f"{note.kind}, entry {note.entry}" if note.entry else note.kind
    question = note.question.replace("\n", "\n    ")
    answered += f"; right: {note.right}" if note.right else ""
    head = f"{note.when.replace('T', ' ')[:16]}  {COMPLAINTS.get(note.wrong, note.wrong)}"
    return printable(f"{head}\n    {question}\n    ({note.bank}: {answered})")
