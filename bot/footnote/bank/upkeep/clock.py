"""The review clock: when an answer is to be compared with its sources again, and what happens until then.

No clock is read here: the day comes in as an argument.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from footnote.bank.models import Bank, Clock, Entry

Standing: TypeAlias = Literal["", "changed", "overdue"]
"""Whether an answer may not be right any more: a passage of it changed, or its review is overdue."""

NEVER = date.min
"""When an answer is due that is to be reviewed regularly, and never was."""


class Due(NamedTuple):
    """When some entries are to be reviewed, and by whom. `entries` are their ids; `day` is NEVER where they
    never were.
    """

    day: date
    owner: str
    reviewed: str
    entries: tuple[str, ...]


def after(day: date, period: str) -> date:
    """The day a period such as "12 months" after another; a day that a month lacks is its last one.

    >>> after(date(2024, 2, 29), "1 year"), after(date(2026, 1, 31), "1 month")
    (datetime.date(2025, 2, 28), datetime.date(2026, 2, 28))
    """
    number, unit = period.split()
    count = int(number)
    try:
        match unit.removesuffix("s"):
            case "day":
                return day + timedelta(days=count)
            case "week":
                return day + timedelta(weeks=count)
            case "year":
                return _months_after(day, 12 * count)
            case _:
                return _months_after(day, count)
    except (OverflowError, ValueError):  # after the year 9999
        return date.max


def _months_after(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def due_date(clock: Clock) -> date | None:
    """When a text with this clock is to be reviewed; None where no period is given."""
    if not clock.every:
        return None
    return after(date.fromisoformat(clock.reviewed), clock.every) if clock.reviewed else NEVER


def standing(bank: Bank, entry: Entry, today: date | None) -> Standing:
    """Whether the answer of an entry may not be right any more; without a day, no review is overdue.

    It is due on the day that `due_date` gives, and overdue after it.
    """
    if entry.review:
        return "changed"
    day = due_date(bank.clock_of(entry))
    return "overdue" if today and day and day < today else ""


def is_held(bank: Bank, entry: Entry, today: date | None) -> bool:
    """Whether an entry is not answered until somebody reviewed it, by the policy of its bank."""
    measures = bank.measures
    state = standing(bank, entry, today)
    if state != "overdue" or measures.overdue != "hold":
        return state == "changed" and measures.under_review == "hold"
    day = due_date(bank.clock_of(entry))
    is_known = day and day != NEVER and measures.grace
    return not (is_known and today and day and today <= after(day, measures.grace))


def reviews(bank: Bank) -> list[Due]:
    """When the entries of a bank are to be reviewed, the first ones first: together those with one owner and
    the same two dates.
    """
    groups: dict[tuple[date, str, str], list[str]] = {}
    for entry in bank.entries.values():
        clock = bank.clock_of(entry)
        if day := due_date(clock):
            groups.setdefault((day, clock.owner, clock.reviewed), []).append(entry.id)
    return [Due(*key, tuple(ids)) for key, ids in sorted(groups.items())]
