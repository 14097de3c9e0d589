"""Codes that show that an address is a person's own, and how many mails may be sent.

A code is mailed before anything else is, with no word of the conversation: who gives a stranger's address can
send them three such mails an hour, and nothing that they wrote. The table has hashes of addresses, for a day.
"""

from __future__ import annotations

import hashlib
import secrets

import sqlalchemy as sql

from footnote.desks.tables import moment
from footnote.journal import Database

from .mails import TooManyMails

MAX_PER_ADDRESS = 3
"""Codes in an hour to one address."""

MAX_TRIES = 5
"""Tries of a code. With six digits, one in 200,000 is guessed by chance."""

LIFETIME, HOUR, DAY = 1800, 3600, 86_400
"""Seconds for which a code is good; of an hour; of a day."""

_TABLES = sql.MetaData()
_CODES = sql.Table(
    "footnote_code",
    _TABLES,
    sql.Column("number", sql.Integer, primary_key=True, autoincrement=True),
    sql.Column("address", sql.String, nullable=False, index=True),
    sql.Column("code", sql.String, nullable=False),
    sql.Column("time", sql.String, nullable=False, index=True),
    sql.Column("tries", sql.Integer, nullable=False),
)
_C = _CODES.c


class Codes:
    """The table of codes. Its methods raise SQLAlchemy's errors where the database fails."""

    UNREACHABLE = (sql.exc.SQLAlchemyError, OSError)

    def __init__(self, database: str, per_hour: int) -> None:
        """Raises JournalError for an address of a database that cannot be used."""
        self._database = Database(database, _TABLES)
        self._per_hour = per_hour

    def make(self, email: str) -> str:
        """A new code for an address; earlier ones are void. Raises TooManyMails."""
        code = f"{secrets.randbelow(10**6):06}"
        address, hour = _hashed(email), moment(-HOUR)
        with self._database.begin(write=True) as connection:
            connection.execute(sql.delete(_CODES).where(_C.time < moment(-DAY)))
            recent = sql.select(sql.func.count()).where(_C.time >= hour)
            if connection.execute(recent).scalar_one() >= self._per_hour:
                raise TooManyMails("so many mails were sent that no more are until later")
            if connection.execute(recent.where(_C.address == address)).scalar_one() >= MAX_PER_ADDRESS:
                raise TooManyMails("this address has got so many mails that it gets no more until later")
            void = sql.update(_CODES).where(_C.address == address).values(tries=MAX_TRIES)
            connection.execute(void)
            row = {"address": address, "code": code, "time": moment(), "tries": 0}
            connection.execute(sql.insert(_CODES).values(**row))
        return code

    def check(self, email: str, code: str) -> bool:
        """Whether a code is the one that an address got. Each try counts; a code that was right is void."""
        good = (_C.address == _hashed(email), _C.time >= moment(-LIFETIME), _C.tries < MAX_TRIES)
        with self._database.begin(write=True) as connection:
            tried = sql.update(_CODES).where(*good).values(tries=_C.tries + 1).returning(_C.number, _C.code)
            found = connection.execute(tried).first()
            is_right = found is not None and secrets.compare_digest(found.code, code)
            if found is not None and is_right:
                void = sql.update(_CODES).where(_C.number == found.number).values(tries=MAX_TRIES)
                connection.execute(void)
        return is_right


def _hashed(email: str) -> str:
    return hashlib.sha256(email.strip().casefold().encode()).hexdigest()
