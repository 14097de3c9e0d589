"""What the commands of the command line share: how they are added, their options, and how they end."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, TypeAlias

from footnote.console import window_size

from .exit_codes import Status, fail, guarded

if TYPE_CHECKING:
    from collections.abc import Callable

    Run: TypeAlias = Callable[[argparse.Namespace], int]
    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  (it has no other name)


__all__ = ["Help", "Status", "add", "bank_option", "display_options", "fail", "guarded", "help_option"]


class Help(argparse.HelpFormatter):
    """Help as wide as the window, of which argparse would ask `shutil` at every option."""

    def __init__(self, prog: str, **more: Any) -> None:
        super().__init__(prog, **{"width": window_size()[0] - 2, **more})


def add(commands: Commands, name: str, run: Run, *, does: str) -> argparse.ArgumentParser:
    """A command of this name, ready for its options. `does` is a sentence."""
    command = commands.add_parser(name, help=does, description=does, add_help=False, formatter_class=Help)
    help_option(command)
    command.set_defaults(run=guarded(run))
    return command


def help_option(command: argparse.ArgumentParser) -> None:
    """`--help`, in a sentence as every option has it."""
    command.add_argument("-h", "--help", action="help", help="Show this help and exit.")


def bank_option(command: argparse.ArgumentParser, default: str | None = argparse.SUPPRESS) -> None:
    """`--bank`, before the command or after it."""
    command.add_argument(
        "--bank",
        metavar="BANK",
        default=default,
        help="The name of a shipped bank, or a path to a bank's folder or file.",
    )


def display_options(command: argparse.ArgumentParser, default: str | None = argparse.SUPPRESS) -> None:
    """`--color` and `--plain`, before the command or after it."""
    command.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default=default,
        help="When to use colour; auto does on a terminal, unless NO_COLOR is set.",
    )
    command.add_argument(
        "--plain",
        action="store_true",
        default=default,
        help="Only add lines of text, each labelled: for screen readers and simple terminals.",
    )
