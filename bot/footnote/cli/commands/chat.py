"""How a chat is opened: settings and terminal, then on a terminal, in a pipe, or from a file."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from footnote.bank.locations import DEFAULT
from footnote.cli.exit_codes import Status, fail
from footnote.console import config, terminal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from footnote.console.config import Settings
    from footnote.console.terminal import Terminal


def add_options(top: argparse.ArgumentParser) -> None:
    """The options of the chat, where no command is named."""
    top.add_argument("--private", action="store_true", default=None, help="Keep nothing of what is typed.")
    top.add_argument("--source", metavar="FILE", help="Your own copy of the source: /sources quotes it.")
    top.add_argument("--replay", metavar="FILE", help="Repeat a chat saved as .chat, and print it.")


def run(arguments: argparse.Namespace) -> int:
    """`footnote` with options: the chat."""
    return chat(vars(arguments))


def chat(said: Mapping[str, Any]) -> int:
    """`footnote`: a chat on a terminal; in a pipe, one question a line, one answer each.

    `said` holds the command line's options by name; None or nothing where one was not written.
    """
    bank = said.get("bank") or DEFAULT
    if said.get("replay"):
        return _replay(bank, said["replay"])
    wanted, window, problems = settings(said)
    if window.tty and sys.stdin and sys.stdin.isatty():
        from footnote.chat.repl import run

        run(wanted, window, problems)
        return Status.ANSWERED
    from footnote.cli.batch import converse
    from footnote.cli.standard_input import questions

    answered = converse(bank, questions())
    if answered is None:
        return fail("no question: write it on standard input, one a line")
    return Status.ANSWERED if answered else Status.NOT_ANSWERED


def settings(said: Mapping[str, Any]) -> tuple[Settings, Terminal, list[str]]:
    """What the command line says, or else the config file; the terminal; what is wrong with that file."""
    found, problems = config.read(os.environ)
    names = ("bank", "source", "plain", "color", "private")
    found = found._replace(**{name: said[name] for name in names if said.get(name) is not None})
    window = terminal.read(
        os.environ, tty=sys.stdout.isatty(), colour=found.color, plain=found.plain, links=found.links
    )
    return found, window, problems


def _replay(bank: str, file: str) -> int:
    from footnote.chat.replay import replay

    try:
        lines = list(replay(bank, file))
    except (OSError, ValueError) as error:
        return fail(f"cannot read {file}: {getattr(error, 'strerror', None) or error}")
    print("\n".join(lines))
    return Status.ANSWERED
