"""Whether a confidence means what it says: figures that can be checked by hand."""

from __future__ import annotations

import pytest
from hypothesis import example, given, strategies as st

from footnote.evaluation.calibration import (
    Bin,
    Guess,
    Point,
    calibration_error,
    reliability,
    risk_coverage,
    wilson,
)

GUESSES = [
    Guess("a", 0.95, True),
    Guess("b", 0.91, False),
    Guess("c", 0.55, True),
    Guess("d", 0.55, False),
    Guess("e", 0.05, False),
]

ANY = st.lists(st.builds(Guess, st.just("a"), st.floats(0, 1), st.booleans()), max_size=30)


def test_the_reliability_table_by_hand() -> None:
    """Half of what was .93 sure on average was right, half of .55, none of .05; empty bins are left out."""
    table = [each[:5] for each in reliability(GUESSES)]
    assert table[0] == pytest.approx((0.0, 0.1, 1, 0.05, 0))
    assert table[1] == pytest.approx((0.5, 0.6, 2, 0.55, 0.5))
    assert table[2] == pytest.approx((0.9, 1.0, 2, 0.93, 0.5))
    assert len(table) == 3


def test_the_calibration_error_by_hand() -> None:
    """(1 x .05 + 2 x .05 + 2 x .43) / 5."""
    assert calibration_error(GUESSES) == pytest.approx(0.202)
    assert calibration_error([]) == 0


def test_the_risk_coverage_curve_by_hand() -> None:
    """Of ten questions; the two that are equally sure are answered together."""
    assert risk_coverage(GUESSES, 10) == [
        Point(0.95, 0.1, 0.0),
        Point(0.91, 0.2, 0.5),
        Point(0.55, 0.4, 0.5),
        Point(0.05, 0.5, 0.6),
    ]


@pytest.mark.parametrize(
    ("right", "count", "bounds"), [(9, 10, (0.596, 0.982)), (0, 10, (0.0, 0.278)), (1, 1, (0.207, 1.0))]
)
def test_wilson(right: int, count: int, bounds: tuple[float, float]) -> None:
    """As statistics books print it."""
    assert wilson(right, count) == pytest.approx(bounds, abs=0.001)


@given(ANY)
@example([Guess("a", 0.7, right=False)] * 3)
def test_every_guess_is_in_one_bin_and_on_the_curve(guesses: list[Guess]) -> None:
    """Whatever the guesses: none is lost, none is counted twice, and every share is one."""
    table: list[Bin] = reliability(guesses)
    assert sum(each.guesses for each in table) == len(guesses)
    assert all(each.low <= each.confidence <= each.high for each in table)
    assert all(0 <= each.least <= each.most <= 1 for each in table)
    curve = risk_coverage(guesses, max(1, len(guesses)))
    assert [point.coverage for point in curve][-1:] == ([1.0] if guesses else [])
    assert 0 <= calibration_error(guesses) <= 1
