"""Asks for a decision: by a key on a terminal, by a line through a pipe, or from a file of answers."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Protocol

from footnote.cli.importers import text_of
from footnote.errors import BotError
from footnote.text import plain

from .decisions import KEYS, NEW, OTHER, Act, Belongs, NewTopic, decision_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from footnote.bank import Bank
    from footnote.insights import Lesson

    from .decisions import Decision


class UnknownAnswer(BotError):
    """A line of a file of answers is none. The message says which, and what to write."""


class Ask(Protocol):
    """Asks for the decision about a lesson; `bank` has what it may belong to."""

    def __call__(self, lesson: Lesson, bank: Bank) -> Decision: ...


UNKNOWN = f"Type one of {', '.join(KEYS)}; {OTHER} and {NEW} are followed by a text."


def ask_in_lines(lesson: Lesson, bank: Bank) -> Decision:  # noqa: ARG001  (an Ask)
    """The decision in the next line of standard input; the end of it stops."""
    while True:
        print("> ", end="", flush=True)
        line = sys.stdin.readline() if sys.stdin else ""
        if not line:
            print()
            return Act.STOP
        if not sys.stdin.isatty():
            print(line.rstrip("\n"))  # what is read from a pipe nobody has seen
        decision = decision_of(line, lesson)
        if decision:
            return decision
        print(UNKNOWN)


def ask_with_keys(lesson: Lesson, bank: Bank) -> Decision:
    """The decision by one key on a terminal; those that need a text ask for it. Ctrl-D stops.

    Raises KeyboardInterrupt for Ctrl-C.
    """
    from . import keys

    while True:
        key = keys.read_key(lesson)
        text = ""
        if key == OTHER:
            text = keys.read_entry(bank)
        elif key == NEW:
            text = keys.read_about()
        if key in (OTHER, NEW) and not text:
            continue  # thought better of it
        decision = decision_of(f"{key} {text}", lesson)
        if decision:
            return decision


class Answers:
    """Decisions from a file: an object a line, with `question` and one of `entry`, `about` (a new silent
    topic) and `ignore`. Questions without an answer are left for later; where answers differ in one lesson,
    it is split.
    """

    def __init__(self, file: str, bank: Bank) -> None:
        """Raises JournalError where the file cannot be read, UnknownAnswer for a line that is no answer."""
        lines = enumerate(text_of(file).split("\n"), start=1)
        self._by_question = dict(
            _answer(f"{file}:{number}:1: ", line, bank) for number, line in lines if line.strip()
        )

    def __call__(self, lesson: Lesson, bank: Bank) -> Decision:  # noqa: ARG002  (an Ask)
        """The decision about a lesson."""
        found = {self._by_question.get(plain(asked.question), Act.LATER) for asked in lesson.asked}
        return found.pop() if len(found) == 1 else Act.SPLIT


def _answer(place: str, line: str, bank: Bank) -> tuple[str, Decision]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict) or not isinstance(fields.get("question"), str):
        raise UnknownAnswer(f'{place}this is no answer; write {{"question": "…", "entry": "…"}}')
    return plain(fields["question"]), _decision(place, fields, [*bank.entries, *bank.silent])


def _decision(place: str, fields: Mapping[str, object], known: Iterable[str]) -> Decision:
    entry, about = fields.get("entry"), fields.get("about")
    if isinstance(entry, str) and entry in known:
        return Belongs(entry)
    if entry is not None:
        raise UnknownAnswer(f"{place}{entry!r} is no entry or silent topic of the bank; write one of its ids")
    if isinstance(about, str) and about.strip():
        return NewTopic(" ".join(about.split()))
    if fields.get("ignore"):
        return Act.IGNORE
    raise UnknownAnswer(f"{place}there is no decision; write one of `entry`, `about` and `ignore`")
