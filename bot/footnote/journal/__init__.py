"""A journal of replies, so that authors learn what a bank lacks. It is off unless a channel is given one.

    >>> from footnote.journal import Journal, Settings
    >>> with Journal(Settings("journal.sqlite3", text="redacted"), [bot.bank]) as journal:  # doctest: +SKIP
    ...     receipt = journal.note(reply)
    ...     journal.feedback(receipt, "should have answered")

A line has the time, the bank, and the kind, reason, entry and confidence of a reply; the words of the
question only if the settings say so. Writing never blocks and never raises: if the disk or the database
fails, replies go on, and lost lines are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.lazy import lazy_names

from .off import OFF
from .records import FEEDBACK, Feedback, Line, Settings, TextMode, new_receipt, timestamp
from .redaction import Redactor
from .search import Search
from .writer import Journal, open_store

if TYPE_CHECKING:
    from .copies import back_up, restore
    from .database import Database, require_writable
    from .store import Store

__all__ = [
    "FEEDBACK",
    "OFF",
    "Database",
    "Feedback",
    "Journal",
    "Line",
    "Redactor",
    "Search",
    "Settings",
    "Store",
    "TextMode",
    "back_up",
    "new_receipt",
    "open_store",
    "require_writable",
    "restore",
    "timestamp",
]


__getattr__ = lazy_names(  # they need SQLAlchemy, or sqlite3
    __name__, copies="back_up restore", database="Database require_writable", store="Store"
)
