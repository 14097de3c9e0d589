"""The list of what is to be reviewed in a bank, as text and as JSON objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from footnote.bank import upkeep
from footnote.dialogue import date as date_text
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from footnote.bank import Bank


MAX_ENTRIES_SHOWN = 8
"""Entries that a line names, of those with the same day and owner."""


def as_dicts(bank: Bank, today: date) -> Iterator[dict[str, Any]]:
    """What is to be reviewed, the first first: entries whose passages changed, then the days that reviews are
    due. `day` is null where there is none, and where an entry never was reviewed.
    """
    for entry in bank.entries.values():
        if entry.review:
            yield {
                "bank": bank.id,
                "due": True,
                "day": None,
                "reason": "changed",
                "owner": bank.clock_of(entry).owner,
                "reviewed": bank.clock_of(entry).reviewed,
                "entries": [entry.id],
                "passages": list(entry.review),
            }
    for due in upkeep.reviews(bank):
        yield {
            "bank": bank.id,
            "due": due.day <= today,
            "day": None if due.day == upkeep.NEVER else due.day.isoformat(),
            "reason": "never" if due.day == upkeep.NEVER else "overdue" if due.day < today else "due",
            "owner": due.owner,
            "reviewed": due.reviewed,
            "entries": list(due.entries),
            "passages": [],
        }


def lines(bank: Bank, today: date) -> Iterator[str]:
    """The same in lines of text."""
    listed = list(as_dicts(bank, today))
    for each in listed:
        yield printable(_line(bank, each))
    if not listed:
        yield f"{bank.id}: no review is planned; write `review_every: 12 months` in bank.yaml to plan one"


def _line(bank: Bank, each: dict[str, Any]) -> str:
    entries = each["entries"]
    which = "all entries" if len(entries) == len(bank.entries) else _named(entries)
    owner = f", by {each['owner']}" if each["owner"] else ""
    return f"{bank.id}: {_when(bank, each)}: {which}{owner}"


def _when(bank: Bank, each: dict[str, Any]) -> str:
    checked = f"checked {date_text(each['reviewed'], bank.language)}" if each["reviewed"] else "never checked"
    match each["reason"]:
        case "changed":
            return f"due now, {' and '.join(each['passages'])} changed"
        case "never":
            return "due now, never checked"
        case "overdue":
            return f"overdue since {date_text(each['day'], bank.language)}, {checked}"
        case _:
            when = "due today" if each["due"] else f"due {date_text(each['day'], bank.language)}"
            return f"{when}, {checked}"


def _named(entries: list[str]) -> str:
    shown = ", ".join(entries[:MAX_ENTRIES_SHOWN])
    left = len(entries) - MAX_ENTRIES_SHOWN
    return f"{shown} and {left} more" if left > 0 else shown
