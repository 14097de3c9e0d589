"""The table of the chat's commands: completion, `/help` and the README are made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.chat.messages import NO_MESSAGE, Message, any_of
from footnote.console import EMPTY
from footnote.dialogue import Block

from . import (
    bank,
    clipboard,
    feedback,
    last_reply,
    opening,
    privacy,
    saving,
    sources,
    summary,
    topics,
    why,
)

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


def show_help(session: ChatSession, _argument: str) -> Message:
    """`/help`: the keys, then every command, with what each does."""
    keys = [key for key in KEYS if not session.terminal.plain or key.in_plain_mode]
    return Message(
        (
            Block("", "Ask in your own words. I answer from one source and show where in it. Keys:"),
            *(Block(key.name, key.about) for key in keys),
            EMPTY,
            Block("", "Commands:"),
            *(Block(command.usage, command.about) for command in COMMANDS),
        ),
        pageable=True,
    )


def leave(session: ChatSession, _argument: str) -> Message:
    """`/quit`: ends the chat."""
    session.ended = True
    return NO_MESSAGE


COMMANDS = (
    Command("/help", "", "Shows this list.", show_help),
    Command("/topics", "[WORDS]", "Lists the questions I answer, or those with these words.", topics.topics),
    Command("/sources", "", "Shows the sources of the last answer in full.", sources.sources),
    Command("/open", "N", "Opens source [N] of the last answer in a browser.", opening.open_source),
    Command("/why", "", "Shows what I understood, and how sure I was.", why.why),
    Command("/again", "", "Shows the last reply again.", last_reply.again),
    Command("/summary", "", "Lists the answers so far with their sources, to take along.", summary.summary),
    Command(
        "/wrong", "[WHAT]", "Notes what is wrong with the last reply, and what is right.", feedback.wrong
    ),
    Command("/copy", "", "Copies the last reply with its sources.", clipboard.copy),
    Command("/save", "FILE", "Writes this chat to a .md, .txt, .json or .chat file.", saving.save),
    Command("/private", "[on|off]", "Stops saving what you type.", privacy.private),
    Command("/forget", "", "Deletes what was saved of what you typed.", privacy.forget),
    Command("/bank", "[BANK]", "Shows which bank answers, or switches to another.", bank.bank),
    Command("/quit", "", "Ends the chat, as Ctrl-D does.", leave),
)


class Key(NamedTuple):
    """A key, or what is typed instead of a question: what it does in a sentence.

    `in_plain_mode` says whether plain mode has it.
    """

    name: str
    about: str
    in_plain_mode: bool = False


KEYS = (
    Key("a, b, c", "Picks one of the questions I offer.", in_plain_mode=True),
    Key("1, 2, 3", "Opens that source of the last answer in a browser.", in_plain_mode=True),
    Key("Tab", "Lists questions with the words typed so far."),
    Key("Right arrow", "Accepts the suggestion shown in grey."),
    Key("Up, Ctrl-R", "Finds earlier questions.", in_plain_mode=True),
    Key("Alt-Enter", "Starts another line."),
    Key("Ctrl-C", "Clears the line."),
    Key("Ctrl-D", "Leaves, as bye does.", in_plain_mode=True),
    Key("F1", "Shows this list."),
    Key("//", "Begins a question that itself begins with a slash.", in_plain_mode=True),
)
"""The keys of the chat, and what can be typed besides questions and commands."""

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
    hint = f"Did you mean {any_of(near)}?" if near else "Type /help for the list."
    return f"There is no command {name}. {hint}"
