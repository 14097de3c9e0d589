"""The layout of a database: what its tables lack of it is added, so that an upgrade needs no step of its own.

A layout only grows. A new column may be null or has a default in the database, and is not unique, so that the
programs of before and after work on one database while replicas are replaced one after the other.
"""

from __future__ import annotations

import sqlalchemy as sql

_LAYOUT_LOCK = 0x466F6F74
"""PostgreSQL's advisory lock "Foot": of replicas that start together only one may change the tables."""


def lacks_tables(connection: sql.Connection, metadata: sql.MetaData) -> bool:
    """Whether a table of the layout is missing: the one thing that may change under a running program."""
    return not metadata.tables.keys() <= set(sql.inspect(connection).get_table_names())


def complete(connection: sql.Connection, metadata: sql.MetaData) -> None:
    """Add the tables, columns and indexes that a database lacks. Nothing in it is changed or removed."""
    if not list(_missing(connection, metadata)):
        return
    if connection.dialect.name == "postgresql":
        connection.execute(sql.select(sql.func.pg_advisory_xact_lock(_LAYOUT_LOCK)))
    elif not connection.connection.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    for statement in _missing(connection, metadata):  # again: another process may have been first
        connection.execute(statement)


def _missing(connection: sql.Connection, metadata: sql.MetaData) -> list[sql.Executable]:
    """The statements that add what is missing."""
    present = sql.inspect(connection)
    statements: list[sql.Executable] = []
    for table in metadata.sorted_tables:
        if not present.has_table(table.name):
            statements.append(sql.schema.CreateTable(table))
            indexes: set[str | None] = set()
        else:
            columns = {column["name"] for column in present.get_columns(table.name)}
            added = [column for column in table.columns if column.name not in columns]
            statements += [_added(connection, table, column) for column in added]
            indexes = {index["name"] for index in present.get_indexes(table.name)}
        statements += [sql.schema.CreateIndex(each) for each in table.indexes if each.name not in indexes]
    return statements


def _added(connection: sql.Connection, table: sql.Table, column: sql.Column[object]) -> sql.Executable:
    column_text = sql.schema.CreateColumn(column).compile(dialect=connection.dialect)
    return sql.text(f"ALTER TABLE {table.name} ADD COLUMN {column_text}")
