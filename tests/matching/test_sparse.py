"""Compressed rows: they give back what was put in, from rows and from their arrays."""

from __future__ import annotations

from array import array
from itertools import chain

import pytest
from hypothesis import given, strategies as st

from footnote.matching.sparse import IntegerRows, Postings, Rows, compact, row_starts

ROWS = st.lists(st.lists(st.sampled_from("abcd"), max_size=4).map(tuple), max_size=6)


def stored(postings: Postings) -> Postings:
    """The same postings from their arrays, terms sorted."""
    terms = sorted(postings)
    rows = [postings[term] for term in terms]
    count = 1 + max(chain.from_iterable(rows), default=-1)
    return Postings.restored(terms, row_starts(map(len, rows)), compact(chain.from_iterable(rows)), count)


@given(ROWS)
def test_postings_list_the_rows_with_a_term_once_and_ascending(rows: list[tuple[str, ...]]) -> None:
    built = Postings(rows)
    for postings in (built, stored(built)):
        for term in "abcd":
            containing = [number for number, row in enumerate(rows) if term in row]
            assert list(postings[term]) == containing
            assert postings.count(term) == len(containing)
            assert [n for n, flag in enumerate(postings.flags(term)) if flag] == containing
            assert (term in postings) == bool(containing)
        assert sorted(postings) == sorted({*chain.from_iterable(rows)})
        assert len(postings) == len({*chain.from_iterable(rows)})


def test_terms_come_in_the_order_in_which_rows_first_contain_them() -> None:
    postings = Postings([("b", "a", "b"), (), ("c", "a")])
    assert [*postings] == ["b", "a", "c"]
    assert [postings.number(term) for term in "bac"] == [0, 1, 2]
    with pytest.raises(KeyError):
        postings.number("d")


def test_flags_have_a_byte_for_every_row() -> None:
    """Also for a term that no row contains, and when they are asked for again."""
    postings = Postings([("a",), (), ("a", "b")])
    for _ in range(2):
        assert postings.flags("a") == bytes([1, 0, 1])
        assert postings.flags("z") == bytes(3)


def test_rows_decode_to_the_terms_they_were_encoded_from() -> None:
    rows = Rows.decoded(["a", "b"], IntegerRows(row_starts([2, 0, 1]), array("H", [1, 0, 1])))
    assert len(rows) == 3
    for _ in range(2):
        assert [rows[number] for number in (2, 0, 1)] == [("b",), ("b", "a"), ()]
    assert [rows.is_at(0, row) for row in [("b", "a"), ("a", "b"), ("b",), ()]] == [True, False, False, False]
    assert rows.is_at(1, ())


def test_rows_that_were_never_encoded_are_as_given() -> None:
    rows = Rows([("a", "b"), ()])
    assert (rows[0], rows[1], len(rows)) == (("a", "b"), (), 2)
    assert [rows.is_at(0, row) for row in [("a", "b"), ("a", "c"), ("a",)]] == [True, False, False]
    with pytest.raises(IndexError):
        rows[2]


@pytest.mark.parametrize(
    ("numbers", "size"),
    [([], 1), ([0, 255], 1), ([256], 2), ([0, 65_535], 2), ([65_536], 4), ([2**32 - 1, 0], 4)],
)
def test_numbers_take_the_fewest_bytes_that_hold_all_of_them(numbers: list[int], size: int) -> None:
    values = compact(numbers)
    assert list(values) == numbers
    assert values.itemsize == size


def test_integer_rows_are_cut_at_their_starts() -> None:
    rows = IntegerRows(row_starts([1, 0, 2]), array("H", [7, 8, 9]))
    assert [list(row) for row in rows] == [[7], [], [8, 9]]
    assert len(rows) == 3
