"""Compressed sparse rows: many short rows kept in one long array, with the place where each begins.

A bank has tens of thousands of wordings. Rows in this form are stored in a compiled bank as they are, and
one row is decoded when it is first needed.
"""

from __future__ import annotations

from array import array
from itertools import accumulate, chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def compact(numbers: Iterable[int]) -> array[int]:
    """The numbers (0 to 2 ** 32 - 1) in an array of the smallest items that hold them all: of 8, 16 or 32
    bits.
    """
    values = array("I", numbers)
    greatest = max(values, default=0)
    return array("B" if greatest < 2**8 else "H" if greatest < 2**16 else "I", values)


def row_starts(lengths: Iterable[int]) -> array[int]:
    """Where each row begins, and where the last one ends, for rows of these lengths."""
    return array("I", accumulate(lengths, initial=0))


class IntegerRows:
    """Rows of numbers, by number."""

    def __init__(self, starts: Sequence[int], cells: array[int]) -> None:
        self.starts = starts
        self.cells = cells

    def __getitem__(self, number: int) -> array[int]:
        return self.cells[self.starts[number] : self.starts[number + 1]]

    def __iter__(self) -> Iterator[array[int]]:
        return (self[number] for number in range(len(self)))

    def __len__(self) -> int:
        return len(self.starts) - 1


class Rows:
    """A row of terms for each number: decoded each time, as all of a large bank's take 6 MB."""

    def __init__(self, rows: Sequence[tuple[str, ...]]) -> None:
        self._rows = rows
        self._terms: Sequence[str] = ()
        self._encoded: IntegerRows | None = None

    @classmethod
    def decoded(cls, terms: Sequence[str], encoded: IntegerRows) -> Rows:
        """Rows from the numbers of their terms in `terms`."""
        rows = cls(())
        rows._terms, rows._encoded = terms, encoded
        return rows

    def __getitem__(self, number: int) -> tuple[str, ...]:
        if self._encoded is None:
            return self._rows[number]
        terms = self._terms
        return tuple([terms[term] for term in self._encoded[number]])

    def is_at(self, number: int, row: tuple[str, ...]) -> bool:
        """Whether this is the row of a number. Most have another length, which is seen at once."""
        return self.length(number) == len(row) and self[number] == row

    def length(self, number: int) -> int:
        """How many terms a row has."""
        if self._encoded is None:
            return len(self._rows[number])
        return self._encoded.starts[number + 1] - self._encoded.starts[number]

    def __len__(self) -> int:
        return len(self._rows) if self._encoded is None else len(self._encoded)


class Postings:
    """For each term the numbers of the rows that contain it, ascending, none twice."""

    def __init__(self, rows: Sequence[tuple[str, ...]]) -> None:
        postings = _postings(rows)
        self._set(
            list(postings),
            row_starts(map(len, postings.values())),
            array("I", chain.from_iterable(postings.values())),
            len(rows),
        )

    @classmethod
    def restored(
        cls, terms: Sequence[str], starts: Sequence[int], cells: array[int], row_count: int
    ) -> Postings:
        """Postings from their arrays: the rows of `terms[n]` are `cells[starts[n]:starts[n + 1]]`."""
        postings = cls(())
        postings._set(terms, starts, cells, row_count)
        return postings

    def _set(self, terms: Sequence[str], starts: Sequence[int], cells: array[int], row_count: int) -> None:
        self.numbers = {term: number for number, term in enumerate(terms)}
        self._starts = starts
        self._cells = cells
        self._row_count = row_count
        self._flags: dict[str, bytes] = {}

    def __contains__(self, term: str) -> bool:
        return term in self.numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, term: str) -> Sequence[int]:
        number = self.numbers.get(term)
        return () if number is None else self._cells[self._starts[number] : self._starts[number + 1]]

    def number(self, term: str) -> int:
        """The place of a term in the order of iteration. Raises KeyError for one that no row contains."""
        return self.numbers[term]

    def count(self, term: str) -> int:
        """How many rows contain a term."""
        number = self.numbers.get(term)
        return 0 if number is None else self._starts[number + 1] - self._starts[number]

    def flags(self, term: str) -> bytes:
        """One byte a row: 1 where the row contains the term, else 0. Remembered, to test many rows."""
        flags = self._flags.get(term)
        if flags is None:
            marked = bytearray(self._row_count)
            for row in self[term]:
                marked[row] = 1
            flags = self._flags[term] = bytes(marked)
        return flags


def _postings(rows: Sequence[tuple[str, ...]]) -> dict[str, list[int]]:
    postings: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for term in row:
            numbers = postings.get(term)
            if numbers is None:
                postings[term] = [number]
            elif numbers[-1] != number:
                numbers.append(number)
    return postings
