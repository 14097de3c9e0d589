"""Databases of earlier versions: what they lack is added, and what they have stays."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import postgres
import pytest
from service import needs

needs("sqlalchemy", "psycopg")

import sqlalchemy as sql  # noqa: E402

from footnote.journal import Database, Store  # noqa: E402
from footnote.journal.store import _LINES  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The journal as version 0.1.0 created it, with a line of it.
RELEASED = """
CREATE TABLE footnote_journal (
    receipt VARCHAR NOT NULL, time VARCHAR NOT NULL, bank VARCHAR NOT NULL, version VARCHAR NOT NULL,
    surface VARCHAR NOT NULL, kind VARCHAR NOT NULL, reason VARCHAR, entry VARCHAR, confidence FLOAT NOT NULL,
    offered VARCHAR NOT NULL, taken VARCHAR, verdict VARCHAR, question VARCHAR, PRIMARY KEY (receipt)
);
CREATE INDEX ix_footnote_journal_time ON footnote_journal (time);
INSERT INTO footnote_journal VALUES ('r', '2026-11-22T09:00:00.000000Z', 'garden', '1', 'http', 'decline',
    'off-topic', NULL, 0.25, 'roses tulips', 'roses', 'link dead', 'who sells pots');
"""

# What may come to be missing: a later version may add it to the layout.
OPTIONAL = [column.name for column in _LINES.columns if column.nullable]


@pytest.fixture(name="server", scope="module")
def _server() -> Iterator[postgres.Server]:
    with postgres.running() as server:
        yield server


@pytest.fixture(name="address", params=["sqlite", "postgresql"])
def _address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "journal.sqlite3")
    server: postgres.Server = request.getfixturevalue("server")
    execute(server.address, "DROP TABLE IF EXISTS footnote_journal, footnote_test")
    return server.address


def execute(address: str, script: str) -> None:
    """Run statements as another program."""
    url = (
        address.replace("postgresql", "postgresql+psycopg", 1) if "://" in address else f"sqlite:///{address}"
    )
    engine = sql.create_engine(url)
    with engine.begin() as connection:
        for statement in filter(str.strip, script.split(";")):
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_the_journal_of_the_last_release_is_read_and_written(address: str) -> None:
    """Its line has what it had."""
    execute(address, RELEASED)
    (line,) = Store(address).lines()
    assert line == line._replace(
        receipt="r", offered=("roses", "tulips"), verdict="link dead", confidence=0.25
    )
    Store(address).write([line._replace(receipt="s")])
    assert [each.receipt for each in Store(address).lines()] == ["r", "s"]


def test_columns_and_indexes_that_are_missing_are_added(address: str) -> None:
    """Each that a later version may have brought."""
    without = RELEASED.split("INSERT", maxsplit=1)[0].split("CREATE INDEX", maxsplit=1)[0]
    for column in OPTIONAL:
        without = without.replace(f" {column} VARCHAR,", "")
    execute(address, without)
    execute(
        address, "INSERT INTO footnote_journal VALUES ('r', '2026-', 'garden', '1', 'http', 'decline', 0, '')"
    )
    (line,) = Store(address).lines()
    assert (line.receipt, line.question, line.verdict) == ("r", None, None)
    Store(address).write([line._replace(receipt="s", question="why", verdict="helpful")])
    assert {each.receipt: each.question for each in Store(address).lines()} == {"r": None, "s": "why"}
    with Database(address, sql.MetaData()).begin() as connection:
        assert [each["name"] for each in sql.inspect(connection).get_indexes("footnote_journal")]


def test_columns_with_a_default_get_it_and_earlier_programs_still_write(address: str) -> None:
    """While replicas are replaced one after the other, both versions work."""
    before, after = sql.MetaData(), sql.MetaData()
    old = sql.Table("footnote_test", before, sql.Column("id", sql.Integer, primary_key=True))
    new = sql.Table(
        "footnote_test",
        after,
        sql.Column("id", sql.Integer, primary_key=True),
        sql.Column("tries", sql.Integer, nullable=False, server_default="3"),
    )
    earlier, later = Database(address, before), Database(address, after)
    with earlier.begin() as connection:
        connection.execute(sql.insert(old).values(id=1))
    with later.begin() as connection:
        assert connection.execute(sql.select(new.c.tries)).scalars().all() == [3]
    with earlier.begin() as connection:
        connection.execute(sql.insert(old).values(id=2))
    with later.begin() as connection:
        assert connection.execute(sql.select(new.c.tries)).scalars().all() == [3, 3]


def test_programs_that_start_together_do_not_disturb_each_other(address: str) -> None:
    """Each adds what the others have not."""
    execute(address, RELEASED.replace(" verdict VARCHAR,", "").replace(" 'link dead',", ""))
    code = f"from footnote.journal import Store; print(len(list(Store({address!r}).lines())))"
    started = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    assert [process.communicate(timeout=60)[0] for process in started] == ["1\n"] * 3
