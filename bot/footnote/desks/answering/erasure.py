"""Erasing what is stored of a person in the tickets that the bot works in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sql

from footnote.desks.erasure import erase_rows
from footnote.errors import JournalError
from footnote.journal import Database

from .store import TABLES, TICKETS, WORK

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from footnote.journal import Search

_T, _W = TICKETS.c, WORK.c


class StoredTicket(NamedTuple):
    """What is stored of a ticket: how many rows, the receipts of the replies in it, and its last change."""

    id: str
    rows: int
    receipts: tuple[str, ...]
    changed: str


class TicketErasure:
    """The tables of tickets at an address, to find those of a person and delete them."""

    UNREACHABLE = (sql.exc.SQLAlchemyError, OSError)

    def __init__(self, address: str) -> None:
        """Raises JournalError for an address that cannot be used."""
        self._database = Database(address, TABLES)

    def find(self, search: Search) -> list[StoredTicket]:
        """The tickets in which something of a person is found, by their last change. Raises JournalError
        where there is no database.
        """
        if not self._database.exists():
            raise JournalError(f"there are no tickets at {self._database.path}; write the path of some")
        with self._database.begin() as connection:
            tickets = connection.execute(sql.select(TICKETS).order_by(_T.changed)).mappings().all()
            found = {row["id"] for row in tickets if search.finds(row["id"], *_texts(row["details"]))}
            columns = (_W.ticket, _W.content, _W.reply, _W.draft)
            for id, *parts in connection.execution_options(yield_per=1000).execute(sql.select(*columns)):
                found.update([id] if search.finds(*(text for part in parts for text in _texts(part))) else [])
            return [_stored(connection, row) for row in tickets if row["id"] in found]

    def erase(self, ids: Collection[str]) -> int:
        """Delete tickets with all of their rows, done or not, and return how many there were."""
        return erase_rows(self._database, ids, _W.ticket, _T.id)


def _stored(connection: sql.Connection, ticket: sql.RowMapping) -> StoredTicket:
    rows = connection.execute(sql.select(_W.receipt).where(_W.ticket == ticket["id"])).scalars().all()
    return StoredTicket(ticket["id"], len(rows), tuple({each for each in rows if each}), ticket["changed"])


def _texts(stored: str | None) -> Iterator[str]:
    """The texts in a column that is JSON, or a text of its own."""
    if stored is None:
        return
    try:
        value: Any = json.loads(stored)
    except ValueError:
        value = stored
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict | list):
            waiting += each.values() if isinstance(each, dict) else each
