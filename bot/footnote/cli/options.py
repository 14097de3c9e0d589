"""What commands share: the parser they are made with, and the options that several of them take."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NoReturn

from footnote.console import window_size

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class HelpFormatter(argparse.HelpFormatter):
    """Help as wide as the window, for which argparse would ask `shutil` at every option."""

    def __init__(self, prog: str, **more: Any) -> None:
        super().__init__(prog, **{"width": window_size()[0] - 2, **more})


class CommandParser(argparse.ArgumentParser):
    """A parser whose errors are plain sentences with a hint, and end with status 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": HelpFormatter, **options})

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and what to write instead, and raise SystemExit."""
        from .hints import plain_sentence

        known = [name for action in self._actions for name in action.option_strings]
        self.exit(2, f"footnote: {plain_sentence(message, known)}\n{self.prog} --help shows the usage\n")

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print the help. Raises OSError where that fails, which argparse would ignore."""
        print(self.format_help(), end="", file=file)


def help_option(command: argparse.ArgumentParser, action: str | type[argparse.Action] = "help") -> None:
    """`--help`, with a sentence as every option has it."""
    command.add_argument("-h", "--help", action=action, help="Show this help and exit.")


def not_blank(text: str) -> str:
    """The text as it was written. Raises ArgumentTypeError where it is blank, as a shell's unset variable."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the value is empty; write a name or path, or leave the option out")
    return text


def positive(text: str) -> int:
    """The number that was written. Raises ArgumentTypeError where it is none, or less than 1."""
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text} is no number of things; write one from 1 up, such as 15")
    return int(text)


def bank_option(command: argparse.ArgumentParser, default: str | None = argparse.SUPPRESS) -> None:
    """`--bank`, before the command or after it."""
    command.add_argument(
        "--bank",
        metavar="BANK",
        type=not_blank,
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
        help="Plain mode, for screen readers and simple terminals: only adds labelled lines.",
    )
