"""`footnote serve`: the bot on the network."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from footnote.cli.exit_codes import Status, fail
from footnote.cli.options import bank_option
from footnote.cli.reports.manual import SERVE

if TYPE_CHECKING:
    import argparse


def add_options(command: argparse.ArgumentParser) -> None:
    """The settings that are given most often; a file has all of them."""
    command.add_argument(
        "--config", metavar="FILE", help="A TOML file with settings; the README has them all."
    )
    command.add_argument("--host", metavar="HOST", help="The address to listen on, instead of 127.0.0.1.")
    command.add_argument("--port", metavar="PORT", help="The port, instead of 8000; 0 takes a free one.")
    bank_option(command)


def run(arguments: argparse.Namespace) -> int:
    """0 after the service was stopped; 2 where it cannot start."""
    try:
        from footnote.web import run as run_server
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("footnote"):
            raise
        return fail(f"serving needs {error.name}: pip install 'footnote-bot[serve]'", SERVE)
    banks = {_name(arguments.bank): arguments.bank} if arguments.bank else None
    given = {"host": arguments.host, "port": arguments.port, "banks": banks}
    return Status.ANSWERED if run_server(arguments.config, given) else Status.UNUSABLE


def _name(bank: str) -> str:
    """What callers call a bank that is given by its path: its folder."""
    path = os.path.abspath(bank)
    return os.path.basename(os.path.dirname(path) if os.path.isfile(path) else path)
