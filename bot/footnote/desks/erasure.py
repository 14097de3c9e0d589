"""Erasing what is stored of a person in the conversations that were handed over."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sql

from footnote.errors import JournalError
from footnote.journal import Database

from .records import StoredConversation
from .store import conversation_from
from .tables import CONVERSATIONS, MESSAGES, TABLES

if TYPE_CHECKING:
    from collections.abc import Collection

    from footnote.journal import Search

_C, _M = CONVERSATIONS.c, MESSAGES.c

_KNOWN_BY = ("id", "reference", "name", "email", "ticket", "number")
"""By what a person, or a worker, knows a conversation."""

_ASKED = re.compile(r"^\d+\. Asked: (.+)$", re.MULTILINE)
"""The questions in the text of a conversation, as `Packet.text` has them."""


class Erasure:
    """The tables of conversations at an address, to find those of a person and delete them."""

    UNREACHABLE = (sql.exc.SQLAlchemyError, OSError)

    def __init__(self, address: str) -> None:
        """Raises JournalError for an address that cannot be used."""
        self._database = Database(address, TABLES)

    def find(self, search: Search) -> list[StoredConversation]:
        """The conversations in which something of a person is found, oldest first. Raises JournalError where
        there is no database.
        """
        if not self._database.exists():
            raise JournalError(f"there are no conversations at {self._database.path}; write the path of some")
        with self._database.begin() as connection:
            stored = connection.execute(sql.select(CONVERSATIONS).order_by(_C.started)).mappings().all()
            found = {row["id"] for row in stored if search.finds(*(row[name] for name in _KNOWN_BY))}
            texts = sql.select(_M.conversation, _M.text).where(_M.author != "status")
            for id, text in connection.execution_options(yield_per=1000).execute(texts):
                found.update([id] if search.finds(text) else [])
            return [_stored(connection, row) for row in stored if row["id"] in found]

    def erase(self, ids: Collection[str]) -> int:
        """Delete conversations with all of their messages, sent or not, and return how many there were."""
        return erase_rows(self._database, ids, _M.conversation, _C.id)


def erase_rows(database: Database, ids: Collection[str], *columns: sql.Column[Any]) -> int:
    """Delete the rows that have one of these ids in the column of their table, for good, and return how many
    there were in the last table.
    """
    deleted = 0
    with database.begin(write=True) as connection:
        for id in ids:
            for column in columns:
                rows = connection.execute(sql.delete(column.table).where(column == id)).rowcount
            deleted += rows
    if deleted:
        database.overwrite_deleted()
    return deleted


def _stored(connection: sql.Connection, row: sql.RowMapping) -> StoredConversation:
    columns = (_M.text, _M.packet, _M.due)
    messages = connection.execute(
        sql.select(*columns).where(_M.conversation == row["id"], _M.author != "status")
    ).all()
    turns = [turn for each in messages if each.packet for turn in json.loads(each.packet)["turns"]]
    asked = [turn["question"] for turn in turns] + [
        question for each in messages for question in _ASKED.findall(each.text)
    ]
    waiting = sum(each.due is not None for each in messages)
    unique = tuple(dict.fromkeys(asked))
    return StoredConversation(conversation_from({**row}), len(messages), waiting, unique, row["changed"])
