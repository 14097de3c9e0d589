"""Lines read without drawing: for screen readers, simple terminals, and where nothing else works.

Python's own `input`, with readline for mending a line where there is one. Nothing is sent to the terminal
but what was typed and one word to type it after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .history import History

try:
    import readline
except ImportError:  # Windows has none, and mends lines in its own way
    readline = None  # type: ignore[assignment]

PROMPT = "You: "

_SETTINGS = ("enable-bracketed-paste off", "enable-meta-key off", "bell-style none")
"""Off are the escapes that readline sends at every prompt, typed or not."""


class Reader:
    """Reads a line at a time; earlier questions come back with the up arrow."""

    def __init__(self, history: History) -> None:
        self._history = history
        if readline:
            for setting in _SETTINGS:
                readline.parse_and_bind(f"set {setting}")

    def read(self) -> str:
        """A line. Raises EOFError at the end, KeyboardInterrupt for Ctrl-C."""
        if readline:
            readline.clear_history()
            for line in self._history.lines:
                readline.add_history(line.replace("\n", " "))
        try:
            return input(PROMPT)
        except (EOFError, KeyboardInterrupt):
            print()
            raise
        except (OSError, ValueError) as error:  # the terminal is gone, or standard input was closed
            raise EOFError from error
