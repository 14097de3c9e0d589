"""Lines read without drawing: for screen readers and simple terminals.

Python's own `input`, with readline for editing where there is one. The terminal gets nothing but the prompt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footnote.chat.history import History

try:
    import readline
except ImportError:  # Windows has its own line editing
    readline = None  # type: ignore[assignment]

PLAIN_PROMPT = "You: "

_SETTINGS = ("enable-bracketed-paste off", "enable-meta-key off", "bell-style none")
"""Without these, readline sends escapes at every prompt."""


class PlainReader:
    """Reads a line at a time. Earlier questions come back with the up arrow."""

    def __init__(self, history: History) -> None:
        self._history = history
        if readline:
            for setting in _SETTINGS:
                readline.parse_and_bind(f"set {setting}")

    def read(self) -> str:
        """A line. Raises EOFError at the end of the input, KeyboardInterrupt for Ctrl-C."""
        if readline:
            readline.clear_history()
            for line in self._history.lines:
                readline.add_history(line.replace("\n", " "))
        try:
            return input(PLAIN_PROMPT)
        except (EOFError, KeyboardInterrupt):
            print()
            raise
        except (OSError, ValueError) as error:  # the terminal or standard input is closed
            raise EOFError from error
