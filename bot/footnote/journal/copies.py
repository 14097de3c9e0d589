"""Copies of a journal in SQLite, made and brought back while a service may be using it.

SQLite's own interface for backups is used: copying the file alone would miss what is in its log, and copying
it back beside an old log would damage it.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from footnote.errors import JournalError, error_reason

if TYPE_CHECKING:
    from collections.abc import Iterator

_OWN_TABLES = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name GLOB 'footnote_*'"

_LOCK_TIMEOUT = 10.0
"""Seconds to wait for a lock."""


def back_up(address: str, target: str) -> None:
    """Copy a database to a new file, which only its owner can read. Raises JournalError."""
    if "://" in address:
        raise JournalError("a journal in PostgreSQL is copied with pg_dump, as bot/deploy/README.md shows")
    _check(address)
    with _new_file(target):
        _copy(address, target)


def restore(source: str, address: str, *, replace: bool = False) -> None:
    """Bring a copy back. What is at the address is replaced as a whole, and only where `replace` says so.
    Raises JournalError; then everything is as before.
    """
    if "://" in address:
        raise JournalError(
            "a journal in PostgreSQL is brought back with pg_restore, as bot/deploy/README.md shows"
        )
    _check(source)
    if not os.path.exists(address):
        with _new_file(address):
            _copy(source, address)
    elif replace:
        _copy(source, address)
    else:
        raise JournalError(f"{address} exists; move it away, or write --replace to lose what it has")


def _check(path: str) -> None:
    """Raises JournalError where there is no SQLite file of ours."""
    if not os.path.isfile(path):
        raise JournalError(f"there is no journal at {path}; write the path of one")
    try:
        with closing(_opened(path)) as connection:
            tables = connection.execute(_OWN_TABLES).fetchone()[0]
            is_sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    except sqlite3.Error as error:
        raise JournalError(f"cannot read {path}: {error}") from error
    if not tables:
        raise JournalError(f"{path} is no journal: it has none of its tables")
    if not is_sound:
        raise JournalError(f"{path} is damaged; write the path of another copy")


@contextmanager
def _new_file(path: str) -> Iterator[None]:
    """Makes a file that only its owner can read; it is gone again where what is done with it fails."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        exists = isinstance(error, FileExistsError)
        what = f"{path} exists" if exists else f"cannot write {path}: {error_reason(error)}"
        raise JournalError(f"{what}; write the path of a new file") from error
    try:
        yield
    except BaseException:
        with suppress(OSError):
            os.unlink(path)
        raise


def _copy(source: str, target: str) -> None:
    try:
        with closing(_opened(source)) as original, closing(_opened(target)) as copy:
            copy.execute("PRAGMA secure_delete=ON")
            original.backup(copy)
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except (sqlite3.Error, OSError) as error:
        raise JournalError(f"cannot copy {source} to {target}: {error}") from error


def _opened(path: str) -> sqlite3.Connection:
    """A connection to a file that exists."""
    return sqlite3.connect(f"file:{quote(os.path.abspath(path))}?mode=rw", _LOCK_TIMEOUT, uri=True)
