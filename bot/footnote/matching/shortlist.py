"""The entries and silent topics that a question is compared with as a whole: the best of each ranker."""

from __future__ import annotations

from heapq import nlargest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHORTLIST = 12
"""Nearest entries and topics that are compared as a whole."""

SECOND_SHORTLIST = 6
"""Entries and topics that are compared as a whole besides: those that the linear model puts first, those
whose answers mention most, and the nearest that are no silent topics."""


def shortlist(names: Sequence[str], near: Mapping[int, float], *others: Mapping[int, float]) -> list[int]:
    """The numbers of the entries, ascending: of the nearest the first SHORTLIST, and the SECOND_SHORTLIST of
    the greatest other values each. `names` decide between entries of the same value.
    """
    second = (_best(names, SECOND_SHORTLIST, values) for values in others)
    return sorted({*_best(names, SHORTLIST, near)}.union(*second))


def _best(names: Sequence[str], count: int, values: Mapping[int, float]) -> list[int]:
    """The entries of the greatest values, in no order; of the same value those with the later names."""
    if len(values) <= count:
        return list(values)
    least = min(nlargest(count, values.values()))
    fit = [(value, names[entry], entry) for entry, value in values.items() if value >= least]
    return [entry for _, _, entry in sorted(fit, reverse=True)[:count]]
