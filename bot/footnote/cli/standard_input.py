"""Standard input, line by line: nothing is read ahead, and no line takes more than a megabyte of memory."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from footnote.errors import BotError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MAX_LINE_BYTES = 2**20
"""Bytes of a line that are read. A question is answered from far fewer (`text.message`)."""


MAX_SKIPPED_BYTES = 64 * 2**20
"""Bytes of a line that is too long that are skipped to find its end."""


class EndlessLine(BotError):
    """A line of standard input is longer than the bot reads or skips."""


class Line(NamedTuple):
    """A line without its end. `number` counts from 1; `is_cut` says that it was longer than is read."""

    number: int
    data: bytes
    is_cut: bool


def lines() -> Iterator[Line]:
    """The lines of standard input as they come in; none where it is closed. Raises EndlessLine."""
    stream: BinaryIO | None = sys.stdin.buffer if sys.stdin else None
    number = 0
    while stream and (data := stream.readline(MAX_LINE_BYTES + 1)):
        number += 1
        is_cut = len(data) > MAX_LINE_BYTES and not data.endswith(b"\n")
        yield Line(number, data[:MAX_LINE_BYTES].rstrip(b"\r\n"), is_cut)
        if is_cut:
            _skip_rest(stream, number)


def questions() -> Iterator[str]:
    """The lines that are not blank, as text. What is not UTF-8 becomes U+FFFD; a byte order mark
    goes.

    Of a line that is too long the beginning is taken, with a word about it on standard error.
    """
    for line in lines():
        text = line.data.decode("utf-8", errors="replace")
        if line.number == 1:
            text = text.removeprefix("\ufeff")
        if line.is_cut:
            print(f"footnote: line {line.number} is longer than {MAX_LINE_BYTES} bytes and was cut off there",
                  file=sys.stderr)  # fmt: skip
        if text.strip():
            yield text


def _skip_rest(stream: BinaryIO, number: int) -> None:
    skipped = 0
    while (rest := stream.readline(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
        skipped += len(rest)
        if skipped > MAX_SKIPPED_BYTES:
            raise EndlessLine(f"line {number} has no end; write one question a line")
