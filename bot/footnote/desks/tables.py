"""The tables of conversations that were handed over, in SQLite or PostgreSQL, and the times in them: when
something is due, and whether that time has come.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sql

from footnote.journal import timestamp

if TYPE_CHECKING:
    from typing import Any

TABLES = sql.MetaData()
CONVERSATIONS = sql.Table(
    "footnote_conversation",
    TABLES,
    sql.Column("id", sql.String, primary_key=True),
    sql.Column("reference", sql.String, nullable=False, unique=True),
    sql.Column("bank", sql.String, nullable=False),
    sql.Column("name", sql.String, nullable=False),
    sql.Column("email", sql.String, nullable=False),
    sql.Column("status", sql.String, nullable=False),
    sql.Column("ticket", sql.String, index=True),
    sql.Column("number", sql.String, nullable=False, index=True),
    sql.Column("started", sql.String, nullable=False),
    sql.Column("changed", sql.String, nullable=False, index=True),
)
MESSAGES = sql.Table(
    "footnote_message",
    TABLES,
    sql.Column("number", sql.Integer, primary_key=True, autoincrement=True),
    sql.Column("conversation", sql.String, nullable=False, index=True),
    sql.Column("author", sql.String, nullable=False),
    sql.Column("name", sql.String, nullable=False, default=""),
    sql.Column("text", sql.Text, nullable=False),
    sql.Column("packet", sql.Text),
    sql.Column("time", sql.String, nullable=False),
    sql.Column("key", sql.String, unique=True),
    sql.Column("due", sql.String, index=True),  # null: nothing to send, or the desk has it
    sql.Column("tries", sql.Integer, nullable=False, default=0),
)

LEASE = 120
"""Seconds for which what is due belongs to the process that works on it: longer than a desk may take."""

RETRY_DELAYS = (2.0, 5.0, 15.0, 60.0, 300.0)
"""Seconds before each new try; after the last one it is the last again and again."""

FARTHEST = 2 * RETRY_DELAYS[-1]
"""Seconds from now in which everything stored is due: what is due later was stored before the clock was set
back, and would have to wait for that time to come again."""


def now() -> datetime:
    """The time of the system's clock."""
    return datetime.now(UTC)


def moment(seconds: float = 0.0) -> str:
    """The time so many seconds from now; times sort as text."""
    return timestamp(now() + timedelta(seconds=seconds))


def cutoff(days: int) -> str:
    """The time so many days ago, as `changed` has it."""
    return timestamp(now() - timedelta(days=days))


def is_due(due: sql.ColumnElement[Any]) -> sql.ColumnElement[bool]:
    """Whether the time in a column has come."""
    return sql.or_(due <= moment(), due > moment(FARTHEST))


def delay(tries: int) -> float:
    """Seconds to wait after so many tries that failed."""
    return RETRY_DELAYS[min(tries, len(RETRY_DELAYS)) - 1]
