"""The journal's table, in SQLite or PostgreSQL, with the same statements for both."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import sqlalchemy as sql

from footnote.errors import JournalError

from .database import Database
from .records import Line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from .records import LineUpdate

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
        self._database = Database(address, _LINES.metadata)

    def write(self, lines: Sequence[Line], updates: Sequence[LineUpdate] = ()) -> list[LineUpdate]:
        """Write lines and updates of earlier lines in one transaction, which is on the disk on return.

        A line that exists already is left alone, so that a write may be repeated. Returns the updates whose
        line does not exist.
        """
        rows = [{**line._asdict(), "offered": " ".join(line.offered)} for line in lines]
        with self._database.begin() as connection:
            if rows:
                connection.execute(self._database.insert(_LINES).on_conflict_do_nothing(), rows)
            return [update for update in updates if not _update(connection, update)]

    def lines(self, since: str = "") -> Iterator[Line]:
        """The lines since a time, oldest first. Raises JournalError where there is no journal."""
        self._require()
        wanted = sql.select(_LINES).where(_LINES.c.time >= since).order_by(_LINES.c.time, _LINES.c.receipt)
        with self._database.begin() as connection:
            for row in connection.execution_options(yield_per=1000).execute(wanted):
                values = row._asdict()
                yield Line(**{**values, "offered": tuple(values["offered"].split())})

    def tally(self) -> Counter[tuple[str | None, ...]]:
        """The number of lines of each (bank, kind, reason, verdict). Raises JournalError as `lines` does."""
        self._require()
        columns = (_LINES.c.bank, _LINES.c.kind, _LINES.c.reason, _LINES.c.verdict)
        counted = sql.select(*columns, sql.func.count()).group_by(*columns)
        with self._database.begin() as connection:
            return Counter({tuple(row[:4]): row[4] for row in connection.execute(counted)})

    def prune(self, before: str) -> int:
        """Delete the lines older than a time, and return their number. In SQLite their bytes are overwritten.
        Raises JournalError as `lines` does.
        """
        self._require()
        with self._database.begin() as connection:
            deleted = connection.execute(sql.delete(_LINES).where(_LINES.c.time < before)).rowcount
        if deleted:
            self._database.overwrite_deleted()
        return deleted

    def erase(self, receipts: Collection[str]) -> int:
        """Delete the lines with these receipts, and return their number. Their bytes go as those of `prune`.
        Raises JournalError as `lines` does.
        """
        self._require()
        delete = sql.delete(_LINES).where(_LINES.c.receipt == sql.bindparam("erased"))
        with self._database.begin() as connection:
            deleted = sum(connection.execute(delete, {"erased": each}).rowcount for each in receipts)
        if deleted:
            self._database.overwrite_deleted()
        return deleted

    def exists(self) -> bool:
        """Whether the file exists; always true for PostgreSQL."""
        return self._database.exists()

    def _require(self) -> None:
        if not self.exists():
            raise JournalError(f"there is no journal at {self._database.path}; write the path of one")


def _update(connection: sql.Connection, update: LineUpdate) -> bool:
    change = (
        sql.update(_LINES).where(_LINES.c.receipt == update.receipt).values({update.column: update.value})
    )
    return connection.execute(change).rowcount == 1
