"""The commands by which a desk learns what its bank lacks: `gaps` and `journal`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING

from footnote.cli.options import Status, add, bank_option, guarded, help_option

if TYPE_CHECKING:
    from footnote.bank.models import Bank
    from footnote.cli.options import Commands, Run
    from footnote.insights.gaps import Report
    from footnote.journal.store import Store

JOURNAL = "FOOTNOTE_JOURNAL"
KEEP_DAYS = "FOOTNOTE_JOURNAL_KEEP_DAYS"


def add_commands(commands: Commands) -> None:
    """`gaps` and `journal`."""
    gapping = add(
        commands, "gaps", _plainly(gaps), does="Show what people asked that the bank could not answer."
    )
    gapping.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="Questions, one a line, or lines of ask --jsonl, journal export or notes --json; - is a pipe.",
    )
    _journal_option(gapping)
    gapping.add_argument("--source", metavar="FILE", help="The source's text, to find the passage that fits.")
    form = gapping.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="Print the report as one JSON object.")
    form.add_argument(
        "--html", metavar="FILE", help="Write the report as a page that opens without a network."
    )
    bank_option(gapping)
    keeping = add(commands, "journal", _plainly(stats), does="Look after the journal of replies.")
    _journal_commands(keeping)


def _journal_commands(keeping: argparse.ArgumentParser) -> None:
    does: dict[str, tuple[Run, str]] = {
        "stats": (stats, "Count the journal's lines by what became of them."),
        "export": (export, "Print each line as one JSON object a line."),
        "prune": (prune, "Delete the lines that are too old, as a running service does by itself."),
    }
    family = keeping.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (run, sentence) in does.items():
        command = family.add_parser(name, help=sentence, description=sentence, add_help=False)
        help_option(command)
        _journal_option(command)
        command.set_defaults(run=guarded(_plainly(run)))
        if name == "prune":
            command.add_argument(
                "--keep-days", metavar="DAYS", type=int, help=f"Instead of {KEEP_DAYS}, or 90."
            )


def _journal_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--journal",
        metavar="ADDRESS",
        help=f"A journal's path, or postgresql://…; without it, what {JOURNAL} says.",
    )


def _plainly(run: Run) -> Run:
    """The command, with what is wrong with a journal or a file told in words."""

    def told(arguments: argparse.Namespace) -> int:
        from footnote.errors import JournalError

        try:
            return run(arguments)
        except JournalError as error:
            print(f"footnote: {error}", file=sys.stderr)
        return Status.UNUSABLE

    return told


def gaps(arguments: argparse.Namespace) -> int:
    """`footnote gaps`: 0 with a report, which may be empty; 2 where there is nothing to read."""
    from footnote.bank.locations import DEFAULT, find, layout
    from footnote.cli.importers import read_file, read_journal
    from footnote.insights.gaps import report
    from footnote.runtime.loading import load

    address = arguments.journal or ("" if arguments.file else os.environ.get(JOURNAL, ""))
    if not (address or arguments.file):
        print("footnote: no questions: name a file of them, or a journal with --journal", file=sys.stderr)
        return Status.UNUSABLE
    name = arguments.bank or DEFAULT
    bot = load(name)
    asked = read_file(arguments.file, bot.bank) if arguments.file else []
    if address:
        with _Opened(address) as store:
            asked += read_journal(store.lines(), bot.bank)
    passages = _passages(bot.bank, arguments.source) if arguments.source else None
    return _show(report(bot, asked, passages, layout(find(name))), bot.bank, arguments)


def _passages(bank: Bank, source: str) -> dict[str, str]:
    """The texts of the source by passage, and by place where no passage holds them."""
    from footnote.bank.source_check import texts, uncovered
    from footnote.cli.importers import text_of

    text = text_of(source)
    return texts(bank, text) | {f"{found.where}": found.text for found in uncovered(bank, text)}


def _show(report: Report, bank: Bank, arguments: argparse.Namespace) -> int:
    from footnote.cli.reports.gaps_page import page
    from footnote.cli.reports.gaps_text import lines
    from footnote.errors import JournalError

    if arguments.json:
        print(json.dumps(report.as_dict(), ensure_ascii=False))
    elif arguments.html:
        try:
            with open(arguments.html, "w", encoding="utf-8") as file:
                file.write(page(report, bank))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise JournalError(f"cannot write {arguments.html}: {reason}") from error
        print(arguments.html)
    else:
        print("\n".join(lines(report, bank)))
    return Status.ANSWERED


def stats(arguments: argparse.Namespace) -> int:
    """`footnote journal stats`: how many lines there are of each sort, most first."""
    with _Opened(_address(arguments)) as store:
        counted = store.tally()
    print(f"{sum(counted.values())}\tlines")
    for parts, times in sorted(counted.items(), key=lambda row: (-row[1], tuple(map(str, row[0])))):
        print("\t".join([str(times), *(part or "-" for part in parts)]))
    return Status.ANSWERED


def export(arguments: argparse.Namespace) -> int:
    """`footnote journal export`: JSON lines, oldest first."""
    with _Opened(_address(arguments)) as store:
        for line in store.lines():
            print(json.dumps(line.as_dict(), ensure_ascii=False))
    return Status.ANSWERED


def prune(arguments: argparse.Namespace) -> int:
    """`footnote journal prune`: delete what is older than may be kept."""
    from footnote.errors import JournalError
    from footnote.journal import Settings

    days = arguments.keep_days if arguments.keep_days is not None else os.environ.get(KEEP_DAYS, "90")
    try:
        settings = Settings(_address(arguments), keep_days=int(days))
    except ValueError:
        raise JournalError(f"{KEEP_DAYS} is a number of days, not {days!r}") from None
    settings.check()
    with _Opened(settings.address) as store:
        gone = store.prune(settings.cutoff())
    print(f"{gone} lines older than {settings.keep_days} days are gone")
    return Status.ANSWERED


def _address(arguments: argparse.Namespace) -> str:
    from footnote.errors import JournalError

    address: str = arguments.journal or os.environ.get(JOURNAL, "")
    if not address:
        raise JournalError(f"no journal: name it with --journal, or in {JOURNAL}")
    return address


class _Opened:
    """A journal's table, with what a database says put into a sentence."""

    def __init__(self, address: str) -> None:
        from footnote.journal import open_store

        self.store = open_store(address)

    def __enter__(self) -> Store:
        return self.store

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        from footnote.errors import JournalError

        if isinstance(error, self.store.UNREACHABLE) and not isinstance(error, BrokenPipeError):
            reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
            raise JournalError(f"cannot read the journal: {reason}") from error
