"""The chat in a terminal: greets, then reads a line and shows the answer, until the person leaves.

The greeting comes before the bank is loaded and before prompt_toolkit is imported. Keys typed in the meantime
are kept by the terminal.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from footnote.bank import DEFAULT, bank_file, find_bank
from footnote.console import wrap
from footnote.text import printable

from .greeting import BankHead, greeting, read_head
from .terminal_modes import no_echo, restored_on_signals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from footnote.console import ChatSettings, Terminal

    from .messages import Message
    from .session import ChatSession

HOW_TO_LEAVE = "Press Ctrl-D or type /quit to leave."


def run(settings: ChatSettings, terminal: Terminal, problems: list[str]) -> None:
    """Chat until the person leaves. `problems` are shown once, after the greeting.

    Raises UnknownBank or BankError where there is no bank to chat with.
    """
    with restored_on_signals(terminal), suppress(EOFError):
        name = settings.bank or DEFAULT
        head = read_head(bank_file(find_bank(name)))
        with no_echo():
            if head:
                _print_paragraphs(greeting(head, plain=terminal.plain), terminal)
            session = _start_session(settings, terminal, name)
            if not head:
                _print_paragraphs(greeting(_loaded_head(session), plain=terminal.plain), terminal)
            _print_paragraphs([*problems, *_history_problem(session)], terminal)
            _write("\n")
            screen = Screen(session)
            read_line = _line_reader(session, settings, screen)
        converse(session, read_line, screen)


class Output(Protocol):
    """Where messages are shown."""

    def show(self, message: Message) -> None:
        """Show a message."""

    def show_more(self) -> None:
        """Show the next page of a message that was too long for the window, if there is one."""


def converse(session: ChatSession, read_line: Callable[[], str], output: Output) -> None:
    """Answer lines until they end or the person leaves. Ctrl-C (KeyboardInterrupt) does not leave."""
    from .dispatch import respond
    from .messages import text_message

    while not session.ended:
        try:
            line = read_line()
            if not line.strip():
                output.show_more()
            for message in respond(session, line):
                output.show(message)
        except KeyboardInterrupt:
            output.show(text_message(HOW_TO_LEAVE))
        except EOFError:
            return


def _start_session(settings: ChatSettings, terminal: Terminal, name: str) -> ChatSession:
    from footnote.console import say_preparing, state_folder

    from .history import History
    from .reloading import BankReloader
    from .session import ChatSession

    folder = state_folder(os.environ)
    return ChatSession(
        BankReloader(name, private=settings.private, preparing=say_preparing),
        History(folder, private=settings.private),
        terminal,
        notes_folder=folder,
        source=settings.source,
        environ=os.environ,
        open_address=_open_address,
    )


def _open_address(address: str) -> bool:
    from .commands.opening import open_in_browser

    return open_in_browser(address)


def _line_reader(session: ChatSession, settings: ChatSettings, screen: Screen) -> Callable[[], str]:
    """What reads a line: prompt_toolkit, or Python's `input` in plain mode."""
    if session.terminal.plain:
        from .prompt.plain_reader import PlainReader

        return PlainReader(session.history).read
    from .dispatch import respond
    from .prompt.editor import Editor

    def show_help() -> None:
        for message in respond(session, "/help"):
            screen.show(message)

    return Editor(session, settings, show_help).read


def _loaded_head(session: ChatSession) -> BankHead:
    bank = session.bank
    publishers = dict.fromkeys(source.publisher for source in bank.sources.values())
    return BankHead(bank.title, bank.notice, ", ".join(publishers), len(bank.sources))


def _history_problem(session: ChatSession) -> Iterator[str]:
    if session.history.problem:
        yield f"Your questions are not saved: {session.history.problem}"


def _print_paragraphs(paragraphs: list[str], terminal: Terminal) -> None:
    for text in paragraphs:
        _write("".join(f"{line}\n" for line in wrap(printable(text), terminal.width)))


class Screen:
    """Standard output: a message and an empty line after it, a page at a time or in the user's pager if it is
    a list longer than the window.
    """

    def __init__(self, session: ChatSession) -> None:
        from .pager import Pages

        self._session = session
        self._pages = Pages()

    def show(self, message: Message) -> None:
        """Print a message, or its first page."""
        from .pager import show_in_pager, turns_paging_off

        terminal, environ = self._session.terminal.resized(), self._session.environ
        text = message.render(terminal) + "\n"
        self._pages.drop()
        if message.pageable and show_in_pager(text, terminal, environ):
            return
        if message.pageable and not turns_paging_off(environ):
            text = self._pages.first(text, terminal)
        _write(message.escape + text + "\n")

    def show_more(self) -> None:
        """Print the next page, if there is one."""
        text = self._pages.next(self._session.terminal.resized())
        if text:
            _write(text + "\n")


def _write(text: str) -> None:
    """Print the text. Raises EOFError if the terminal is closed."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise EOFError from error
