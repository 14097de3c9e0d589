"""Entries for sizes: which one answers for a length that somebody types."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import chain
from math import inf, nextafter
from typing import TYPE_CHECKING

from footnote.text import as_typed

if TYPE_CHECKING:
    from footnote.bank import Bank, Entry, SizeRange
    from footnote.text import Analyzer, Measurement, Span

_DECIMAL = re.compile(r"(?<![\w.,])\d*[.,]\d+(?![.,]?\w)")
"""A number that nobody types for a word, as "2" is typed for "to"."""


class Sizes:
    """The size ranges of a bank."""

    def __init__(self, bank: Bank, analyzer: Analyzer) -> None:
        self._bank = bank
        self._analyzer = analyzer
        #: The ids of the entries that answer for a size.
        self.entries = frozenset(size.entry for size in bank.sizes)

    def entry_after(self, last: Entry | None) -> Entry | None:
        """The entry that a length alone leads to after this answer; None where it is not about sizes."""
        after = self.entries & {last.id, *last.follow} if last else set()
        return self._bank.entries[min(after)] if after else None

    def only(self, span: Span) -> Measurement | None:
        """The length that a span is about, if it says nothing else: "and 0.1?" is 0.1 mm, and so is "mine is
        0.1, so yes?".
        """
        sized = span if span.measurements else self._with_unit(span)
        if len(sized.measurements) != 1:
            return None
        is_all = self._analyzer.language.words.filler.issuperset(sized.unmeasured)
        return sized.measurements[0] if is_all else None

    def is_bare(self, span: Span) -> bool:
        """Whether a span gives one length with its unit, and says nothing else: "sorry, I meant 3 mm"."""
        if len(span.measurements) != 1:
            return False
        return self._empty.issuperset(span.unmeasured)

    @cached_property
    def _empty(self) -> frozenset[str]:
        """The words that do not say what a length is of."""
        language = self._bank.language
        corrections = chain.from_iterable(language.conversation.corrections.values())
        return frozenset(chain(language.words.filler, language.conversation.source_verbs, *corrections))

    def find(self, span: Span, entry: Entry) -> tuple[Entry, Measurement | None]:
        """The entry for the length in a span, where `entry` is one for a size; else `entry`, and None."""
        if entry.id not in self.entries:
            return entry, None
        measurement = self.only(span) or next(iter(span.measurements or self._decimal(span)), None)
        if measurement is None:
            return entry, None
        size = self.range_of(measurement)
        across = self._bank.size_use.across
        if size is None and across:
            return self._bank.entries[across], None
        return self._bank.entries[(size or self._range_at(measurement.value)).entry], measurement

    def sentence(self, measurement: Measurement | None, text: str) -> str:
        """The bank's sentence about a length in a text: which side of a bound it is on; "" for a range or a
        bound.
        """
        if measurement is None or not measurement.exact:
            return ""
        size = as_typed(measurement.text, text)
        said = self._range_at(measurement.value).says.format(size=size)
        return said[:1].upper() + said[1:]

    def range_of(self, measurement: Measurement) -> SizeRange | None:
        """The range that a length falls into; None where it may fall into several, as "over 0.1 mm" may."""
        if not self._bank.sizes:
            return None
        low, high = map(self._range_at, measurement.ends)
        return low if low is high else None

    def _decimal(self, span: Span) -> tuple[Measurement, ...]:
        """The one decimal of a span as a length in the default unit: nobody counts in decimals."""
        return self._with_unit(span).measurements if len(_DECIMAL.findall(span.text)) == 1 else ()

    def _with_unit(self, span: Span) -> Span:
        """A span with millimeters after its one decimal, or else at its end, if a number stands there."""
        text = span.text.rstrip(" ?!.")
        decimals = list(_DECIMAL.finditer(text))
        if len(decimals) != 1 and not text[-1:].isdecimal():
            return span
        end = decimals[0].end() if len(decimals) == 1 else len(text)
        return self._analyzer.with_default_unit(span, end)

    def _range_at(self, value: float) -> SizeRange:
        """The first range, from the smallest up, that a length in mm falls into."""
        for size in self._bank.sizes:
            if size.bound is None or value < size.bound or (size.inclusive and value == size.bound):
                return size
        return self._bank.sizes[-1]


def cut_points(bank: Bank) -> tuple[float, ...] | None:
    """Where one range of sizes ends and the next begins, in mm; the matcher puts a cut point above itself."""
    bounds = [(size.bound, size.inclusive) for size in bank.sizes]
    return tuple(nextafter(b, inf) if inclusive else b for b, inclusive in bounds if b is not None) or None
