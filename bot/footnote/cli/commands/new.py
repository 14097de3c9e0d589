"""`footnote new`: a bank of drafts from pages."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from footnote.cli.exit_codes import Status, fail
from footnote.cli.options import not_blank, positive
from footnote.text import printable

if TYPE_CHECKING:
    import argparse

    from footnote.authoring import About, NewBank

DRAFTS = 15
"""Drafts to begin with: as many as `footnote.authoring.WANTED`, which takes longer to import."""

STARTERS = ("health", "shop", "software", "public")


def add_options(command: argparse.ArgumentParser) -> None:
    """The sources, the folder of the bank, and what is known of them."""
    command.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="A .txt, .md, .rst, .html or .pdf file, or a folder of them; without one, you are asked.",
    )
    command.add_argument(
        "--drafts",
        metavar="N",
        type=positive,
        default=DRAFTS,
        help=f"How many drafts to begin with, {DRAFTS} without it; the others wait in notes-drafts.yaml.",
    )
    bank_options(command)


def bank_options(command: argparse.ArgumentParser) -> None:
    """The folder of a new bank, and what its author knows."""
    command.add_argument(
        "--out", metavar="DIR", type=not_blank, help="The new bank's folder; its name is the bank's id."
    )
    command.add_argument(
        "--starter", choices=STARTERS, help="Begin with synonyms, silent topics and a notice for such a bank."
    )
    for name, metavar, what in (
        ("title", "TEXT", "What the bank is called; the title of the first source without it."),
        ("publisher", "TEXT", "Who publishes the sources."),
        ("url", "URL", "The address of the source."),
        ("kind", "TEXT", "What people call the source: article, page, leaflet, manual."),
        ("updated", "DATE", "The date of its last update, such as 2025-08-14."),
        ("licence", "TEXT", "The licence of its text."),
        ("contact", "TEXT", "Who can help where the bank cannot; completes “Please ask …”."),
        ("language", "NAME", "The language file of the bank; english without it."),
    ):
        command.add_argument(f"--{name}", metavar=metavar, type=not_blank, help=what)


def about(arguments: argparse.Namespace) -> About:
    """What the options say of a new bank."""
    from footnote.authoring import About

    return About(**{name: value for name in About._fields if (value := getattr(arguments, name, None))})


def run(arguments: argparse.Namespace) -> int:
    """0 after the bank was written; 2 where a source cannot be read, or something is in the way."""
    from footnote.authoring import make_bank, read_sources

    if arguments.sources and arguments.out:
        new = make_bank(arguments.out, read_sources(arguments.sources), about(arguments), arguments.drafts)
    elif arguments.sources or arguments.out or not (sys.stdin.isatty() and sys.stdout.isatty()):
        missing = "--out DIR, the folder of the new bank" if arguments.sources else "a SOURCE to read"
        return fail(f"{missing} is missing; footnote new page.html --out faq/mybank")
    else:
        from footnote.cli.prompts import ask_for_bank

        answers = ask_for_bank(about(arguments))
        if not answers:
            return Status.INTERRUPTED
        new = make_bank(*answers, arguments.drafts)
    print(printable("\n".join(_report(new))))
    return Status.ANSWERED


def _report(new: NewBank) -> list[str]:
    """What was written, and what to do next."""
    later = f"; {new.later} more in notes-drafts.yaml" if new.later else ""
    return [
        f"{new.folder}: {new.passages} passages, {new.drafts} drafts{later}",
        *map(copy_line, new.copies),
        f"1. Write answers in {os.path.join(new.folder, 'entries.yaml')}, from what is quoted above each;",
        "   ten or so are a bank.",
        f"2. In {os.path.join(new.folder, 'bank.yaml')}, replace TO BE WRITTEN if you find it.",
        f"3. footnote fmt --finish {new.folder}",
        "   sets the citations, and puts aside the drafts that you left",
        f"4. footnote check {new.folder}",
        f"5. footnote --bank {new.folder}",
    ]


def copy_line(path: str) -> str:
    """What a copy of a source's text is for."""
    return f"{path}: the text that answers are checked against, not for publishing"
