"""The command `footnote`: its streams, and how it ends.

What may be written after it stands in `grammar`, what it does with each family of commands. Each imports what
it needs when it runs: `--version` and the greeting wait for nothing.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

import footnote

from .exit_codes import Status, guarded

if TYPE_CHECKING:
    from collections.abc import Sequence


GARBAGE = 50_000
"""Objects made before garbage is looked for. One question makes fewer, so that its answer waits for no
collection: 8 % of a cold start, medians of 15 runs."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status. Nothing that a user can cause ends in a traceback."""
    gc.set_threshold(GARBAGE)
    _open_streams()
    try:
        try:
            status = _run(list(sys.argv[1:] if argv is None else argv))
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return Status.INTERRUPTED
    except BrokenPipeError:
        _stop_writing()
        return Status.BROKEN_PIPE
    except OSError as error:  # a full disk, a terminal that is gone
        _stop_writing()
        print(f"footnote: cannot write what there is to say: {error.strerror}", file=sys.stderr)
        return Status.UNUSABLE
    return status


def _run(words: list[str]) -> int:
    """What most people write waits for nothing: a chat greets before the grammar is put together."""
    if not words:
        from .commands.chat import chat

        return guarded(chat)({})
    if words == ["--version"]:
        print(f"footnote {footnote.__version__}")
        return Status.ANSWERED
    from .parser import parser

    arguments = parser().parse_args(words)
    status: int = arguments.run(arguments)
    return status


def _open_streams() -> None:
    """The same bytes on every machine, and no answer lost to a code page or to a stream that is closed."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")


def _stop_writing() -> None:
    """Or the interpreter, which flushes at its end, would complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
