"""The exceptions that a program may want to catch.

BotError
├── BankError        a bank cannot be used; lists every problem
├── UnknownBank      no bank has that name or path; lists the known names
├── StateError       a state is not one that the bot gave out
├── PacketError      what is to be handed over is no conversation
├── SourceError      a file that a bank is to be made from cannot be used
└── JournalError     a journal cannot be used as it is configured; NoJournal where none is named

"I do not know" is a reply, and no exception.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Problem(NamedTuple):
    """What is wrong with a file, where, and what to write instead. Lines and columns count from 1. `check` is
    the name by which a comment silences it, or "" where none does.
    """

    file: str
    line: int
    column: int
    message: str
    check: str = ""

    def __str__(self) -> str:
        name = f" [{self.check}]" if self.check else ""
        return f"{self.file}:{self.line}:{self.column}: {self.message}{name}"


class BotError(Exception):
    """The base of every error this package raises on purpose."""


class BankError(BotError):
    """A bank cannot be used. `problems` has all of its problems, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


class UnknownBank(BotError):
    """No bank has this name, and no file or folder this path. `known` has the names of the shipped banks."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        hint = f"; did you mean {near}?" if (near := _nearest(name, known)) else ""
        names = ", ".join(known) or "(none shipped)"
        super().__init__(f"no bank {name!r}: give a path, or one of {names}{hint}")
        self.name = name
        self.known = tuple(known)


class StateError(BotError):
    """A state is not one that a reply had: start the conversation again without one."""


class PacketError(BotError):
    """What is to be handed over is not the replies of a conversation; the message says what to send."""


class SourceError(BotError):
    """A file that a bank is to be made from, or written to, cannot be used. The message says what to do."""


class JournalError(BotError):
    """A journal cannot be used as it is configured, or does not exist. The message says what to write."""


class NoJournal(JournalError):
    """No journal is named where one is needed."""


def error_reason(error: Exception) -> str:
    """Why something failed, in the words of the operating system if it has any."""
    return getattr(error, "strerror", None) or str(error)


def _nearest(name: str, known: Sequence[str]) -> str:
    """The name that was probably meant, misspelled or cut short; an empty text where there is none."""
    from difflib import get_close_matches

    typed = name.casefold()
    begun = [each for each in known if len(typed) > 1 and each.startswith(typed)]
    return next(iter(begun or get_close_matches(typed, known, n=1)), "")
