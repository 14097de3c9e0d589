"""`footnote journal`: the journal of replies counted, exported, pruned, copied, and people erased in it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from footnote.cli.exit_codes import Status, fail, guarded
from footnote.cli.journals import erasing
from footnote.cli.journals.addresses import address_of, journal_option, opened
from footnote.cli.options import CommandParser, help_option

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from footnote.journal import Line

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
        _OPTIONS.get(name, _no_options)(one)


def run(_: argparse.Namespace) -> int:
    """Never called by the command line, which requires one of the commands."""
    return fail(f"name a command: {', '.join(_COMMANDS)}")


def stats(arguments: argparse.Namespace) -> int:
    """`footnote journal stats`: how many lines there are of each outcome, most first."""
    with opened(address_of(arguments)) as store:
        counted = store.tally()
    print(f"{sum(counted.values())}\tlines")
    for parts, times in sorted(counted.items(), key=lambda row: (-row[1], tuple(map(str, row[0])))):
        print("\t".join([str(times), *(part or "-" for part in parts)]))
    return Status.ANSWERED


def export(arguments: argparse.Namespace) -> int:
    """`footnote journal export`: JSON lines, oldest first."""
    for line in _lines(address_of(arguments)):
        print(json.dumps(line.as_dict(), ensure_ascii=False))
    return Status.ANSWERED


def prune(arguments: argparse.Namespace) -> int:
    """`footnote journal prune`: delete what is older than may be kept."""
    from footnote.journal import Settings

    days = arguments.keep_days if arguments.keep_days is not None else os.environ.get(KEEP_DAYS, "90")
    try:
        settings = Settings(address_of(arguments), keep_days=int(days))
    except ValueError:
        return fail(f"{KEEP_DAYS} must be a number of days, not {days!r}")
    settings.check()
    with opened(settings.address) as store:
        deleted = store.prune(settings.cutoff())
    print(f"lines older than {settings.keep_days} days deleted: {deleted}")
    return Status.ANSWERED


def backup(arguments: argparse.Namespace) -> int:
    """`footnote journal backup FILE`: a copy of a journal that may be in use."""
    from footnote.journal import back_up

    back_up(address_of(arguments), arguments.file)
    print(f"copied to {arguments.file}")
    return Status.ANSWERED


def restore(arguments: argparse.Namespace) -> int:
    """`footnote journal restore FILE`: a copy brought back."""
    from footnote.journal import restore as bring_back

    address = address_of(arguments)
    bring_back(arguments.file, address, replace=arguments.replace)
    print(f"brought back to {address}; erase again whoever was erased since the copy was made")
    return Status.ANSWERED


_COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], int], str]] = {
    "stats": (stats, "Count the lines by bank, kind, reason and feedback."),
    "export": (export, "Print the lines as JSON, one object a line."),
    "prune": (prune, "Delete old lines, as a running service does by itself."),
    "erase": (erasing.erase, "Delete what is stored of a person, here and in handed-over conversations."),
    "backup": (backup, "Copy an SQLite journal to a new file, while the service runs."),
    "restore": (restore, "Bring such a copy back."),
}


def _prune_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--keep-days", metavar="DAYS", type=int, help=f"Days to keep a line, instead of {KEEP_DAYS} or 90."
    )


def _backup_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="The path of the new file.")


def _restore_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="The path of the copy.")
    command.add_argument("--replace", action="store_true", help="Lose what is in the journal now.")


def _no_options(_: argparse.ArgumentParser) -> None:
    """`--journal` is all that it takes."""


_OPTIONS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "prune": _prune_options,
    "erase": erasing.add_options,
    "backup": _backup_options,
    "restore": _restore_options,
}


def _lines(address: str) -> Iterator[Line]:
    """The lines of a journal. What printing them raises is not taken for an error of the journal."""
    with opened(address) as store:
        yield from store.lines()
