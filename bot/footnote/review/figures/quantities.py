"""The numbers of a text, with what they count: 30 days, three to five hours, 4 %, $20."""

from __future__ import annotations

import re
from math import isclose
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.review.lexis import Lexis, Unit


class Quantity(NamedTuple):
    """A number: its value, its unit where it has one, and where it stands: `text[start:end]`.

    `is_word` says that it is written as a word, `is_implied` that no number is written: "a day".
    """

    value: float
    unit: Unit | None
    start: int
    end: int
    is_word: bool = False
    is_implied: bool = False

    @property
    def amount(self) -> float:
        """The value in what its unit measures: seconds for minutes."""
        return self.value * (self.unit.scale if self.unit else 1.0)

    def agrees(self, other: Quantity) -> bool:
        """Whether both may be the same: the amount, and the unit unless one of them has none."""
        if self.unit and other.unit and self.unit.dimension == other.unit.dimension:
            return isclose(self.amount, other.amount, rel_tol=1e-6)
        return self.has_value_of(other) and not (self.unit and other.unit)

    def has_value_of(self, other: Quantity) -> bool:
        """Whether both are the same number, whatever they count."""
        return isclose(self.value, other.value, rel_tol=1e-6)


class _Token(NamedTuple):
    text: str
    start: int
    end: int


_TOKENS = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d+⁄\d+|\d+(?:[.,]\d+)?|°[cf]?\b|[$€£¥¢%°]|[^\W\d_]+|[-.;:!?,/]"
)
_MOST_JOINED = 3
"""Numbers that may share a unit: "2, 3 or 4 days" """


class QuantityReader:
    """Finds the quantities in folded texts, by the words of one language."""

    def __init__(self, lexis: Lexis) -> None:
        self._lexis = lexis

    def find(self, text: str) -> list[Quantity]:
        """Every quantity, in order. Digits within a word ("N1") are none."""
        tokens = [_Token(match[0], *match.span()) for match in _TOKENS.finditer(text)]
        return list(self._quantities(text, tokens))

    def _quantities(self, text: str, tokens: list[_Token]) -> Iterator[Quantity]:
        at = 0
        while at < len(tokens):
            value, after = self._number(tokens, at)
            token = tokens[at]
            if value is None:
                after = at + 1
                if token.text in self._lexis.articles and (unit := self._unit(tokens, after)):
                    yield Quantity(1.0, unit, token.start, token.end, is_implied=True)
                elif token.text in self._lexis.ordinals:
                    number = self._lexis.ordinals[token.text]
                    yield Quantity(number, None, token.start, token.end, is_implied=True)
            elif not _is_within_word(text, token):
                unit = self._sign_before(tokens, at) or self._unit_after(tokens, after)
                is_word = not token.text[0].isdigit()
                yield Quantity(value, unit, token.start, tokens[after - 1].end, is_word)
            at = after

    def _number(self, tokens: list[_Token], at: int) -> tuple[float | None, int]:
        """The number that begins at a token, or None, and the place after it."""
        value, after = self._words(tokens, at)
        if value is None and tokens[at].text[0].isdigit():
            value, after = _digits(tokens[at].text), at + 1
        while value is not None and after < len(tokens) and tokens[after].text in self._lexis.multipliers:
            value, after = value * self._lexis.multipliers[tokens[after].text], after + 1
        return value, after

    def _words(self, tokens: list[_Token], at: int) -> tuple[float | None, int]:
        """A number in words: "twenty-five" is one."""
        numbers = self._lexis.numbers
        value = numbers.get(tokens[at].text)
        if value is None:
            return None, at
        after = at + 1
        if value >= 20 and value % 10 == 0:
            ones = after + (after < len(tokens) and tokens[after].text == "-")
            if ones < len(tokens) and 1 <= numbers.get(tokens[ones].text, 0) < 10:
                return value + numbers[tokens[ones].text], ones + 1
        return value, after

    def _sign_before(self, tokens: list[_Token], at: int) -> Unit | None:
        """The currency whose sign stands before a number."""
        unit = self._lexis.units.get(tokens[at - 1].text) if at else None
        is_sign = unit and not tokens[at - 1].text.isalpha() and tokens[at - 1].end == tokens[at].start
        return unit if unit and is_sign and unit.dimension in self._lexis.money else None

    def _unit_after(self, tokens: list[_Token], after: int) -> Unit | None:
        """The unit after a number, or after the range that it begins."""
        for _ in range(_MOST_JOINED):
            joined = self._unit(tokens, after)
            if joined or not (after + 1 < len(tokens) and tokens[after].text in {*self._lexis.joiners, ","}):
                return joined
            value, beyond = self._number(tokens, after + 1)
            if value is None:
                return None
            after = beyond
        return self._unit(tokens, after)

    def _unit(self, tokens: list[_Token], at: int) -> Unit | None:
        """The unit at a token, or after one word that says of which kind: "5 business days"."""
        units = self._lexis.units
        at += at < len(tokens) and tokens[at].text == "-"
        if at < len(tokens) and tokens[at].text in units:
            return units[tokens[at].text]
        if at + 1 < len(tokens) and tokens[at].text.isalpha() and self._says_kind(tokens[at].text):
            return units.get(tokens[at + 1].text) if len(tokens[at + 1].text) > 1 else None
        return None

    def _says_kind(self, word: str) -> bool:
        return word not in self._lexis.language.words.filler and word not in self._lexis.joiners


def _is_within_word(text: str, token: _Token) -> bool:
    """Whether digits belong to a name, such as N1 or http-v2."""
    before = text[token.start - 1] if token.start else " "
    return token.text[0].isdigit() and (before.isalpha() or before == "_")


def _digits(typed: str) -> float:
    """The value of 1,500 · 1.5 · 1,5 · 1⁄2."""
    upper, _, lower = typed.partition("⁄")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", upper):
        upper = upper.replace(",", "")
    return float(upper.replace(",", ".")) / (float(lower or 1) or 1.0)
