"""The chat on a terminal: greets, then reads a line and shows what is said to it, until the person leaves.

The greeting comes before the bank is loaded and before prompt_toolkit is imported. Keys typed meanwhile wait
in the terminal.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from footnote.bank import locations as shelf
from footnote.console.layout import wrap
from footnote.text import printable

from .greeting import Head, greeting, peek

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from footnote.console.config import Settings
    from footnote.console.terminal import Terminal

    from .messages import Said
    from .session import Talk

LEAVE = "Ctrl-D or /quit ends the chat."


def run(settings: Settings, terminal: Terminal, problems: list[str]) -> None:
    """Chat until the person leaves. `problems` are said once, after the greeting.

    Raises UnknownBank or BankError where there is no bank to chat with.
    """
    with _ended_by_signals(terminal), suppress(EOFError):
        name = settings.bank or shelf.DEFAULT
        head = peek(shelf.file(shelf.find(name)))
        with _silent_keys():
            if head:
                _say(greeting(head, plain=terminal.plain), terminal)
            talk = _begin(settings, terminal, name)
            if not head:
                _say(greeting(_head(talk), plain=terminal.plain), terminal)
            _say([*problems, *_off(talk)], terminal)
            _write("\n")
            read = _reading(talk, settings)
        converse(talk, read, lambda said: _show(said, talk))


def converse(talk: Talk, read: Callable[[], str], show: Callable[[Said], None]) -> None:
    """Answer what `read` gives until it has no more. KeyboardInterrupt is Ctrl-C, and ends nothing."""
    from .messages import saying

    while not talk.left:
        try:
            for said in talk.hear(read()):
                show(said)
        except KeyboardInterrupt:
            show(saying(LEAVE))
        except EOFError:
            return


def _begin(settings: Settings, terminal: Terminal, name: str) -> Talk:
    from footnote.console.config import state_folder

    from .history import History
    from .reloading import Watched
    from .session import Talk

    folder = state_folder(os.environ)
    return Talk(
        Watched(name, private=settings.private),
        History(folder, private=settings.private),
        terminal,
        folder=folder,
        source=settings.source,
        environ=os.environ,
    )


def _reading(talk: Talk, settings: Settings) -> Callable[[], str]:
    """What reads a line: with prompt_toolkit, or in plain mode without."""
    if talk.terminal.plain:
        from .reader import Reader

        return Reader(talk.history).read
    from .editor import Editor

    return Editor(talk, vi=settings.editing == "vi", tips=settings.tips).read


def _head(talk: Talk) -> Head:
    bank = talk.watched.bank
    return Head(bank.title, bank.notice, bank.source.publisher)


def _off(talk: Talk) -> list[str]:
    trouble = talk.history.trouble
    return [f"History is off for this chat: {trouble}"] if trouble else []


def _say(paragraphs: list[str], terminal: Terminal) -> None:
    for text in paragraphs:
        _write("".join(f"{line}\n" for line in wrap(printable(text), terminal.width)))


def _show(said: Said, talk: Talk) -> None:
    """What is said, and an empty line; in the pager if it is a list longer than the window."""
    terminal = talk.terminal.resized()
    text = said.lay(terminal) + "\n"
    if said.long:
        from .pager import paged

        if paged(text, terminal, talk.environ):
            return
    _write(said.send + text + "\n")


def _write(text: str) -> None:
    """Raises EOFError where the terminal is gone: there is nobody left to talk to."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise EOFError from error


@contextmanager
def _silent_keys() -> Iterator[None]:
    """Keys typed while the chat gets ready are not shown at once, but after the prompt, where they belong."""
    before = _modes()
    if before:
        _set_modes([*before[:3], before[3] & ~_echo(), *before[4:]])
    try:
        yield
    finally:
        _set_modes(before)


@contextmanager
def _ended_by_signals(terminal: Terminal) -> Iterator[None]:
    """A signal ends the chat at once, with the terminal as it was found; the history is whole at any time.

    No exception is raised: one that comes at a bad moment is lost, and the chat would outlive its window.
    """
    import signal

    before = _modes()

    def end(number: int, _frame: object) -> None:
        _set_modes(before)
        with suppress(OSError):  # the terminal is gone
            os.write(1, b"\n" if terminal.plain else b"\x1b[?2004l\x1b[?25h\x1b[0m\r\n")
        os._exit(128 + number)

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    handlers = {name: signal.signal(getattr(signal, name), end) for name in names}
    try:
        yield
    finally:
        for name, handler in handlers.items():
            signal.signal(getattr(signal, name), handler)


def _modes() -> list[Any]:
    """How the terminal takes keys, as termios has it; nothing where there is no such thing."""
    try:
        import termios
    except ImportError:  # Windows
        return []
    with suppress(termios.error):  # the terminal is gone
        return termios.tcgetattr(0)
    return []


def _set_modes(modes: list[Any]) -> None:
    if modes:
        import termios

        with suppress(termios.error):  # the terminal is gone: reading will tell
            termios.tcsetattr(0, termios.TCSANOW, modes)


def _echo() -> int:
    import termios

    return termios.ECHO
