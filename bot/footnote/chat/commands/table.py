"""The table of the chat's commands: completion, `/help` and the README are made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.chat.messages import NO_MESSAGE, Message, table_message

from . import bank, clipboard, feedback, last_reply, privacy, saving, sources, topics

if TYPE_CHECKING:
    from collections.abc import Callable

    from footnote.chat.session import ChatSession

MAX_NAME_LENGTH = 20
"""Characters of an unknown command that are repeated."""


class Command(NamedTuple):
    """A command: its name, what may stand after it, what it does in a sentence, and the function."""

    name: str
    argument: str
    about: str
    run: Callable[[ChatSession, str], Message]

    @property
    def usage(self) -> str:
        """The name, and what may stand after it."""
        return f"{self.name} {self.argument}".rstrip()


def show_help(_session: ChatSession, _argument: str) -> Message:
    """`/help`: every command with what it does, and the rest in three lines."""
    return table_message(
        "Ask in your own words. I answer from one source and show where in it. You can also type:",
        [(command.usage, command.about) for command in COMMANDS],
        "If I offer numbered questions, type a number or ask in other words. To ask a question that begins"
        " with a slash, type two slashes.",
    )


def leave(session: ChatSession, _argument: str) -> Message:
    """`/quit`: ends the chat."""
    session.ended = True
    return NO_MESSAGE


COMMANDS = (
    Command("/help", "", "Shows this list.", show_help),
    Command("/topics", "[WORDS]", "Lists the questions I answer, or those with these words.", topics.topics),
    Command("/sources", "", "Shows the sources of the last answer, with their references.", sources.sources),
    Command("/why", "", "Shows how sure I was, and what came second.", last_reply.why),
    Command("/again", "", "Shows the last reply again.", last_reply.again),
    Command("/wrong", "[WHAT]", "Saves a note on what is wrong with the last reply.", feedback.wrong),
    Command("/copy", "", "Copies the last reply with its sources.", clipboard.copy),
    Command("/save", "FILE", "Writes this chat to a .md, .txt, .json or .chat file.", saving.save),
    Command("/private", "[on|off]", "Stops saving what you type.", privacy.private),
    Command("/forget", "", "Deletes what was saved of what you typed.", privacy.forget),
    Command("/bank", "[BANK]", "Shows which bank answers, or switches to another.", bank.bank),
    Command("/quit", "", "Ends the chat, as Ctrl-D does.", leave),
)

_BY_NAME = {command.name: command for command in COMMANDS}


def find_commands(typed: str) -> list[Command]:
    """The command of this name, or all whose names begin with it."""
    name = typed.casefold()
    if name in _BY_NAME:
        return [_BY_NAME[name]]
    return [command for command in COMMANDS if command.name.startswith(name) and name != "/"]


def unknown_command(typed: str) -> str:
    """What to say about a name that is no command, or several: which one may be meant."""
    from difflib import get_close_matches

    near = [command.name for command in find_commands(typed)]
    near = near or get_close_matches(typed.casefold(), _BY_NAME, n=1, cutoff=0.6)
    name = typed if len(typed) <= MAX_NAME_LENGTH else typed[:MAX_NAME_LENGTH] + "..."
    hint = f"Did you mean {' or '.join(near)}?" if near else "Type /help for the list."
    return f"There is no command {name}. {hint}"
