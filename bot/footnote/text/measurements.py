"""Lengths that people type, in millimeters. Pure: a folded text in, its lengths out; no bank is known here.

>>> [(found.value, found.text) for found in quantities("one node of 3mm, one of half a millimetre")]
[(3.0, '3mm'), (0.5, 'half a millimetre')]
"""

from __future__ import annotations

import re
from functools import cache
from math import inf, nextafter
from typing import NamedTuple

_UNITS = {
    1.0: "mm mms millimeter millimetre millimeters millimetres milimeter milimetre milimeters milimetres "
    "mil mils",
    10.0: "cm cms centimeter centimetre centimeters centimetres",
    0.001: "um µm μm micron microns micrometer micrometre micrometers micrometres",
    25.4: "inch inches",
}
_SCALES = {unit: scale for scale, units in _UNITS.items() for unit in units.split()}
_ENDS = tuple("mil mils mm mms cm cms um μm meter meters metre metres cron crons inch inches".split())
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_VALUES = {word: float(value) for value, word in enumerate(_NUMBERS)} | {"a": 1.0, "an": 1.0}
_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}


class Quantity(NamedTuple):
    """A length: its millimeters, where it stands (`text[start:end]`), and that text.

    A range counts as its middle. "Under 2 mm" counts as just under 2, "over 2 mm" as just over, and "at most
    2 mm" as 2.
    """

    value: float
    start: int
    end: int
    text: str

    @property
    def exact(self) -> bool:
        """Whether it is one length: not "under 2 mm", "at most 2 mm" or "from 1 to 2 mm"."""
        found = _pattern().match(self.text)
        return found is not None and not any(found.group("limit", "below", "above", "high"))


def may_end(word: str) -> bool:
    """Whether a folded word may be the last of a length: true of every unit, and of few words besides."""
    return word.endswith(_ENDS)


def quantities(folded: str) -> list[Quantity]:
    """Every length of a folded text, in order. A number without a unit is none."""
    return [_quantity(found) for found in _pattern().finditer(folded)]


@cache  # compiling takes milliseconds, which a bank without lengths need not wait for
def _pattern() -> re.Pattern[str]:
    word = "(?:" + "|".join(_VALUES) + ")"
    part = "(?:" + "|".join(_PARTS) + ")"
    number = rf"""(?:\d+(?:,\d{{3}})+(?![\d,])|\d[/⁄][1-9]\d?|\d+(?:[.,]\d+)?|[.,]\d+
        |(?:(?:an?|one)\ )?{part}(?:\ of)?(?:\ an?)?(?=\ )
        |{word}\ and\ an?\ {part}|(?:{word}\ )?point\ {word}|{word})"""
    # "Than" as people also spell it, or say it in the order of another language.
    more = r"(?:(?:more|bigger|larger|greater|wider|longer)(?:\ \w+){0,2}\ (?:than|then|as)|over|above)"
    less = r"(?:(?:less|smaller|lower|tinier|shorter)(?:\ \w+){0,2}\ (?:than|then|as)|under|below)"
    unit = "(?:" + "|".join(sorted(_SCALES, key=len, reverse=True)) + ")"
    return re.compile(
        rf"""(?:(?<![\w.,/⁄])|(?=[<>]))
        (?:(?P<limit>(?:not?|never)\ (?:{more}|{less})|at\ most|at\ least|up\ to)\ (?:the\ )?
            |(?P<below>{less}|not\ even|short\ of|<)\ ?(?:the\ )?
            |(?P<above>{more}|past|beyond|exceed(?:s|ed|ing)?|upwards\ of|>)\ ?(?:the\ )?
            |between\ |from\ )?
        (?<![\w.,/⁄])(?P<low>{number})[ -]?
        (?:(?P<inner>{unit})?\ ?(?:-|to|and)\ ?(?P<high>{number})[ -]?)?
        (?P<unit>{unit})(?!\w)""",
        re.VERBOSE,
    )


def _quantity(found: re.Match[str]) -> Quantity:
    scale = _SCALES[found["unit"]]
    value = _number(found["low"]) * _SCALES.get(found["inner"], scale)
    if found["high"]:
        value = (value + _number(found["high"]) * scale) / 2
    elif found["below"]:
        value = nextafter(value, 0.0)
    elif found["above"]:
        value = nextafter(value, inf)
    return Quantity(value, found.start(), found.end(), found[0])


def _number(typed: str) -> float:
    """The value of digits (1,500 · 1,5 · .5 · 1/2) or words (two · one and a half · half a · point five)."""
    if not typed[-1].isalpha():
        grouped = re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", typed)
        upper, _, lower = typed.replace("/", "⁄").partition("⁄")
        return float(upper.replace(",", "" if grouped else ".")) / float(lower or 1)
    whole, _, part = typed.rpartition(" and ")
    if whole:
        return _VALUES[whole] + _part(part)
    units, point, tenths = typed.rpartition("point ")
    if point:
        return _VALUES.get(units.strip(), 0.0) + _VALUES[tenths] / 10
    return _VALUES[typed] if typed in _VALUES else _part(typed)


def _part(typed: str) -> float:
    return next(_PARTS[word] for word in typed.split() if word in _PARTS)
