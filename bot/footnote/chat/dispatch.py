"""What a line is: an answer to a question of the chat, a command, or a question for the bot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.text import printable

from .commands.opening import open_source
from .commands.table import find_commands, unknown_command
from .messages import is_letter, letter_index, letters_of, text_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .messages import Message
    from .session import ChatSession

_NUMBER = re.compile(r"/?(\d{1,9})", re.ASCII)
_COMMAND = re.compile(r"(/[A-Za-z]*)(?:[ \t]+([^\n]*))?")

NOTHING_TO_PICK = "There is nothing to pick from here. Ask in your own words."

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
    if choice and (line.isdecimal() or (is_letter(line) and not choice.numbered)):
        session.choice = choice
        return text_message(choice.how_to_pick)
    if line.casefold() in EXIT_WORDS:
        line = "/quit"
    command = _COMMAND.fullmatch(line)
    if command:
        return _run_command(session, command[1], (command[2] or "").strip())
    number = _NUMBER.fullmatch(line)
    if number:
        return _take_number(session, int(number[1]), line)
    if is_letter(line) and not session.can_pick_earlier and not session.accepts(line):
        return _take_letter(session, line, _options(session))
    if not is_letter(line):  # the letter of an option means nothing in a later chat
        session.history.add(line)
    return session.ask(line.removeprefix("/") if line.startswith("//") else line)


def _options(session: ChatSession) -> int:
    """How many questions the last reply offers."""
    return len(session.turns[-1].reply.options) if session.turns else 0


def _take_letter(session: ChatSession, line: str, options: int) -> Message:
    """The option of this letter, which the bot knows by its number."""
    for index in letter_index(line, options):
        return session.ask(str(index + 1), typed=line)
    if not options:
        return text_message(NOTHING_TO_PICK)
    return text_message(f"Type {letters_of(options)}, or ask in other words.")


def _take_number(session: ChatSession, number: int, line: str) -> Message:
    """The source of this number; or the option, where the last reply has options and no sources."""
    options = _options(session)
    if options and not session.turns[-1].reply.citations and not line.startswith("/"):
        if 1 <= number <= options:
            return session.ask(str(number))
        return text_message(f"Type {letters_of(options)}, or ask in other words.")
    return open_source(session, str(number))


def _run_command(session: ChatSession, name: str, argument: str) -> Message:
    matches = find_commands(name)
    if len(matches) != 1:
        return text_message(unknown_command(name))
    return matches[0].run(session, argument)
