"""`footnote notes`: what readers of this computer noted with /wrong, for the authors of the banks."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from footnote.cli.exit_codes import Status, fail

if TYPE_CHECKING:
    import argparse


def add_options(command: argparse.ArgumentParser) -> None:
    """The form of the notes."""
    command.add_argument("--json", action="store_true", help="Print each note as one JSON object a line.")


def run(arguments: argparse.Namespace) -> int:
    """0 with the notes there are, which may be none; 2 where they cannot be read."""
    from footnote.console import format_note, read_notes, state_folder

    folder = state_folder(os.environ)
    try:
        notes = list(read_notes(folder))
    except (OSError, ValueError) as error:
        return fail(f"cannot read the notes in {folder}: {error}")
    for note in notes:
        print(json.dumps(note._asdict(), ensure_ascii=False) if arguments.json else format_note(note))
    if not notes:
        print(f"footnote: no notes in {folder}", file=sys.stderr)
    return Status.ANSWERED
