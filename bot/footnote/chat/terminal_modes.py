"""How the terminal handles keys while the chat starts, and how it is restored when a signal ends the chat."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.console import Terminal

SHOW_CURSOR = b"\x1b[?2004l\x1b[?25h\x1b[0m\r\n"
"""Ends bracketed paste, shows the cursor, ends colours, and starts a new line."""


@contextmanager
def no_echo() -> Iterator[None]:
    """Keys typed while the chat starts are not echoed at once: they appear after the prompt."""
    before = _modes()
    if before:
        import termios

        _set_modes([*before[:3], before[3] & ~termios.ECHO, *before[4:]])
    try:
        yield
    finally:
        _set_modes(before)


@contextmanager
def restored_on_signals(terminal: Terminal) -> Iterator[None]:
    """SIGTERM and SIGHUP end the program at once, with the terminal as it was before.

    No exception is raised: one raised at a bad moment is lost, and the chat would outlive its window.
    """
    import signal

    before = _modes()

    def end(number: int, _frame: object) -> None:
        _set_modes(before)
        with suppress(OSError):  # the terminal is closed
            os.write(1, b"\n" if terminal.plain else SHOW_CURSOR)
        os._exit(128 + number)

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    handlers = {name: signal.signal(getattr(signal, name), end) for name in names}
    try:
        yield
    finally:
        for name, handler in handlers.items():
            signal.signal(getattr(signal, name), handler)


def _modes() -> list[Any]:
    """The terminal's modes as termios returns them; empty where there is no termios or no terminal."""
    try:
        import termios
    except ImportError:  # Windows
        return []
    with suppress(termios.error):  # the terminal is closed
        return termios.tcgetattr(0)
    return []


def _set_modes(modes: list[Any]) -> None:
    if modes:
        import termios

        with suppress(termios.error):  # the terminal is closed: reading from it fails next
            termios.tcsetattr(0, termios.TCSANOW, modes)
