"""What a line is: an answer to a question of the chat, a command, or a question for the bot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.text import printable

from .commands.table import find_commands, unknown_command
from .messages import text_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .messages import Message
    from .session import ChatSession

_COMMAND = re.compile(r"(/[A-Za-z]*)(?:[ \t]+([^\n]*))?")

EXIT_WORDS = frozenset({"exit", "quit", ":q", "/exit"})
"""What ends the chat if it is all of a line, as in other programs."""


def respond(session: ChatSession, line: str) -> Iterator[Message]:
    """The messages in answer to a line, in order: first about the bank if it was edited, then to the line."""
    line = printable(line).strip()
    if not line:
        return
    notice = session.reload_bank()
    if notice:
        yield notice
    message = _respond(session, line)
    if message.blocks:
        yield message


def _respond(session: ChatSession, line: str) -> Message:
    choice, session.choice = session.choice, None
    picked = choice.pick(line) if choice else None
    if choice and picked is not None:
        return choice.then(picked)
    if choice and line.isdecimal():
        session.choice = choice
        return text_message(f"Type a number from 1 to {len(choice.options)}, or ask something else.")
    if line.casefold() in EXIT_WORDS:
        line = "/quit"
    command = _COMMAND.fullmatch(line)
    if command:
        return _run_command(session, command[1], (command[2] or "").strip())
    if not line.isdigit():  # the number of an option means nothing in a later chat
        session.history.add(line)
    return session.ask(line.removeprefix("/") if line.startswith("//") else line)


def _run_command(session: ChatSession, name: str, argument: str) -> Message:
    matches = find_commands(name)
    if len(matches) != 1:
        return text_message(unknown_command(name))
    return matches[0].run(session, argument)
