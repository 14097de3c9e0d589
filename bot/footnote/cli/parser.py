"""What may be written on the command line. Of the commands, only the one that was typed is imported."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import footnote

from .commands import COMMANDS
from .exit_codes import guarded
from .options import CommandParser, bank_option, display_options, help_option

if TYPE_CHECKING:
    from collections.abc import Sequence


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The arguments, `run` among them: what to call with them. Wrong usage is printed and raises
    SystemExit.
    """
    top = _top(_ShowHelp)
    top.add_argument("command", nargs="A...").required = False  # a word, and all after it as it stands
    arguments = top.parse_args(words)
    if not arguments.command:
        return arguments
    name, *rest = arguments.command[arguments.command[0] == "--" :]
    if name not in COMMANDS:
        from .hints import unknown_command

        top.error(unknown_command(name, rest))
    del arguments.run  # the chat's: what is set already, a command's own default would not replace
    return command_parser(name).parse_args(rest, arguments)


def command_parser(name: str) -> argparse.ArgumentParser:
    """The parser of one command."""
    does = COMMANDS[name]
    return _complete(CommandParser(prog=f"footnote {name}", description=does, add_help=False), name)


def parser() -> argparse.ArgumentParser:
    """The whole command line with every command, for help, completion and the man page."""
    top = _top("help")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", prog=top.prog)
    for name, does in COMMANDS.items():
        _complete(commands.add_parser(name, help=does, description=does, add_help=False), name)
    return top


def _top(help_action: str | type[argparse.Action]) -> CommandParser:
    """What may be written before a command, or without one."""
    from .commands import chat

    top = CommandParser(
        prog="footnote",
        add_help=False,
        description="Answers questions from a bank written from one source, and cites it under every answer.",
        epilog="Without a command, a chat begins; from a pipe, each line is a question. "
        "Exit status: 0 answered, 1 not answered, 2 wrong usage or an unusable bank, 130 interrupted.",
    )
    help_option(top, help_action)
    version = f"footnote {footnote.__version__}"
    top.add_argument("-V", "--version", action="version", version=version, help="Show the version and exit.")
    bank_option(top, default=None)
    display_options(top, default=None)
    chat.add_options(top)
    top.set_defaults(run=guarded(chat.run))
    return top


def _complete(command: argparse.ArgumentParser, name: str) -> argparse.ArgumentParser:
    """The command with its options, and with what runs it."""
    module = import_module(f".commands.{name}", __package__)
    help_option(command)
    module.add_options(command)
    command.set_defaults(run=guarded(module.run))
    return command


class _ShowHelp(argparse.Action):
    """Prints the help of the whole command line, which lists every command."""

    def __init__(self, **options: Any) -> None:
        super().__init__(nargs=0, default=argparse.SUPPRESS, **{**options, "dest": argparse.SUPPRESS})

    def __call__(self, *_: object, **__: object) -> NoReturn:
        parser().print_help()
        raise SystemExit(0)
