"""`footnote schema`: a JSON Schema, with which an editor checks and completes the files of a bank."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from footnote.cli.exit_codes import Status, fail
from footnote.cli.options import not_blank
from footnote.errors import error_reason
from footnote.text import printable

if TYPE_CHECKING:
    import argparse

KINDS = (
    *("bank", "passages", "entries", "silent", "synonyms", "wordings", "questions"),
    *("language", "safety", "checks"),
)


def add_options(command: argparse.ArgumentParser) -> None:
    """Which schema, and where to."""
    command.add_argument(
        "kind",
        nargs="?",
        choices=KINDS,
        metavar="KIND",
        default="bank",
        help=f"The kind of file: {', '.join(KINDS[:-1])} or {KINDS[-1]}; bank without it.",
    )
    command.add_argument(
        "--out",
        metavar="DIR",
        type=not_blank,
        help="Write the schemas of all kinds into this folder instead.",
    )


def run(arguments: argparse.Namespace) -> int:
    """0, or 2 where the folder cannot be written."""
    from footnote.cli.schemas import json_schema

    if not arguments.out:
        print(json.dumps(json_schema(arguments.kind), ensure_ascii=False, indent=2))
        return Status.ANSWERED
    try:
        os.makedirs(arguments.out, exist_ok=True)
        for kind in KINDS:
            path = os.path.join(arguments.out, f"{kind}.schema.json")
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n")
            print(printable(path))
    except (OSError, ValueError) as error:
        return fail(f"cannot write into {arguments.out}: {error_reason(error)}")
    return Status.ANSWERED
