"""What can go wrong that a program may want to catch.

BotError
├── BankError        a bank cannot be used; carries every problem found
├── UnknownBank      no bank of that name or path; carries the names there are
├── StateError       a state handed back was not one of ours
├── PacketError      a talk to hand over is none
└── JournalError     a journal cannot be used as it is set up

"I do not know" is never here: it is a reply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Problem(NamedTuple):
    """What is wrong with a file, where, and what to write instead. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class BotError(Exception):
    """The base of every error this package raises on purpose."""


class BankError(BotError):
    """A bank cannot be used. `problems` holds all that was found, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


class UnknownBank(BotError):
    """No bank has this name, and no file or folder this path. `known` holds the shipped names."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"no bank {name!r}: give a path, or one of {', '.join(known) or '(none shipped)'}")
        self.name = name
        self.known = tuple(known)


class StateError(BotError):
    """A state handed back is not one that this bot gave out: start again with none."""


class PacketError(BotError):
    """What should be handed over is not the replies of a talk; the message says what to send."""


class JournalError(BotError):
    """A journal cannot be used as it is set up, or is not there to read. The message says what to write."""
