"""`footnote fmt`: the files of a bank in one form, so that changes are small."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from footnote.cli.exit_codes import Status
from footnote.cli.options import bank_option
from footnote.text import printable

if TYPE_CHECKING:
    import argparse

    from footnote.authoring import Formatted


def add_options(command: argparse.ArgumentParser) -> None:
    """The banks or files, and what to do with them."""
    command.add_argument(
        "paths", nargs="*", metavar="PATH", help="A bank's name or folder, or single files of banks."
    )
    command.add_argument(
        "--check",
        action="store_true",
        help="Change nothing; list the files that would change, with status 2.",
    )
    command.add_argument(
        "--finish",
        action="store_true",
        help="Complete answers: cite their passages, and write quotation marks for code. Put drafts that "
        "are left, and passages that nothing cites, into files of notes.",
    )
    bank_option(command)


def run(arguments: argparse.Namespace) -> int:
    """0, or 2 where files would change under --check."""
    from footnote.authoring import format_paths, write_formatted
    from footnote.bank import shipped_banks
    from footnote.cli.bank_paths import refuse_shipped

    paths = arguments.paths or ([arguments.bank] if arguments.bank else [])
    if not arguments.check:
        refuse_shipped(paths, "fmt")
    paths = paths or shipped_banks()
    outcomes = [format_paths(_path(name), finish=arguments.finish) for name in paths]
    files = [file for outcome in outcomes for file in outcome.files]
    if not arguments.check:
        write_formatted(files)
    changed = [file for file in files if file.after != file.before]
    for file in files:
        _report(file, "would be formatted" if arguments.check else "formatted")
    if left := sum(outcome.left for outcome in outcomes):
        print(f"{left} drafts are in notes-drafts.yaml; to use one, move it to entries.yaml")
    return Status.UNUSABLE if arguments.check and changed else Status.ANSWERED


def _path(name: str) -> str:
    """The folder of a bank, or the one file that is named."""
    from footnote.cli.bank_paths import yaml_path

    return name if os.path.isfile(name) else yaml_path(name)


def _report(file: Formatted, did: str) -> None:
    if file.reason:
        print(f"{file.path}:1:1: the layout stays as it is: {file.reason}", file=sys.stderr)
    if file.after != file.before:
        print(printable(f"{file.path}: {did}"))
