"""A journal of replies, off unless set on: what the bot could not answer, so that the bank can learn.

    >>> from footnote.journal import Journal, Settings
    >>> with Journal(Settings("journal.sqlite3", text="redacted")) as journal:  # doctest: +SKIP
    ...     receipt = journal.note(reply)
    ...     journal.feedback(receipt, "should have answered")

A line holds when, which bank, what kind of reply, why, which entry and how sure; the words of the question
only where that is set, and for as long as is set. Writing waits for nobody and stops nobody: whatever
becomes of the disk or the database, replies go on, and what could not be kept is counted.
"""

from .names import known_words
from .records import VERDICTS, Line, Settings
from .writer import OFF, Journal, open_store

__all__ = ["OFF", "VERDICTS", "Journal", "Line", "Settings", "known_words", "open_store"]
