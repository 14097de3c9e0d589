"""A progress bar for work that takes seconds: on standard error, and only where that is a terminal."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    _Item = TypeVar("_Item")


class Track(Protocol):
    """Yields the items one by one, and shows how many of `total` are done."""

    def __call__(self, items: Iterable[_Item], total: int, label: str) -> Iterable[_Item]: ...


@contextmanager
def progress() -> Iterator[Track]:
    """A `Track`, for as long as the bars may be seen; they are gone afterwards."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield _silently
        return
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import create_output
    from prompt_toolkit.output.vt100 import Vt100_Output
    from prompt_toolkit.shortcuts import ProgressBar

    output = create_output(stdout=sys.stderr)
    if isinstance(output, Vt100_Output):
        output.enable_cpr = False  # nothing reads the reply, and the shell would show it
    # No keys of its own: Ctrl-C stops the work as ever, and what is typed ahead waits for the shell.
    with create_pipe_input() as keys, ProgressBar(output=output, input=keys) as bar:
        yield lambda items, total, label: bar(items, total=total, label=label, remove_when_done=True)


def _silently(items: Iterable[_Item], total: int, label: str) -> Iterable[_Item]:  # noqa: ARG001  (a Track)
    return items
