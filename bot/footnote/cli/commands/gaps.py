"""`footnote gaps`: what people asked that a bank could not answer."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from footnote.cli.exit_codes import Status, fail
from footnote.cli.journals.addresses import JOURNAL, journal_option, opened
from footnote.cli.options import bank_option, not_blank
from footnote.cli.reports.manual import GAPS
from footnote.errors import error_reason
from footnote.text import printable

if TYPE_CHECKING:
    import argparse

    from footnote.bank import Bank
    from footnote.insights import Report


def add_options(command: argparse.ArgumentParser) -> None:
    """The questions, the source, and the report's form."""
    command.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="Questions, one a line, or what ask --jsonl, journal export or notes --json print; - is stdin.",
    )
    journal_option(command)
    command.add_argument(
        "--source", metavar="FILE", type=not_blank, help="The text of the source, to find passages that fit."
    )
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="Print the report as one JSON object.")
    form.add_argument(
        "--html", metavar="FILE", type=not_blank, help="Write the report as an HTML page that opens offline."
    )
    bank_option(command)


def run(arguments: argparse.Namespace) -> int:
    """0 with a report, which may be empty; 2 where there is nothing to read."""
    from footnote.bank import DEFAULT, find_bank, layout
    from footnote.cli.bank_paths import load_bot
    from footnote.cli.importers import read_file, read_journal
    from footnote.insights import Drafter, find_gaps

    address = arguments.journal or ("" if arguments.file else os.environ.get(JOURNAL, ""))
    if not (address or arguments.file):
        return fail("no questions: name a file of them, or a journal with --journal", GAPS)
    name = arguments.bank or DEFAULT
    bot = load_bot(name)
    questions = read_file(arguments.file, bot.bank) if arguments.file else []
    if address:
        with opened(address) as store:
            questions += read_journal(store.lines(), bot.bank)
    passages = _passages(bot.bank, arguments.source) if arguments.source else None
    drafter = Drafter(bot.bank, layout(find_bank(name)))
    return _show(find_gaps(bot, questions, passages, drafter), bot.bank, arguments)


def _passages(bank: Bank, source: str) -> dict[str, str]:
    """The texts of the source by passage, and by place for sentences that are in no passage."""
    from footnote.bank import passage_texts, uncovered_texts
    from footnote.cli.importers import text_of

    text = text_of(source)
    return passage_texts(bank, text) | {
        sentence.where: sentence.text for sentence in uncovered_texts(bank, text)
    }


def _show(report: Report, bank: Bank, arguments: argparse.Namespace) -> int:
    if arguments.json:
        print(json.dumps(report.as_dict(), ensure_ascii=False))
    elif arguments.html:
        return _write(report, bank, arguments.html)
    else:
        from footnote.cli.reports.gaps_text import lines

        print("\n".join(lines(report, bank)))
    return Status.ANSWERED


def _write(report: Report, bank: Bank, file: str) -> int:
    from pathlib import Path

    from footnote.cli.reports.gaps_html import page
    from footnote.cli.reports.pages import write_page

    try:
        write_page(Path(file), page(report, bank))
    except (OSError, ValueError) as error:
        return fail(f"cannot write {file}: {error_reason(error)}")
    print(printable(file))
    return Status.ANSWERED
