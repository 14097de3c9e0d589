"""How a command ends: its exit status, and what is printed where it cannot go on.

Apart from `options`, so that a chat can begin before argparse is imported.
"""

from __future__ import annotations

import sys
from enum import IntEnum
from typing import TYPE_CHECKING, TypeVar

from .reports.manual import about, more

if TYPE_CHECKING:
    from collections.abc import Callable

    Arguments = TypeVar("Arguments")


class Status(IntEnum):
    """The exit status, for scripts. `footnote help exit-codes` explains each."""

    ANSWERED = 0
    NOT_ANSWERED = 1
    UNUSABLE = 2
    INTERRUPTED = 130
    BROKEN_PIPE = 141


def guarded(run: Callable[[Arguments], int]) -> Callable[[Arguments], int]:
    """The command, with the errors of this package printed on standard error: status 2, no traceback."""

    def run_and_report(arguments: Arguments) -> int:
        from footnote.errors import BankError, BotError

        try:
            return run(arguments)
        except BankError as error:
            from footnote.bank import problem_lines

            print("\n".join(problem_lines(error.problems)), file=sys.stderr)
        except BotError as error:
            return fail(str(error), about(error))
        return Status.UNUSABLE

    return run_and_report


def fail(message: str, question: str = "") -> Status:
    """Print on standard error what is wrong, what to write instead, and the question of `manual` whose answer
    says more. Returns the status for it.
    """
    print(f"footnote: {message}", *([more(question)] if question else []), sep="\n", file=sys.stderr)
    return Status.UNUSABLE
