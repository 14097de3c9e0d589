"""`footnote import`: questions and answers from CSV, Markdown or HTML into a bank."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from footnote.cli.exit_codes import Status, fail
from footnote.text import printable

from .new import about, bank_options, copy_line

if TYPE_CHECKING:
    import argparse

    from footnote.authoring import Update


def add_options(command: argparse.ArgumentParser) -> None:
    """The file, and the bank."""
    command.add_argument(
        "file", metavar="FILE", help="A .csv, .md, .html or .json file with questions and their answers."
    )
    bank_options(command)


def run(arguments: argparse.Namespace) -> int:
    """0 after the bank was written or changed, 2 where the file or the bank cannot be used."""
    from footnote.authoring import found_bank, read_faq, update_bank, write_text

    if not arguments.out:
        return fail("--out DIR, the folder of the bank, is missing; footnote import faq.csv --out faq/mybank")
    faq = read_faq(arguments.file)
    if os.path.isfile(os.path.join(arguments.out, "bank.yaml")):
        update = update_bank(arguments.out, faq)
        for path, text in update.files.items():
            write_text(path, text)
        print("\n".join(_changes(update, arguments.out)))
        return Status.ANSWERED
    new = found_bank(arguments.out, faq, about(arguments))
    print(printable(f"{new.folder}: {new.passages} passages in the answers of {arguments.file}"))
    print("\n".join(map(copy_line, new.copies)))
    print(printable(f"Next: footnote check {new.folder}"))
    return Status.ANSWERED


def _changes(update: Update, folder: str) -> list[str]:
    """What an import changed in a bank that was there."""
    lines = [f"{folder}: {len(update.changed)} entries changed, {len(update.new)} new"]
    for what, ids in (
        ("changed", update.changed),
        ("new", update.new),
        ("not in the file, kept", update.missing),
    ):
        lines += [f"  {what}: {', '.join(ids)}"] if ids else []
    return [*lines, f"Next: footnote check {folder}"]
