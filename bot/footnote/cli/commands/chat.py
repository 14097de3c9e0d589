"""How a chat is opened: settings and terminal, then on a terminal, in a pipe, or from a file."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from footnote.bank import DEFAULT
from footnote.cli.exit_codes import Status, fail
from footnote.cli.reports.manual import REPLAY
from footnote.console import detect_terminal, read_settings
from footnote.errors import error_reason

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from footnote.console import ChatSettings, Terminal


def add_options(top: argparse.ArgumentParser) -> None:
    """The options of the chat, where no command is named."""
    top.add_argument("--private", action="store_true", default=None, help="Save nothing of what is typed.")
    top.add_argument("--source", metavar="FILE", help="Your own copy of the source: /sources quotes it.")
    top.add_argument(
        "--replay",
        metavar="FILE",
        help="Ask the questions of a saved .chat or .json file again, and print the replies.",
    )


def run(arguments: argparse.Namespace) -> int:
    """`footnote` with options: the chat."""
    return chat(vars(arguments))


def chat(options: Mapping[str, Any]) -> int:
    """`footnote`: a chat on a terminal; in a pipe, one question a line, one answer each.

    `options` are the command line's by name; an option that was not given is None or missing.
    """
    chosen, terminal, problems = settings(options)
    bank = chosen.bank or DEFAULT
    if options.get("replay"):
        _warn(problems)
        return _replay(bank, options["replay"])
    if terminal.tty and sys.stdin and sys.stdin.isatty():
        from footnote.chat import run

        run(chosen, terminal, problems)
        return Status.ANSWERED
    from footnote.cli.batch import converse
    from footnote.cli.standard_input import questions

    _warn(problems)
    answered = converse(bank, questions())
    if answered is None:
        return fail("no question: write it on standard input, one a line")
    return Status.ANSWERED if answered else Status.NOT_ANSWERED


def _warn(problems: list[str]) -> None:
    """Print what is wrong with the config file; the chat on a terminal shows it itself."""
    for problem in problems:
        print(f"footnote: {problem}", file=sys.stderr)


def settings(options: Mapping[str, Any]) -> tuple[ChatSettings, Terminal, list[str]]:
    """The settings of the command line or the config file, the terminal, and what is wrong with the file."""
    chosen, problems = read_settings(os.environ)
    names = ("bank", "source", "plain", "color", "private")
    chosen = chosen._replace(**{name: options[name] for name in names if options.get(name) is not None})
    terminal = detect_terminal(
        os.environ, tty=sys.stdout.isatty(), colour=chosen.color, plain=chosen.plain, links=chosen.links
    )
    return chosen, terminal, problems


def _replay(bank: str, path: str) -> int:
    from footnote.chat import ReplayError, replay_chat

    try:
        lines = list(replay_chat(bank, path))
    except ReplayError as error:
        return fail(f"cannot replay {path}: {error}", REPLAY)
    except (OSError, ValueError) as error:
        return fail(f"cannot read {path}: {error_reason(error)}")
    print("\n".join(lines))
    return Status.ANSWERED
