"""`footnote compile`: one portable file of a bank, which loads in milliseconds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from footnote.bank import find_bank
from footnote.cli.exit_codes import Status, fail
from footnote.errors import error_reason
from footnote.text import printable

if TYPE_CHECKING:
    import argparse


def add_options(command: argparse.ArgumentParser) -> None:
    """The bank, and where the file goes."""
    command.add_argument(
        "source",
        metavar="BANK",
        help="The name of a shipped bank, or a path to a bank's folder or file.",
    )
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="The file to write, instead of one in this folder that is named after the bank.",
    )


def run(arguments: argparse.Namespace) -> int:
    """0 after the file was written; 2 where the bank cannot be used, or the file cannot be written."""
    from footnote.runtime import SUFFIX, compile_bank, write_compiled

    path = find_bank(arguments.source)
    data = compile_bank(path)
    output = arguments.output or _name(path) + SUFFIX
    try:
        write_compiled(output, data)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        return fail(f"cannot write {output}: {error_reason(error)}")
    print(printable(f"{output}: {len(data) / 1e6:.1f} MB; ask it with footnote ask --bank {output} QUESTION"))
    return Status.ANSWERED


def _name(path: str) -> str:
    """What a bank is called: its folder, or its file without the ending."""
    name, _ = os.path.splitext(os.path.basename(os.path.abspath(path)))
    return name
