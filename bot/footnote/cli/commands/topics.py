"""`footnote topics`: the questions that a bank answers."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from footnote.bank import DEFAULT
from footnote.cli.exit_codes import Status
from footnote.cli.options import bank_option

if TYPE_CHECKING:
    import argparse

    from footnote.bank import Entry


def add_options(command: argparse.ArgumentParser) -> None:
    """Words to filter by, and the form of the list."""
    command.add_argument(
        "words", nargs="*", metavar="WORD", help="List only the questions with all of these words."
    )
    command.add_argument("--json", action="store_true", help="Print each question as one JSON object a line.")
    bank_option(command)


def run(arguments: argparse.Namespace) -> int:
    """0 with a list; 1 where no question has the words."""
    from footnote.cli.bank_paths import load_bot
    from footnote.text import fold, words as split

    words = split(fold(" ".join(arguments.words)))
    entries = load_bot(arguments.bank or DEFAULT).bank.entries.values()
    listed = [entry for entry in entries if _has(entry, words)]
    for entry in listed:
        print(_line(entry, as_json=arguments.json))
    if not listed:
        print(
            f"footnote: no question has {' and '.join(words)}; `footnote topics` lists all questions",
            file=sys.stderr,
        )
    return Status.ANSWERED if listed else Status.NOT_ANSWERED


def _has(entry: Entry, words: list[str]) -> bool:
    """Whether each word is in the question or the id, in full or as the beginning of a word there."""
    from footnote.text import fold, words as split

    known = split(fold(f"{entry.question} {entry.id}"))
    return all(any(each.startswith(word) for each in known) for word in words)


def _line(entry: Entry, *, as_json: bool) -> str:
    """JSON as an option of a reply has it; the question alone on a terminal; with its id in a pipe."""
    from footnote.text import printable

    if as_json:
        listed = {"entry": entry.id, "question": entry.question, "passages": list(entry.cites)}
        return json.dumps(listed, ensure_ascii=False)
    question = printable(entry.question)
    return question if sys.stdout.isatty() else f"{entry.id}\t{question}"
