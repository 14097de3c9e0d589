"""The journal's table, in SQLite or PostgreSQL, with the same statements for both.

Each operation opens a connection of its own. So none goes stale when the database restarts, none is shared
with a forked process, and a file that was moved away is created again.
"""

from __future__ import annotations

import os
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sqlalchemy as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import NullPool

from footnote.errors import JournalError

from .records import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .records import LineUpdate

LOCK_TIMEOUT = 3
"""Seconds to wait for a lock or a connection. Only the writing thread waits."""

_LINES = sql.Table(
    "footnote_journal",
    sql.MetaData(),
    sql.Column("receipt", sql.String, primary_key=True),
    sql.Column("time", sql.String, nullable=False, index=True),
    sql.Column("bank", sql.String, nullable=False),
    sql.Column("version", sql.String, nullable=False),
    sql.Column("surface", sql.String, nullable=False),
    sql.Column("kind", sql.String, nullable=False),
    sql.Column("reason", sql.String),
    sql.Column("entry", sql.String),
    sql.Column("confidence", sql.Float, nullable=False),
    sql.Column("offered", sql.String, nullable=False),
    sql.Column("taken", sql.String),
    sql.Column("verdict", sql.String),
    sql.Column("question", sql.String),
)


class Store:
    """The table of one journal. Raises one of BAD_LINE for a line that the database rejects, and one of
    UNREACHABLE where it is down, locked or full, which may pass.
    """

    BAD_LINE = (sql.exc.DataError, sql.exc.IntegrityError, ValueError)
    UNREACHABLE = (sql.exc.SQLAlchemyError, OSError)

    def __init__(self, address: str) -> None:
        self._path = None if "://" in address else address
        url = _url(address)
        arguments: dict[str, Any] = (
            {"timeout": LOCK_TIMEOUT}
            if self._path
            else {
                "connect_timeout": LOCK_TIMEOUT,
                "options": "-c statement_timeout=5000 -c client_encoding=UTF8",
            }
        )
        self._engine = sql.create_engine(
            url, poolclass=NullPool, connect_args=arguments, hide_parameters=True
        )
        if self._path:
            sql.event.listen(self._engine, "connect", _pragmas)
        self._insert = sqlite.insert if self._path else postgresql.insert

    def write(self, lines: Sequence[Line], updates: Sequence[LineUpdate] = ()) -> list[LineUpdate]:
        """Write lines and updates of earlier lines in one transaction, which is on the disk on return.

        A line that exists already is left alone, so that a write may be repeated. Returns the updates whose
        line does not exist.
        """
        rows = [{**line._asdict(), "offered": " ".join(line.offered)} for line in lines]
        with self._begin() as connection:
            if rows:
                connection.execute(self._insert(_LINES).on_conflict_do_nothing(), rows)
            return [update for update in updates if not _update(connection, update)]

    def lines(self, since: str = "") -> Iterator[Line]:
        """The lines since a time, oldest first. Raises JournalError where there is no journal."""
        self._require()
        wanted = sql.select(_LINES).where(_LINES.c.time >= since).order_by(_LINES.c.time, _LINES.c.receipt)
        with self._begin() as connection:
            for row in connection.execution_options(yield_per=1000).execute(wanted):
                values = row._asdict()
                yield Line(**{**values, "offered": tuple(values["offered"].split())})

    def tally(self) -> Counter[tuple[str | None, ...]]:
        """The number of lines of each (bank, kind, reason, verdict). Raises JournalError as `lines` does."""
        self._require()
        columns = (_LINES.c.bank, _LINES.c.kind, _LINES.c.reason, _LINES.c.verdict)
        counted = sql.select(*columns, sql.func.count()).group_by(*columns)
        with self._begin() as connection:
            return Counter({tuple(row[:4]): row[4] for row in connection.execute(counted)})

    def prune(self, before: str) -> int:
        """Delete the lines older than a time, and return their number. In SQLite their bytes are overwritten.
        Raises JournalError as `lines` does.
        """
        self._require()
        with self._begin() as connection:
            deleted = connection.execute(sql.delete(_LINES).where(_LINES.c.time < before)).rowcount
        if deleted and self._path:
            with self._engine.connect() as connection:  # the log still has the old pages
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return deleted

    def exists(self) -> bool:
        """Whether the file exists; always true for PostgreSQL."""
        return not self._path or os.path.exists(self._path)

    def _require(self) -> None:
        if not self.exists():
            raise JournalError(f"there is no journal at {self._path}; write the path of one")

    @contextmanager
    def _begin(self) -> Iterator[sql.Connection]:
        if self._path and not self.exists():
            os.close(os.open(self._path, os.O_CREAT | os.O_WRONLY, 0o600))  # the log's files take its mode
        with self._engine.begin() as connection:
            _create(connection)
            yield connection


_CREATE_LOCK = 0x466F6F74
"""PostgreSQL's advisory lock "Foot": of replicas that start together only one may create the table."""


def _create(connection: sql.Connection) -> None:
    if not sql.inspect(connection).has_table(_LINES.name):
        if connection.dialect.name == "postgresql":
            connection.execute(sql.select(sql.func.pg_advisory_xact_lock(_CREATE_LOCK)))
        connection.execute(sql.schema.CreateTable(_LINES, if_not_exists=True))
        for index in _LINES.indexes:
            connection.execute(sql.schema.CreateIndex(index, if_not_exists=True))


def _update(connection: sql.Connection, update: LineUpdate) -> bool:
    change = (
        sql.update(_LINES).where(_LINES.c.receipt == update.receipt).values({update.column: update.value})
    )
    return connection.execute(change).rowcount == 1


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
