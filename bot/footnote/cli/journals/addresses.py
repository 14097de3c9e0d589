"""Which journal is meant, by an option or the environment, and how it is opened."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from footnote.errors import JournalError, NoJournal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from footnote.journal import Store

JOURNAL = "FOOTNOTE_JOURNAL"
"""The environment variable that names the journal."""


def journal_option(command: argparse.ArgumentParser) -> None:
    """`--journal`, which several commands take."""
    command.add_argument(
        "--journal",
        metavar="ADDRESS",
        help=f"The journal's path, or postgresql://…; by default, the value of {JOURNAL}.",
    )


def address_of(arguments: argparse.Namespace) -> str:
    """The journal's address. Raises NoJournal where none is named."""
    address: str = arguments.journal or os.environ.get(JOURNAL, "")
    if not address:
        raise NoJournal(f"no journal; name one with --journal or {JOURNAL}")
    return address


@contextmanager
def opened(address: str) -> Iterator[Store]:
    """The table of a journal. What a database raises meanwhile becomes a JournalError with its reason."""
    from footnote.journal import open_store

    store = open_store(address)
    with readable(store.UNREACHABLE):
        yield store


@contextmanager
def readable(unreachable: tuple[type[Exception], ...]) -> Iterator[None]:
    """Makes a JournalError, with the reason, of what a database raises."""
    try:
        yield
    except unreachable as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise JournalError(f"cannot read the journal: {reason}") from error
