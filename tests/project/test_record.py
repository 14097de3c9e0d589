"""The base of frozen records: it takes what a frozen dataclass takes."""

from __future__ import annotations

import pytest

from footnote.record import Record, replace


class Point(Record):
    """A record with a default and a check."""

    x: int
    y: int = 0

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError("left of the edge")


class Place(Record):
    """Another record with the same fields."""

    x: int
    y: int = 0


def test_fields_are_given_by_place_or_name() -> None:
    assert Point(1, 2) == Point(1, y=2) == Point(y=2, x=1)
    assert (Point(1).x, Point(1).y) == (1, 0)


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), ((), {"y": 1}), ((1, 2, 3), {}), ((1,), {"x": 1}), ((1,), {"z": 1})],
    ids=["none", "one missing", "too many", "twice", "unknown"],
)
def test_each_field_takes_one_value(values: tuple[int, ...], named: dict[str, int]) -> None:
    with pytest.raises(TypeError, match="Point takes x, y"):
        Point(*values, **named)


def test_a_record_cannot_be_changed() -> None:
    point = Point(1)
    with pytest.raises(AttributeError, match="frozen"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="frozen"):
        del point.x
    assert point == Point(1)


def test_records_are_equal_by_class_and_fields() -> None:
    assert Point(1) == Point(1, 0) != Point(1, 1)
    assert hash(Point(1)) == hash(Point(1, 0))
    assert len({Point(1), Point(1, 0), Point(2)}) == 2
    assert Point(1) != Place(1)
    assert Point(1) != (1, 0)


def test_a_replaced_copy_is_checked_too() -> None:
    point = Point(1)
    assert (replace(point, y=3), point) == (Point(1, 3), Point(1))
    with pytest.raises(ValueError, match="left of the edge"):
        replace(point, x=-1)
    with pytest.raises(TypeError, match="Point takes x, y"):
        replace(point, z=1)


def test_the_repr_names_each_field() -> None:
    assert repr(Point(1)) == "Point(x=1, y=0)"
