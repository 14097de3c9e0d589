"""`footnote check`: what is wrong with a bank, or has changed in its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.cli.exit_codes import Status
from footnote.cli.options import bank_option, not_blank

if TYPE_CHECKING:
    import argparse


def add_options(command: argparse.ArgumentParser) -> None:
    """The banks, the source's text, and how much to print."""
    command.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="A bank's name, folder or file; without one, the shipped banks.",
    )
    command.add_argument(
        "--source",
        metavar="FILE",
        type=not_blank,
        help="The text of the source: list the passages that are unchanged, moved, changed or gone.",
    )
    command.add_argument(
        "--all", action="store_true", help="Print every problem, not only the first ten of each kind."
    )
    command.add_argument(
        "--quick", action="store_true", help="Leave out the checks that ask the bot every wording."
    )
    command.add_argument(
        "--online", action="store_true", help="Open every link, too, and name the dead ones."
    )
    bank_option(command)


def run(arguments: argparse.Namespace) -> int:
    """0 if nothing is wrong, otherwise 2."""
    from footnote.cli.reports.check_text import check_banks, check_source

    paths = arguments.paths or ([arguments.bank] if arguments.bank else [])
    if arguments.source:
        good = check_source(paths, arguments.source, everything=arguments.all)
    else:
        good = check_banks(paths, everything=arguments.all, quick=arguments.quick, online=arguments.online)
    return Status.ANSWERED if good else Status.UNUSABLE
