"""The command line's grammar, put together from the families of commands.

`asking` is for people with a question, `authoring` for those who write banks; the others say it themselves.
"""

from __future__ import annotations

import argparse

import footnote

from .commands import ask, check, gaps, score, serve
from .options import Help, bank_option, display_options, guarded, help_option


def command_parser(name: str) -> argparse.ArgumentParser:
    """The parser of one command."""
    actions = parser()._actions  # noqa: SLF001  (it has no other name)
    commands = next(action for action in actions if isinstance(action.choices, dict))
    command: argparse.ArgumentParser = commands.choices[name]  # type: ignore[index]
    return command


def parser() -> argparse.ArgumentParser:
    """The command line's grammar. Every help text is a sentence."""
    top = argparse.ArgumentParser(
        prog="footnote",
        add_help=False,
        formatter_class=Help,
        description="Answers questions from a bank written from one source, and cites it under every answer.",
        epilog="Without a command, a chat begins; from a pipe, each line is a question. "
        "Exit status: 0 answered, 1 not answered, 2 wrong usage or an unusable bank, 130 interrupted.",
    )
    help_option(top)
    version = f"footnote {footnote.__version__}"
    top.add_argument("--version", action="version", version=version, help="Show the version and exit.")
    bank_option(top, default=None)
    display_options(top, default=None)
    ask.chat_options(top)
    top.set_defaults(run=guarded(ask.begin))
    commands = top.add_subparsers(title="commands", metavar="COMMAND", prog=top.prog)
    for family in (ask, check, score, gaps, serve):
        family.add_commands(commands)
    return top
