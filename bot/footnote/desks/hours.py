"""Office hours: whether somebody is there now, and when the next time is."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")

_PART = re.compile(
    r"(?P<days>[A-Z][a-z](?:[-,][A-Z][a-z])*) (?P<times>\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*)"
)
_FORM = 'write days and times, as "Mo-Fr 09:00-17:00; Sa 10:00-12:00"'


class Span(NamedTuple):
    """A time of opening: a day, Monday being 0, and the minutes of the day from and to which."""

    day: int
    start: int
    end: int


class Hours:
    """The hours of a week in a time zone, as `Mo-Fr 09:00-12:00,13:00-17:00; Sa 10:00-12:00`: the form that
    OpenStreetMap and schema.org use. Without any, somebody may be there at any time.
    """

    def __init__(self, text: str = "", zone: str = "UTC") -> None:
        """Raises ValueError with what to write."""
        self.text = text
        self.zone = _zone(check_zone(zone))
        self._spans = sorted(
            span for part in text.split(";") if part.strip() for span in _spans(part.strip())
        )

    def next_open(self, now: datetime) -> datetime | None:
        """When somebody is there next; None where somebody is there now, and where no hours are known."""
        local = now.astimezone(self.zone)
        minute = local.hour * 60 + local.minute
        if not self._spans or any(
            span.day == local.weekday() and span.start <= minute < span.end for span in self._spans
        ):
            return None
        return min(self._start(local, span) for span in self._spans)

    def _start(self, local: datetime, span: Span) -> datetime:
        """The next time after `local` at which a span begins."""
        days = (span.day - local.weekday()) % 7
        at = datetime.combine(local.date(), time(span.start // 60, span.start % 60), self.zone)
        return at + timedelta(days=days if days or at > local else 7)


def check_hours(text: str) -> str:
    """Office hours in the form of `Hours`, or an empty text."""
    Hours(text)
    return text


def check_zone(zone: str) -> str:
    """The name of a time zone."""
    try:
        _zone(zone)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError('write the name of a time zone, as "Europe/Berlin"') from error
    return zone


def _zone(name: str) -> tzinfo:
    """A time zone; UTC also where the system has no list of them."""
    return UTC if name == "UTC" else ZoneInfo(name)


def _spans(part: str) -> Iterator[Span]:
    match = _PART.fullmatch(part)
    if match is None:
        raise ValueError(_FORM)
    for day in _days(match["days"]):
        for times in match["times"].split(","):
            start, end = (_minutes(each) for each in times.split("-"))
            if start >= end:
                raise ValueError(f"{times}: the end comes before the start; {_FORM}")
            yield Span(day, start, end)


def _days(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, _, last = part.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            raise ValueError(f"{part}: days are {', '.join(DAYS)}")
        start, end = DAYS.index(first), DAYS.index(last or first)
        yield from range(start, end + 1) if start <= end else [*range(start, 7), *range(end + 1)]


def _minutes(text: str) -> int:
    hour, minute = (int(each) for each in text.split(":"))
    if hour * 60 + minute > 24 * 60 or minute > 59:
        raise ValueError(f"{text} is no time of a day; {_FORM}")
    return hour * 60 + minute
