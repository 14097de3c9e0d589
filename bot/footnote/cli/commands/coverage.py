"""`footnote coverage`: which parts of its sources a bank answers from, and what people asked about them."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from footnote.cli.exit_codes import Status, fail
from footnote.cli.journals.addresses import JOURNAL, journal_option, opened
from footnote.cli.options import bank_option, not_blank
from footnote.errors import error_reason
from footnote.text import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from footnote.bank import Bank
    from footnote.insights import Asked, Coverage, LoggedQuestion


def add_options(command: argparse.ArgumentParser) -> None:
    """The bank, the questions, and the form of the map."""
    command.add_argument("name", nargs="?", metavar="BANK", help="A bank's name, folder or file.")
    journal_option(command)
    command.add_argument("--all", action="store_true", help="Print every part, not only those to look at.")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="Print each part as one JSON object a line.")
    form.add_argument(
        "--html", metavar="FILE", type=not_blank, help="Write the map as an HTML page that opens offline."
    )
    bank_option(command)


def run(arguments: argparse.Namespace) -> int:
    """0 with a map; 2 where the bank or a copy of a source cannot be read."""
    from footnote.bank import DEFAULT
    from footnote.cli.bank_paths import read_yaml, yaml_path
    from footnote.insights import cover

    path = yaml_path(arguments.name or arguments.bank or DEFAULT)
    bank = read_yaml(path)
    asked = [*_labelled(path, bank), *_logged(arguments, bank)]
    return _show(cover(bank, _copies(path, bank), asked), bank, arguments)


def _copies(path: str, bank: Bank) -> dict[str, str]:
    """The texts of the author's copies of sources, by the ids of these."""
    from footnote.bank import upkeep
    from footnote.cli.upkeep.source_review import read_text

    return {id: read_text(file) for id, file in upkeep.find_copies(path, bank).items()}


def _labelled(path: str, bank: Bank) -> Iterator[Asked]:
    """The labelled questions that an entry answers."""
    from footnote.evaluation import read_own_questions
    from footnote.insights import Asked

    questions = read_own_questions(path, bank)
    turns = (turn for conversation in questions.conversations for turn in conversation)
    for each in (*questions.single, *turns):
        if each.entries:
            yield Asked(each.ask, each.entries[:1])


def _logged(arguments: argparse.Namespace, bank: Bank) -> Iterator[Asked]:
    """The questions of the journal, if there is one."""
    from footnote.cli.importers import read_journal

    address = arguments.journal or os.environ.get(JOURNAL, "")
    if address:
        with opened(address) as store:
            questions = read_journal(store.lines(), bank)
        yield from _asked(questions)


def _asked(questions: Iterable[LoggedQuestion]) -> Iterator[Asked]:
    from footnote.insights import Asked

    for each in questions:
        entry = each.taken or each.entry
        if each.question and (entry or each.kind in ("decline", "clarify")):
            yield Asked(each.question, (entry,) if entry else ())


def _show(coverages: list[Coverage], bank: Bank, arguments: argparse.Namespace) -> int:
    from footnote.cli.reports import coverage_text

    if arguments.json:
        for each in coverages:
            for piece in each.pieces:
                print(json.dumps({"source": each.source, **piece.as_dict()}, ensure_ascii=False))
    elif arguments.html:
        return _write(coverages, bank, arguments.html)
    else:
        print("\n".join(coverage_text.lines(coverages, bank, everything=arguments.all)))
    return Status.ANSWERED


def _write(coverages: list[Coverage], bank: Bank, file: str) -> int:
    from pathlib import Path

    from footnote.cli.reports.coverage_html import page
    from footnote.cli.reports.pages import write_page

    try:
        write_page(Path(file), page(coverages, bank))
    except (OSError, ValueError) as error:
        return fail(f"cannot write {file}: {error_reason(error)}")
    print(printable(file))
    return Status.ANSWERED
