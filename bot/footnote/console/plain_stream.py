"""Standard error, on which nothing drives a terminal: messages have names of files and arguments in them."""

from __future__ import annotations

from typing import Any, TextIO


class PlainStream:
    """A stream that writes the printable form of every text. Bytes written to its `buffer` stay as they are:
    those of a progress bar.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text."""
        if not text.removesuffix("\n").isprintable():
            from footnote.text import printable  # most messages need it not

            text = printable(text)
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
