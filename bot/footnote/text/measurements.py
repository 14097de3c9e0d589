"""Lengths that people type, in millimeters. The words for them come from the language."""

from __future__ import annotations

import re
from functools import cached_property
from math import inf, nextafter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


SMALL_UNIT = 1e-3
"""Millimeters of a unit that nobody divides by a thousand: "1.850 µm" is 1,850, as many people write it."""

_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


class Measurement(NamedTuple):
    """A length: its millimeters, where it stands, from `start` to `end`, and what stands there; of "0.5 not 5
    mm", "0.5 mm".

    A range counts as its middle. "Under 2 mm" counts as just under 2, "over 2 mm" as just over, and "at most
    2 mm" as 2. `exact` is false for all of these, and for "from 2 mm". `low` and `high` are the ends of a
    range, of which one may be 0 or infinite; of anything else they are the value.
    """

    value: float
    start: int
    end: int
    text: str
    exact: bool
    low: float | None = None
    high: float | None = None

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest length that is meant, in millimeters."""
        return (
            self.value if self.low is None else self.low,
            self.value if self.high is None else self.high,
        )


class MeasurementPattern:
    """Finds the lengths in normalised texts, by the words of one language (`measurements` of its grammar)."""

    def __init__(self, terms: Mapping[str, Any]) -> None:
        self._terms = terms
        self._scales = {
            unit: float(scale) for scale, units in terms["units"].items() for unit in units.split()
        }
        numbers = {word: float(value) for value, word in enumerate(terms["numbers"].split())}
        self._values = numbers | dict.fromkeys(terms["articles"].split(), 1.0)
        self._fractions = {word: _fraction(value) for word, value in terms["fractions"].items()}
        self._parts = self._fractions | {f"{word}s": value for word, value in self._fractions.items()}
        self._and = frozenset(terms["fraction_and"].split())
        self._point = frozenset(terms["point"].split())
        self._endings = tuple(terms["endings"].split())
        self.default_unit: str = terms["default_unit"]

    def may_end(self, word: str) -> bool:
        """Whether a word may be the last of a length: true of every unit, and of few other words."""
        return word.endswith(self._endings)

    def may_be_in(self, text: str) -> bool:
        """Whether a text may contain a length: a quick test, right in all but few cases."""
        return any(ending in text for ending in self._endings)

    def find(self, text: str) -> list[Measurement]:
        """Every length of a normalised text, in order. A number without a unit is none."""
        return [self._measurement(match) for match in self._pattern.finditer(text)]

    @cached_property  # compiling takes milliseconds, which a bank without lengths need not wait for
    def _pattern(self) -> re.Pattern[str]:
        terms = self._terms
        number, than = self._number_pattern(), _any(terms["than"].split())
        more = rf"(?:{_any(terms['larger'].split())}(?:\ \w+){{0,2}}\ {than}|{_any(terms['above'].split())})"
        less = rf"(?:{_any(terms['smaller'].split())}(?:\ \w+){{0,2}}\ {than}|{_any(terms['below'].split())})"
        the = rf"(?:{_any(terms['the'].split())}\ )?"
        unit, denied, joint = _any(self._scales), _any(terms["not"].split()), _any(self._and)
        article = _any(terms["articles"].split())
        return re.compile(
            rf"""(?:(?<![\w.,/⁄])|(?=[<>]))
            (?:(?P<limit>{denied}\ (?:{more}|{less})|{_phrases(terms["bounds"])})\ {the}
                |(?P<below>{less}|{_phrases(terms["also_below"])}|<)\ ?{the}
                |(?P<above>{more}|{_phrases(terms["also_above"])}|>)\ ?{the}
                |(?P<from>{_phrases(terms["from"])})\ )?
            (?<![\w.,/⁄])(?:(?P<meant>{number}),?\ {denied}\ )?(?P<low>{number})[ -]?
            (?:(?P<inner>{unit})?\ ?(?:-|{_phrases(terms["to"])})\ ?(?P<high>{number})[ -]?)?
            (?P<unit>{unit})(?:\ {joint}\ {article}\ (?P<more>{_any(self._fractions)}))?(?!\w)""",
            re.VERBOSE,
        )

    def _number_pattern(self) -> str:
        terms = self._terms
        word, part, article = _any(self._values), _any(self._fractions), _any(terms["articles"].split())
        one = _any([*terms["articles"].split(), *terms["numbers"].split()[1:2]])
        of, joint, point = _any(terms["fraction_of"].split()), _any(self._and), _any(self._point)
        digits_or_word = rf"(?:\d+|{word})"
        return rf"""(?:\d+(?:,\d{{3}})+(?![\d,])|(?:\d+\ )?\d[/⁄][1-9]\d?(?!\d)
            |{digits_or_word}\ {joint}\ {article}\ {part}|(?:{digits_or_word}\ )?{point}\ {digits_or_word}
            |\d+(?:[.,]\d+)?|[.,]\d+
            |{digits_or_word}\ {part}s(?:\ {of})?(?:\ {article})?(?=\ )
            |(?:{one}\ )?{part}(?:\ {of})?(?:\ {article})?(?=\ )
            |{word})"""

    def _measurement(self, match: re.Match[str]) -> Measurement:
        scale = self._scales[match["unit"]]
        low: float | None = None
        high: float | None = None
        text = match[0]
        value = self._value(match["low"], self._scales.get(match["inner"], scale))
        value += self._fractions.get(match["more"], 0.0) * scale
        if match["meant"]:
            value, text = self._value(match["meant"], scale), f"{match['meant']} {match['unit']}"
        elif match["high"]:
            low, high = value, self._value(match["high"], scale)
            value = (low + high) / 2
        elif match["below"]:
            value = high = nextafter(value, 0.0)
            low = 0.0
        elif match["above"]:
            value = low = nextafter(value, inf)
            high = inf
        elif match["from"]:
            low, high = value, inf
        exact = not any(match.group("limit", "below", "above", "from", "high"))
        return Measurement(value, match.start(), match.end(), text, exact, low, high)

    def _value(self, typed: str, scale: float) -> float:
        """A number of a unit of so many millimeters, in millimeters."""
        if scale <= SMALL_UNIT and _THOUSANDS.fullmatch(typed):
            typed = typed.replace(".", "")
        return self._number(typed) * scale

    def _number(self, typed: str) -> float:
        """The value of digits (1,500 · 1,5 · 1/2 · 2 1/2) or words (two · one and a half · 2 and a half ·
        half a · three tenths of a · point five · point 5).
        """
        words = typed.split()
        if not self._point.isdisjoint(words):
            return float(f"{self._whole(words[0]):.0f}.{self._whole(words[-1]):.0f}")
        if not typed[-1].isalpha():
            return sum(map(_digits, words))
        part = next((self._parts[word] for word in words if word in self._parts), 0.0)
        if not self._and.isdisjoint(words):
            return self._whole(words[0]) + part
        return self._values.get(typed) or (self._whole(words[0]) or 1) * part

    def _whole(self, typed: str) -> float:
        """The value of digits or of a word for them; 0 of any other word."""
        return float(typed) if typed.isdecimal() else self._values.get(typed, 0.0)


def _digits(typed: str) -> float:
    """The value of 1,500, of 1,5 or of 1/2."""
    grouped = re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", typed)
    upper, _, lower = typed.replace("/", "⁄").partition("⁄")
    return float(upper.replace(",", "" if grouped else ".")) / float(lower or 1)


def _fraction(typed: str) -> float:
    """The value of 0.5 or of 1/3."""
    upper, _, lower = str(typed).partition("/")
    return float(upper) / float(lower or 1)


def _any(words: Collection[str]) -> str:
    """A pattern for any of these words or phrases, the longest first; where there is none, for no text."""
    if not words:
        return "(?!)"
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def _phrases(text: str) -> str:
    """A pattern for any of the phrases of a text, which has commas between them."""
    return _any([stripped for phrase in text.split(",") if (stripped := phrase.strip())])
