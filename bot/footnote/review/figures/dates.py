"""The dates and times of day of a text: 3 May 2026, 2026-05-03, Monday, 9 am, 17:00."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from footnote.review.lexis import Lexis


class Moment(NamedTuple):
    """A date, a day of the week or a time of day, of which what is not said is None, and where it stands:
    `text[start:end]`. `minute` counts from midnight, `weekday` from 1.
    """

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    minute: int | None = None

    def agrees(self, other: Moment) -> bool:
        """Whether the other says all that this one says."""
        mine, others = self[2:], other[2:]
        return all(said is None or said == heard for said, heard in zip(mine, others, strict=True))


class MomentReader:
    """Finds the dates and times in texts as written, by the words of one language."""

    def __init__(self, lexis: Lexis) -> None:
        self._lexis = lexis

    def find(self, text: str) -> list[Moment]:
        """Every date, day of the week and time of day; of those that overlap, the first and longest."""
        found = sorted((*self._dates(text), *self._weekdays(text), *self._times(text)), key=_first_longest)
        kept: list[Moment] = []
        for moment in found:
            if not kept or moment.start >= kept[-1].end:
                kept.append(moment)
        return kept

    def _dates(self, text: str) -> Iterator[Moment]:
        for match in self._date.finditer(text):
            name = match["month"] or match["month2"] or match["month3"]
            if match["iso_year"]:
                numbers = (match["iso_day"], match["iso_month"], match["iso_year"])
                yield Moment(*match.span(), *map(int, numbers))
            elif name and (has_number := match["day"] or match["day2"] or match["year3"] or _is_name(name)):
                day = match["day"] or match["day2"]
                year = match["year"] or match["year2"] or match["year3"]
                if has_number and not self._is_other_word(match, name):
                    month = self._lexis.months[fold(name)]
                    yield Moment(*match.span(), _int(day), month, _int(year))

    def _is_other_word(self, match: re.Match[str], name: str) -> bool:
        """Whether a lone "may" is the verb: at the beginning of a sentence its capital says nothing."""
        if fold(name) not in self._lexis.ambiguous or match["day"] or match["day2"] or match["year3"]:
            return False
        before = match.string[: match.start()].rstrip(" \"'“‘([")
        return not before or before[-1] in ".!?:-\n" or not _is_name(name)

    def _weekdays(self, text: str) -> Iterator[Moment]:
        for match in self._weekday.finditer(text):
            if _is_name(match[0]):
                yield Moment(*match.span(), weekday=self._lexis.weekdays[fold(match[1])])

    def _times(self, text: str) -> Iterator[Moment]:
        for match in self._time.finditer(text):
            hour, minute = int(match["hour"]), int(match["minute"] or 0)
            if match["half"]:
                hour = hour % 12 + 12 * bool(self._after_noon.fullmatch(match["half"]))
            elif not match["minute"]:
                continue
            if hour < 25 and minute < 60:
                yield Moment(*match.span(), minute=hour * 60 + minute)

    @cached_property
    def _date(self) -> re.Pattern[str]:
        month = _any(self._lexis.months)
        day, year = r"(?<![\d.,])(?:[12]?\d|3[01])(?:st|nd|rd|th|\.)?", r"(?:19|20)\d\d(?!\d)"
        return re.compile(
            rf"""(?P<iso_year>{year})-(?P<iso_month>[01]\d)-(?P<iso_day>[0-3]\d)(?!\d)
            |(?P<day>{day})(?:\ of)?\ (?P<month>{month})\b\.?(?:,?\ (?P<year>{year}))?
            |\b(?P<month2>{month})\.?\ (?P<day2>{day})(?![\d%])(?:,?\ (?P<year2>{year}))?
            |\b(?P<month3>{month})\b(?:,?\ (?P<year3>{year}))?""",
            re.VERBOSE | re.IGNORECASE,
        )

    @cached_property
    def _weekday(self) -> re.Pattern[str]:
        return re.compile(rf"\b({_any(self._lexis.weekdays)})s?\b", re.IGNORECASE)

    @cached_property
    def _time(self) -> re.Pattern[str]:
        half = f"{self._lexis.before_noon}|{self._lexis.after_noon}"
        return re.compile(
            rf"(?<![\d.:,])(?P<hour>\d\d?)(?:[:.](?P<minute>[0-5]\d))?(?:\s?(?P<half>{half})(?!\w)|(?![\d.:]*\d))",
            re.IGNORECASE,
        )

    @cached_property
    def _after_noon(self) -> re.Pattern[str]:
        return re.compile(self._lexis.after_noon, re.IGNORECASE)


def _int(digits: str | None) -> int | None:
    return int(re.sub(r"\D", "", digits)) if digits else None


def _is_name(word: str) -> bool:
    return word[:1].isupper()


def _first_longest(moment: Moment) -> tuple[int, int]:
    return moment.start, -moment.end


def _any(words: Iterable[str]) -> str:
    return "(?:" + ("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)") + ")"
