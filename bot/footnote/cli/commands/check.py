"""The commands of a bank's authors: `check` and `notes`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from footnote.cli.options import Status, add, bank_option

if TYPE_CHECKING:
    import argparse

    from footnote.cli.options import Commands


def add_commands(commands: Commands) -> None:
    """`check` and `notes`."""
    checking = add(commands, "check", check, does="Find what is wrong with a bank, or changed in its source.")
    checking.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="A bank's name, folder or file; without one, the shipped banks.",
    )
    checking.add_argument(
        "--source",
        metavar="FILE",
        help="The source's text: say which passages changed, moved or went.",
    )
    bank_option(checking)
    noting = add(commands, "notes", notes, does="Show what readers of this computer noted with /wrong.")
    noting.add_argument("--json", action="store_true", help="Print each note as one JSON object a line.")


def check(arguments: argparse.Namespace) -> int:
    """`footnote check`: 0 where nothing is wrong, 2 where something is."""
    from footnote.cli.reports.check_text import check_banks, check_source

    paths = arguments.paths or ([arguments.bank] if arguments.bank else [])
    if arguments.source:
        return Status.ANSWERED if check_source(paths, arguments.source) else Status.UNUSABLE
    return Status.ANSWERED if check_banks(paths) else Status.UNUSABLE


def notes(arguments: argparse.Namespace) -> int:
    """`footnote notes`: what readers of this computer said is wrong, for the authors of the banks."""
    import json

    from footnote.console import format_note, read_notes, state_folder

    folder = state_folder(os.environ)
    try:
        found = list(read_notes(folder))
    except (OSError, ValueError) as error:
        print(f"footnote: cannot read the notes in {folder}: {error}", file=sys.stderr)
        return Status.UNUSABLE
    for note in found:
        print(json.dumps(note._asdict(), ensure_ascii=False) if arguments.json else format_note(note))
    if not found:
        print(f"footnote: no notes in {folder}", file=sys.stderr)
    return Status.ANSWERED
