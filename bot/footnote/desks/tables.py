"""The tables of conversations that were handed over, in SQLite or PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sql

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
    sql.Column("number", sql.String, nullable=False),
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
