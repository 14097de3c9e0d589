"""`footnote export`: a bank as CSV, Markdown or a FAQPage, with its citations."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from footnote.cli.exit_codes import Status
from footnote.cli.options import bank_option, not_blank
from footnote.text import printable

if TYPE_CHECKING:
    import argparse


def add_options(command: argparse.ArgumentParser) -> None:
    """The bank, the format, and where to."""
    command.add_argument(
        "source", nargs="?", metavar="BANK", help="The name of a shipped bank, or a bank's folder."
    )
    command.add_argument(
        "--format",
        choices=("csv", "markdown", "html", "json"),
        default="csv",
        help="A table; a Markdown page; an HTML page with schema.org's FAQPage; that alone as JSON-LD.",
    )
    command.add_argument(
        "-o", "--output", metavar="FILE", type=not_blank, help="Write this file, not to the screen."
    )
    command.add_argument("--wordings", action="store_true", help="Export the wordings of each question too.")
    command.add_argument(
        "--semicolons", action="store_true", help="Semicolons between the cells of the table."
    )
    bank_option(command)


def run(arguments: argparse.Namespace) -> int:
    """0, or 2 where the bank cannot be used or the file cannot be written."""
    from footnote.authoring import export_bank, write_text
    from footnote.bank import DEFAULT
    from footnote.cli.bank_paths import load_bot

    bank = load_bot(arguments.source or arguments.bank or DEFAULT).bank
    delimiter = ";" if arguments.semicolons else ","
    text = export_bank(bank, arguments.format, delimiter, wordings=arguments.wordings)
    if arguments.output:
        write_text(arguments.output, text)
        print(printable(f"{arguments.output}: {len(bank.entries)} questions"))
    else:
        sys.stdout.write(text)
    return Status.ANSWERED
