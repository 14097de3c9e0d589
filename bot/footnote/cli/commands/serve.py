"""The command that puts the bot on the network: `serve`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from footnote.cli.options import Status, add, bank_option

if TYPE_CHECKING:
    import argparse

    from footnote.cli.options import Commands


def add_commands(commands: Commands) -> None:
    """`serve`."""
    command = add(commands, "serve", serve, does="Answer over HTTP, and serve the widget for a page.")
    command.add_argument(
        "--config", metavar="FILE", help="A TOML file with settings; the README has them all."
    )
    command.add_argument("--host", metavar="HOST", help="The address to listen on, instead of 127.0.0.1.")
    command.add_argument("--port", metavar="PORT", help="The port, instead of 8000; 0 takes a free one.")
    bank_option(command)


def serve(arguments: argparse.Namespace) -> int:
    """`footnote serve`: until somebody says stop; 2 where it cannot begin."""
    try:
        from footnote.web.server import run
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("bot"):
            raise
        print(f"footnote: serving needs {error.name}: pip install 'footnote-bot[serve]'", file=sys.stderr)
        return Status.UNUSABLE
    banks = {_name(arguments.bank): arguments.bank} if arguments.bank else None
    given = {"host": arguments.host, "port": arguments.port, "banks": banks}
    return Status.ANSWERED if run(arguments.config, given) else Status.UNUSABLE


def _name(bank: str) -> str:
    """What callers call a bank that is given by its path: its folder."""
    path = os.path.abspath(bank)
    return os.path.basename(os.path.dirname(path) if os.path.isfile(path) else path)
