"""The formats of texts in a bank that are more than free text, each with advice for an author, and
helplines.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, get_args

from .models import Clock, Helpline, Limits, Measure, Purpose, Subject
from .validation import Keys, TextFormat, matching

if TYPE_CHECKING:
    from .validation import Document, Fields

SCHEMA_NUMBER = matching("1", "write 1")
SECTION_NUMBER = matching("[12]", "write 1")
"""Of a file of entries, silent topics or synonyms: both are read alike."""

ONE_SOURCE = matching("[12]", "write 1")
SEVERAL_SOURCES = matching("2", "write 2: a bank with `sources` is of schema 2")
ID = matching("[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", "write letters, digits and hyphens, such as size-under")


PLACEHOLDERS = frozenset(
    "title publisher updated topic kind contact contact_capital notice about example example_two".split(),
)
"""The names of what the bot fills in for `{…}` in the texts of a language."""


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


URL = matching(r"https?://[^\s/]\S*", "write the whole address, such as https://www.example.org/page")
DATE = TextFormat(_is_date, "write the year, month and day, such as 2025-08-14")
NO_FINGERPRINT = "0" * 64
"""What an author writes as the fingerprint of a new passage."""

SHA256 = matching("[0-9a-f]{64}", "write 64 zeros; `footnote check --source` shows the right value")
WHOLE_NUMBER = matching("[1-9][0-9]{0,5}", "write a whole number, such as 1")
LENGTH = matching(r"[0-9]{1,6}(?:\.[0-9]{1,9})?", "write a number with a point, such as 0.2")
SHARE = matching(r"0(?:\.[0-9]{1,9})?|1(?:\.0{1,9})?", "write a number from 0 to 1, such as 0.6")
MILLIMETERS = matching("mm", "write mm")
PERIOD = matching(
    "[1-9][0-9]{0,3} (?:day|week|month|year)s?", "write a number of days, weeks, months or years: 12 months"
)
MEASURES: tuple[Measure, ...] = get_args(Measure)
CLOCK = ("owner", "reviewed", "reviewed_by", "review_every")
"""The keys of a review clock, in a bank and in an entry."""

SUBJECTS: tuple[Subject, ...] = get_args(Subject)
_PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
_LIMITS = Keys("the limits of answers", (), Limits._fields)
_HELPLINE = Keys("a helpline", ("country", "name", "contact", "for"))


def read_helplines(document: Document, fields: Fields) -> tuple[Helpline, ...]:
    """The helplines of a bank. Use them only if there are no problems afterwards."""
    lines = [document.fields(node, _HELPLINE) for node in fields.items("helplines")]
    return tuple(
        Helpline(
            line.text("country"),
            line.text("name"),
            line.text("contact"),
            line.one_of("for", _PURPOSES) or "crisis",
        )
        for line in lines
    )


def read_clock(fields: Fields) -> Clock:
    """The review clock of a bank or an entry. Use it only if there are no problems afterwards."""
    return Clock(
        owner=fields.text("owner"),
        reviewed=fields.text("reviewed", DATE),
        every=fields.text("review_every", PERIOD),
        by=fields.text("reviewed_by"),
    )


def read_limits(document: Document, fields: Fields) -> Limits:
    """What the answers of a bank may ask of a reader. Use it only if there are no problems afterwards."""
    node = fields.node("limits")
    given = document.fields(node, _LIMITS) if node else None
    numbers = (
        {key: given.text(key, WHOLE_NUMBER) for key in Limits._fields if given.node(key)} if given else {}
    )
    return Limits(**{key: int(number) for key, number in numbers.items() if WHOLE_NUMBER.matches(number)})
