"""How a command ends: its exit status, and what is said where it cannot go on.

Apart from `command`, so that a chat can begin before argparse is imported.
"""

from __future__ import annotations

import sys
from enum import IntEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    Said = TypeVar("Said")


class Status(IntEnum):
    """What the command's exit status tells a script."""

    ANSWERED = 0
    NOT_ANSWERED = 1
    UNUSABLE = 2
    INTERRUPTED = 130
    BROKEN_PIPE = 141


def guarded(run: Callable[[Said], int]) -> Callable[[Said], int]:
    """The command, with what it cannot go on after told in words on standard error."""

    def guard(said: Said) -> int:
        from footnote.errors import BankError, UnknownBank

        try:
            return run(said)
        except BankError as error:
            print(error, file=sys.stderr)
        except UnknownBank as error:
            return fail(str(error))
        return Status.UNUSABLE

    return guard


def fail(message: str) -> Status:
    """Say on standard error what is wrong and what to write instead."""
    print(f"footnote: {message}", file=sys.stderr)
    return Status.UNUSABLE
