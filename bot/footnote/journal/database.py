"""A database in SQLite or PostgreSQL, with the same statements for both.

Each operation opens a connection of its own. So none goes stale when the database restarts, none is shared
with a forked process, and a file that was moved away is created again.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sqlalchemy as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import NullPool

from footnote.errors import JournalError, error_reason

from .layout import complete, lacks_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK_TIMEOUT = 3
"""Seconds to wait for a lock or a connection."""


class Database:
    """The tables of `metadata` at an address: the path of an SQLite file, or `postgresql://…`.

    `path` is None for PostgreSQL. Raises JournalError for an address that cannot be used.
    """

    def __init__(self, address: str, metadata: sql.MetaData) -> None:
        self.path = None if "://" in address else address
        self._metadata = metadata
        self._is_complete = False
        url = _url(address)
        arguments: dict[str, Any] = (
            {"timeout": LOCK_TIMEOUT}
            if self.path
            else {
                "connect_timeout": LOCK_TIMEOUT,
                "options": "-c statement_timeout=5000 -c client_encoding=UTF8",
            }
        )
        self._engine = sql.create_engine(
            url, poolclass=NullPool, connect_args=arguments, hide_parameters=True
        )
        if self.path:
            sql.event.listen(self._engine, "connect", _pragmas)
        self.insert = sqlite.insert if self.path else postgresql.insert

    @contextmanager
    def begin(self, *, write: bool = False) -> Iterator[sql.Connection]:
        """A connection in a transaction, which is on the disk afterwards. What the tables lack is added.

        In SQLite a transaction that reads and then writes needs `write`: it waits for the other writers
        before it reads. Without it, it would fail where another process has written meanwhile.
        """
        if self.path and not self.exists():
            os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))  # the log's files take its mode
        with self._engine.begin() as connection:
            self._complete(connection)
            if write and self.path and not connection.connection.in_transaction:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
        self._is_complete = True

    def exists(self) -> bool:
        """Whether the file exists; always true for PostgreSQL."""
        return not self.path or os.path.exists(self.path)

    def overwrite_deleted(self) -> None:
        """In SQLite: write the log into the file, so that the log has no deleted lines any more."""
        if self.path:
            with self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def _complete(self, connection: sql.Connection) -> None:
        """Add what the tables lack: of an earlier version, or where a file was moved away."""
        if not self._is_complete or lacks_tables(connection, self._metadata):
            complete(connection, self._metadata)


def require_writable(address: str) -> None:
    """Raises JournalError where an SQLite file cannot be written to. One that is locked can be later, and
    PostgreSQL may come up later.
    """
    database = Database(address, sql.MetaData())
    if not database.path:
        return
    try:
        os.close(os.open(database.path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite's own reasons say less
        with database.begin(write=True):
            pass
    except (sql.exc.SQLAlchemyError, sqlite3.Error, OSError) as error:
        cause = getattr(error, "orig", error)
        if getattr(cause, "sqlite_errorcode", 0) & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            how = "write the path of a file in a folder that this user can write to"
            raise JournalError(f"cannot write to {database.path}: {error_reason(cause)}; {how}") from error


def _pragmas(connection: Any, _record: object) -> None:
    if connection.execute("PRAGMA journal_mode").fetchone() != (
        "wal",
    ):  # setting it again may find it locked
        connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")


def _url(address: str) -> sql.URL:
    """The address as SQLAlchemy reads it. Raises JournalError for one that cannot be used."""
    if "://" not in address:
        return sql.URL.create("sqlite", database=address)
    scheme = address.partition("://")[0]
    if scheme not in ("postgresql", "postgres"):
        raise JournalError(f"a journal is a path or postgresql://…, not {scheme}://…")
    try:
        return sql.make_url(address).set(drivername="postgresql+psycopg")
    except (sql.exc.ArgumentError, ValueError):
        raise JournalError(
            "the journal's address cannot be read; write postgresql://user@host:5432/database"
        ) from None
