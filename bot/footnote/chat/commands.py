"""The one table of the chat's commands: completion, `/help` and the README are made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import actions as keeping, views as showing
from .messages import Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from .session import Talk


class Command(NamedTuple):
    """A command: its name, what may stand after it, what it does in a sentence, and the doing of it."""

    name: str
    takes: str
    says: str
    run: Callable[[Talk, str], Said]

    @property
    def usage(self) -> str:
        """The name, and what may stand after it."""
        return f"{self.name} {self.takes}".rstrip()


def show_help(_talk: Talk, _words: str) -> Said:
    """`/help`: every command with what it does, and the rest in three lines."""
    return showing.listed(
        "Ask in your own words; I answer from one source and show where in it. The chat also takes:",
        [(command.usage, command.says) for command in COMMANDS],
        "Where I offer numbered questions, type a number or ask in other words. Start a question that begins"
        " with a slash with two.",
    )


COMMANDS = (
    Command("/help", "", "Shows this list.", show_help),
    Command("/topics", "[WORDS]", "Lists what I answer, or what I answer about these words.", showing.topics),
    Command("/sources", "", "Shows the sources of the last answer, with their references.", showing.sources),
    Command("/why", "", "Shows how sure I was, and what came second.", showing.show_why),
    Command("/again", "", "Shows the last reply again.", showing.again),
    Command("/wrong", "[WHAT]", "Notes for the authors what is wrong with the last reply.", keeping.wrong),
    Command("/copy", "", "Copies the last reply with its sources.", keeping.copy),
    Command("/save", "FILE", "Writes this chat to a file: Markdown, or JSON for .json.", keeping.save),
    Command("/private", "[on|off]", "Keeps nothing more of what you type.", keeping.private),
    Command("/forget", "", "Deletes what was kept of what you typed.", keeping.forget),
    Command("/bank", "[BANK]", "Says which bank answers, or takes another.", showing.bank),
    Command("/quit", "", "Ends the chat, as Ctrl-D does.", keeping.leave),
)

BY_NAME = {command.name: command for command in COMMANDS}

LEAVING = frozenset({"exit", "quit", ":q", "/exit"})
"""What ends the chat where it stands alone on a line, as in other programs."""


def named(typed: str) -> list[Command]:
    """The command of this name, or those whose names begin so."""
    name = typed.casefold()
    exact = BY_NAME.get(name)
    return (
        [exact]
        if exact
        else [command for command in COMMANDS if command.name.startswith(name) and name != "/"]
    )


def unknown(typed: str) -> str:
    """What is said to a command that is none: what it may have meant."""
    from difflib import get_close_matches

    meant = [command.name for command in named(typed)]
    meant = meant or get_close_matches(typed.casefold(), BY_NAME, n=1, cutoff=0.6)
    name = typed if len(typed) <= 20 else typed[:20] + "..."
    return f"No command {name}. " + (
        f"Did you mean {' or '.join(meant)}?" if meant else "Type /help for the list."
    )
