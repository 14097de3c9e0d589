"""Calibration of confidences: of guesses with a confidence of .9, nine in ten should be right.

Pure arithmetic on guesses; nothing here knows a bank.
"""

from __future__ import annotations

from itertools import groupby
from math import sqrt
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BINS = 10
"""Bins of equal width, as is usual for reliability tables (Guo et al. 2017 use 15 for 10,000 samples)."""

_SURE = 1.96
"""Standard deviations on either side that contain 95 % of a normal distribution."""


class Guess(NamedTuple):
    """What would be answered if every question were: the entry, how sure (0..1), and whether it is right."""

    entry: str
    confidence: float
    right: bool


class Bin(NamedTuple):
    """The guesses from `low` up to `high` sure: how many, how sure on average, and the share that is right.

    The true share lies between `least` and `most` with 95 % certainty (Wilson's interval).
    """

    low: float
    high: float
    guesses: int
    confidence: float
    right: float
    least: float
    most: float


class Point(NamedTuple):
    """What comes of answering all that is at least `threshold` sure.

    `coverage` is the share of questions that are answered, `risk` the share of these answers that is wrong.
    """

    threshold: float
    coverage: float
    risk: float


def reliability(guesses: Iterable[Guess], bins: int = BINS) -> list[Bin]:
    """The reliability table, from the least sure to the surest; empty bins are left out."""
    table = []
    for number, group in groupby(sorted(guesses, key=_sure), key=lambda guess: _bin(guess, bins)):
        members = list(group)
        count, right = len(members), sum(guess.right for guess in members)
        # A sum is rounded: the mean of guesses that are all .7 must not fall out of their bin.
        mean = min(max(fmean(guess.confidence for guess in members), number / bins), (number + 1) / bins)
        bounds = wilson(right, count)
        table.append(Bin(number / bins, (number + 1) / bins, count, mean, right / count, *bounds))
    return table


def calibration_error(guesses: Sequence[Guess], bins: int = BINS) -> float:
    """The expected calibration error: how far, on average, confidence is from the share that is right."""
    off = sum(each.guesses * abs(each.confidence - each.right) for each in reliability(guesses, bins))
    return off / max(1, len(guesses))


def risk_coverage(guesses: Iterable[Guess], questions: int) -> list[Point]:
    """The curve from the surest guess alone to all of them. `questions`: how many could have been answered.

    Guesses that are equally sure are answered together, so that no order among them is made up.
    """
    curve: list[Point] = []
    answered = wrong = 0
    for confidence, group in groupby(sorted(guesses, key=_sure, reverse=True), key=_sure):
        members = list(group)
        answered += len(members)
        wrong += sum(not guess.right for guess in members)
        curve.append(Point(confidence, answered / questions, wrong / answered))
    return curve


def wilson(right: int, count: int) -> tuple[float, float]:
    """Between which shares the true one lies with 95 % certainty, when `right` of `count` were seen.

    >>> [round(bound, 2) for bound in wilson(9, 10)]
    [0.6, 0.98]
    """
    share, square = right / count, _SURE**2 / count
    middle = (share + square / 2) / (1 + square)
    half = _SURE * sqrt(share * (1 - share) / count + square / (4 * count)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def _sure(guess: Guess) -> float:
    return guess.confidence


def _bin(guess: Guess, bins: int) -> int:
    return min(int(guess.confidence * bins), bins - 1)
