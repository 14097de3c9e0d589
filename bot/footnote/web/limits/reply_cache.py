"""Replies that were given once, up to so many bytes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from footnote.dialogue import Reply, State

MAX_BYTES = 4 * 2**20
"""Bytes of the replies and states that are kept for each bank: some 350 of the shipped bank's."""

OVERHEAD = 3_000
"""Bytes of the objects that a question, a state and a reply are made of, without their texts. A generous
estimate: a reply of the shipped bank takes 5 kB (tracemalloc), and is counted as 12."""


class CachedReply(NamedTuple):
    """A reply, and the same as JSON."""

    reply: Reply
    content: dict[str, Any]


class ReplyCache:
    """Replies by question and state. Where they have too many bytes all are forgotten: frequent questions are
    soon back, and a look-up stays a single step.
    """

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._replies: dict[tuple[str, State], CachedReply] = {}
        #: The bytes of what is kept, about.
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._replies)

    def get(self, question: str, state: State) -> CachedReply | None:
        """The reply to this question in this state, if it was given."""
        return self._replies.get((question, state))

    def put(self, question: str, state: State, cached: CachedReply) -> None:
        """Keep a reply; one that alone is larger than a twentieth of the cache is not kept."""
        size = OVERHEAD + _size(question) + _size(state.as_dict()) + 2 * _size(cached.content)
        if size > self._max_bytes // 20:
            return
        if self.bytes + size > self._max_bytes:
            self.clear()
        self._replies[question, state] = cached
        self.bytes += size

    def clear(self) -> None:
        """Forget all replies."""
        self._replies.clear()
        self.bytes = 0


def _size(value: object) -> int:
    """The bytes of the texts in a value, with what Python needs for each text and number."""
    if isinstance(value, str):
        return 60 + len(value) * (1 if value.isascii() else 4)
    if isinstance(value, dict):
        return 100 + sum([_size(each) for each in value.values()])
    if isinstance(value, list | tuple):
        return 60 + sum(map(_size, value))
    return 32
