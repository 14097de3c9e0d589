"""`footnote learn`: a bank gets better by being used: what people asked becomes wordings of its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.cli.exit_codes import fail
from footnote.cli.journals.addresses import journal_option
from footnote.cli.options import bank_option, not_blank

if TYPE_CHECKING:
    import argparse


def add_options(command: argparse.ArgumentParser) -> None:
    """The bank, where the questions come from, and where the decisions do."""
    command.add_argument(
        "path", nargs="?", metavar="BANK", help="The name of a shipped bank, or a bank's folder or file."
    )
    journal_option(command)
    command.add_argument(
        "--from",
        dest="file",
        metavar="FILE",
        type=not_blank,
        help="Questions in place of the journal: one a line, or what other commands print; - is stdin.",
    )
    command.add_argument(
        "--answers",
        metavar="FILE",
        type=not_blank,
        help='Decisions, an object a line: {"question": "…"} with "entry", "about" or "ignore".',
    )
    command.add_argument(
        "--origin",
        metavar="TEXT",
        type=not_blank,
        help="Where new wordings come from, for the bank; by default, the journal and the month.",
    )
    command.add_argument(
        "--no-score", action="store_true", help="Do not measure the bank again on its labelled questions."
    )
    bank_option(command)


def run(arguments: argparse.Namespace) -> int:
    """0, or 130 after Ctrl-C: what was decided is saved either way. 2 where there is nothing to read."""
    from footnote.cli.bank_paths import refuse_shipped
    from footnote.cli.learning.learning_run import learn

    if arguments.path and arguments.bank:
        return fail("two banks are named; write one")
    if arguments.file == "-" and not arguments.answers:
        return fail(
            "questions and decisions cannot both come from standard input; name a file with --answers"
        )
    named = arguments.path or arguments.bank
    refuse_shipped([named] if named else [], "learn")
    return learn(arguments)
