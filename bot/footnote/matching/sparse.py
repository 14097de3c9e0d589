"""Rows of terms and of numbers, kept in few long pieces (compressed sparse rows).

A bank has tens of thousands of wordings. As lists and tuples of their own they are read back from a file of
what is kept (see `cache`) ten times later than in these pieces.
"""

from __future__ import annotations

from array import array
from itertools import accumulate, chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any


class Rows:
    """A row of terms for each number; those that were asked for are remembered."""

    def __init__(self, rows: Sequence[tuple[str, ...]]) -> None:
        self._rows: dict[int, tuple[str, ...]] = dict(enumerate(rows))
        self._names: list[str] = []
        self._cells = array("I")
        self._starts = array("I")

    def __getitem__(self, number: int) -> tuple[str, ...]:
        row = self._rows.get(number)
        if row is None:
            cells = self._cells[self._starts[number] : self._starts[number + 1]]
            row = self._rows[number] = tuple([self._names[cell] for cell in cells])
        return row

    def __len__(self) -> int:
        return len(self._starts) - 1 if self._starts else len(self._rows)

    def __getstate__(self) -> dict[str, object]:
        """The rows in three pieces."""
        rows = [self[number] for number in range(len(self))]
        numbers: dict[str, int] = {}
        cells = array("I", [numbers.setdefault(term, len(numbers)) for term in chain.from_iterable(rows)])
        starts = array("I", accumulate(map(len, rows), initial=0))
        return {"_rows": {}, "_names": list(numbers), "_cells": cells, "_starts": starts}


class Postings:
    """The rows that hold each term, in order, none twice."""

    def __init__(self, rows: Sequence[tuple[str, ...]]) -> None:
        found = _held(rows)
        self._numbers = {term: number for number, term in enumerate(found)}
        self._starts = array("I", accumulate(map(len, found.values()), initial=0))
        self._held = array("I", chain.from_iterable(found.values()))
        self._rows = len(rows)
        self._flags: dict[str, bytes] = {}

    def __getstate__(self) -> dict[str, object]:
        """The terms in one piece: none holds a line break."""
        return {**vars(self), "_numbers": "\n".join(self._numbers), "_flags": {}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        terms = state["_numbers"].split("\n") if state["_numbers"] else []
        vars(self).update(state, _numbers={term: number for number, term in enumerate(terms)})

    def __contains__(self, term: str) -> bool:
        return term in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __getitem__(self, term: str) -> Sequence[int]:
        number = self._numbers.get(term)
        return () if number is None else self._held[self._starts[number] : self._starts[number + 1]]

    def count(self, term: str) -> int:
        """How many rows hold a term."""
        number = self._numbers.get(term)
        return 0 if number is None else self._starts[number + 1] - self._starts[number]

    def flags(self, term: str) -> bytes:
        """For each row 1 where it holds a term, else 0: for asking about many rows. Remembered."""
        flags = self._flags.get(term)
        if flags is None:
            found = bytearray(self._rows)
            for row in self[term]:
                found[row] = 1
            flags = self._flags[term] = bytes(found)
        return flags


def _held(rows: Sequence[tuple[str, ...]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for term in row:
            held = found.get(term)
            if held is None:
                found[term] = [number]
            elif held[-1] != number:
                held.append(number)
    return found
