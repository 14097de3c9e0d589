"""`footnote preview`: which replies an edit of a bank changes, before anybody gets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.cli.exit_codes import fail
from footnote.cli.journals.addresses import journal_option
from footnote.cli.options import bank_option, not_blank

if TYPE_CHECKING:
    import argparse


def add_options(command: argparse.ArgumentParser) -> None:
    """The bank, what it is compared with, and the questions."""
    command.add_argument(
        "path", nargs="?", metavar="BANK", help="The name of a shipped bank, or a bank's folder or file."
    )
    command.add_argument(
        "--against",
        metavar="BANK_OR_REVISION",
        type=not_blank,
        default="HEAD",
        help="Another bank, or a git revision of this one; by default HEAD, the last commit.",
    )
    command.add_argument(
        "--from",
        dest="file",
        metavar="FILE",
        type=not_blank,
        help="More questions, one a line, or as ask --jsonl or journal export prints them; - is stdin.",
    )
    journal_option(command)
    command.add_argument(
        "--no-slips",
        action="store_true",
        help="Do not ask the labelled questions again with a slip of typing.",
    )
    command.add_argument("--json", action="store_true", help="Print the changes as one JSON object.")
    bank_option(command)


def run(arguments: argparse.Namespace) -> int:
    """0; 1 if a reply was right before and is wrong now; 2 where the banks cannot be compared."""
    from footnote.cli.preview_run import preview

    if arguments.path and arguments.bank:
        return fail("two banks are named; write one, and the other after --against")
    return preview(arguments)
