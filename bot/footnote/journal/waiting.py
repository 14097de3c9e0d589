"""The lines and updates of a journal that are not on the disk yet: so many, and so many bytes."""

from __future__ import annotations

from collections import deque
from itertools import islice
from sys import getsizeof
from typing import TYPE_CHECKING

from .records import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .records import LineUpdate

MAX_WAITING = 20_000
"""Lines and updates: a quarter of an hour of a busy desk without its database."""

MAX_WAITING_SIZE = 32 * 2**20
"""Bytes of them all. Lines of 2,000 characters of text, 20,000 of them, took 162 MB."""

BARE_SIZE = 1000
"""Bytes of a line without its text, and of an update, as measured: 20,000 took 20 MB."""


class Waiting:
    """A bounded queue. Not thread-safe."""

    def __init__(self) -> None:
        self._items: deque[Line | LineUpdate] = deque()
        self._size = 0

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Line | LineUpdate]:
        return iter(self._items)

    def put(self, item: Line | LineUpdate) -> bool:
        """Add an item at the end. False where there is no room for it."""
        size = _size(item)
        if len(self._items) >= MAX_WAITING or self._size + size > MAX_WAITING_SIZE:
            return False
        self._items.append(item)
        self._size += size
        return True

    def first(self, most: int) -> list[Line | LineUpdate]:
        """The first items, which stay in the queue."""
        return list(islice(self._items, most))

    def drop(self, number: int) -> None:
        """Take the first items out."""
        for _ in range(min(number, len(self._items))):
            self._size -= _size(self._items.popleft())

    def clear(self) -> None:
        """Take all items out."""
        self._items.clear()
        self._size = 0


def _size(item: Line | LineUpdate) -> int:
    text = item.question if isinstance(item, Line) else None
    return BARE_SIZE + (getsizeof(text) if text else 0)
