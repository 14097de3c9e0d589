"""The command `footnote`: its streams, and how it ends.

`parser` has its options. Each command imports what it needs when it runs, so that `--version` and the
greeting of the chat appear at once.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO, cast

import footnote

from .exit_codes import Status, fail, guarded

if TYPE_CHECKING:
    from collections.abc import Sequence


GC_THRESHOLD = 50_000
"""Objects made before garbage is collected. One question makes fewer, so that its answer waits for no
collection: 8 % of a cold start, medians of 15 runs."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status. Nothing that a user can cause ends in a traceback."""
    gc.set_threshold(GC_THRESHOLD)
    _open_streams()
    status = _finished(list(sys.argv[1:] if argv is None else argv))
    written = [_flushed(stream) for stream in (sys.stdout, sys.stderr)]
    return status if all(written) else status or Status.UNUSABLE


def _finished(words: list[str]) -> int:
    """Run the command and write its output. Returns the exit status."""
    try:
        status = _exit_status(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return Status.INTERRUPTED
    except BrokenPipeError:
        return Status.BROKEN_PIPE
    except OSError as error:  # a full disk, a terminal that is gone
        with suppress(OSError):
            fail(f"cannot write the output: {error.strerror}")
        return Status.UNUSABLE
    return status


def _exit_status(words: list[str]) -> int:
    """Run the command. Returns its status, also where argparse ends it: after --help or wrong usage."""
    try:
        return _run(words)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else Status.ANSWERED


def _run(words: list[str]) -> int:
    """Run the command. A chat and `--version` need no argparse, which takes time to import."""
    if not words:
        from .commands.chat import chat

        return guarded(chat)({})
    if words in (["--version"], ["-V"]):
        print(f"footnote {footnote.__version__}")
        return Status.ANSWERED
    from .parser import parse

    arguments = parse(words)
    status: int = arguments.run(arguments)
    return status


def _open_streams() -> None:
    """Make all streams UTF-8, and replace closed ones, so that the output is the same on every machine."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    from footnote.console import PlainStream

    if not isinstance(sys.stderr, PlainStream):
        sys.stderr = cast("TextIO", PlainStream(sys.stderr))
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")


def _flushed(stream: object) -> bool:
    """Whether all output of a stream could be written.

    The rest is dropped: the interpreter would try again at its end, and exit with status 120.
    """
    try:
        stream.flush()  # type: ignore[attr-defined]
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[attr-defined]
        return False
    return True
