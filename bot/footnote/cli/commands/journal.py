"""`footnote journal`: the journal of replies counted, exported and pruned."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from footnote.cli.exit_codes import Status, fail, guarded
from footnote.cli.options import CommandParser, help_option

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from footnote.journal import Line, Store

JOURNAL = "FOOTNOTE_JOURNAL"
"""The environment variable that names the journal."""

KEEP_DAYS = "FOOTNOTE_JOURNAL_KEEP_DAYS"
"""The environment variable that says for how many days lines are kept."""


def add_options(command: argparse.ArgumentParser) -> None:
    """The commands of `journal`, each with the journal's address."""
    commands = command.add_subparsers(
        title="commands", metavar="COMMAND", required=True, parser_class=CommandParser
    )
    for name, (run_one, does) in _COMMANDS.items():
        one = commands.add_parser(name, help=does, description=does, add_help=False)
        help_option(one)
        journal_option(one)
        one.set_defaults(run=guarded(run_one))
        if name == "prune":
            one.add_argument(
                "--keep-days",
                metavar="DAYS",
                type=int,
                help=f"Days to keep a line, instead of {KEEP_DAYS} or 90.",
            )


def journal_option(command: argparse.ArgumentParser) -> None:
    """`--journal`, which `gaps` takes too."""
    command.add_argument(
        "--journal",
        metavar="ADDRESS",
        help=f"The journal's path, or postgresql://…; by default, the value of {JOURNAL}.",
    )


def run(_: argparse.Namespace) -> int:
    """Never called by the command line, which requires one of the commands."""
    return fail(f"name a command: {', '.join(_COMMANDS)}")


def stats(arguments: argparse.Namespace) -> int:
    """`footnote journal stats`: how many lines there are of each outcome, most first."""
    with opened(_address(arguments)) as store:
        counted = store.tally()
    print(f"{sum(counted.values())}\tlines")
    for parts, times in sorted(counted.items(), key=lambda row: (-row[1], tuple(map(str, row[0])))):
        print("\t".join([str(times), *(part or "-" for part in parts)]))
    return Status.ANSWERED


def export(arguments: argparse.Namespace) -> int:
    """`footnote journal export`: JSON lines, oldest first."""
    for line in _lines(_address(arguments)):
        print(json.dumps(line.as_dict(), ensure_ascii=False))
    return Status.ANSWERED


def prune(arguments: argparse.Namespace) -> int:
    """`footnote journal prune`: delete what is older than may be kept."""
    from footnote.journal import Settings

    days = arguments.keep_days if arguments.keep_days is not None else os.environ.get(KEEP_DAYS, "90")
    try:
        settings = Settings(_address(arguments), keep_days=int(days))
    except ValueError:
        return fail(f"{KEEP_DAYS} must be a number of days, not {days!r}")
    settings.check()
    with opened(settings.address) as store:
        deleted = store.prune(settings.cutoff())
    print(f"lines older than {settings.keep_days} days deleted: {deleted}")
    return Status.ANSWERED


_COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], int], str]] = {
    "stats": (stats, "Count the lines by bank, kind, reason and feedback."),
    "export": (export, "Print the lines as JSON, one object a line."),
    "prune": (prune, "Delete old lines, as a running service does by itself."),
}


def _address(arguments: argparse.Namespace) -> str:
    from footnote.errors import NoJournal

    address: str = arguments.journal or os.environ.get(JOURNAL, "")
    if not address:
        raise NoJournal(f"no journal; name one with --journal or {JOURNAL}")
    return address


def _lines(address: str) -> Iterator[Line]:
    """The lines of a journal. What printing them raises is not taken for an error of the journal."""
    with opened(address) as store:
        yield from store.lines()


@contextmanager
def opened(address: str) -> Iterator[Store]:
    """The table of a journal. What a database raises meanwhile becomes a JournalError with its reason."""
    from footnote.errors import JournalError
    from footnote.journal import open_store

    store = open_store(address)
    try:
        yield store
    except store.UNREACHABLE as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise JournalError(f"cannot read the journal: {reason}") from error
