"""Replies read back from JSON: a client that kept the replies of a conversation may send them in again.

They come from outside, so their shapes are checked: what is shown to a worker later is text, a date, an http
address, and nothing else. Unknown keys are ignored, as a newer bot may have added them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NoReturn, TypeVar, get_args

from footnote.bank import Reference
from footnote.errors import PacketError
from footnote.text import Kind, Reason

from .reply import BankStamp, Citation, Option

T = TypeVar("T")

KINDS: frozenset[str] = frozenset(get_args(Kind))
REASONS: frozenset[str] = frozenset(get_args(Reason))

MAX_ITEMS = 50
"""Citations, references or options of one reply: far more than any reply has."""


def read_turn(reply: object, number: int) -> tuple[BankStamp, dict[str, Any]]:
    """The bank and the parts of a turn, of the dict that `Reply.as_dict` gave.

    Raises PacketError, which says what is wrong with the turn of this number.
    """
    read = _Reader(reply, f"turn {number}")
    bank = read.inside("bank")
    entry = read.text("entry", missing=None)
    parts = {
        "question": read.text("question"),
        "kind": read.one_of("kind", KINDS),
        "reason": read.one_of("reason", REASONS | {None}),
        "entry": entry,
        "text": read.text("text"),
        "confidence": read.number("confidence"),
        "citations": read.each("citations", _citation),
        "offered": read.each("options", _option),
        "entries": read.ids("entries") or ((entry,) if entry else ()),  # a reply of an older bot has none
    }
    return BankStamp(bank.text("id"), bank.text("version")), parts


def _citation(read: _Reader) -> Citation:
    return Citation(
        number=int(read.number("number")),
        passage=read.text("passage"),
        title=read.text("title"),
        publisher=read.text("publisher"),
        section=read.text("section"),
        place=read.text("place"),
        updated=read.day("updated"),
        url=read.address("url"),
        references=read.each("references", _reference),
        source=read.text("source", missing=None) or "",  # a reply of an older bot has none of these
        kind=read.text("kind", missing=None) or "",
        checked=read.day("checked") if read.value.get("checked") else "",
    )


def _reference(read: _Reader) -> Reference:
    return Reference(int(read.number("number")), read.text("text"), read.address("url"))


def _option(read: _Reader) -> Option:
    passages = read.value.get("passages")
    if not isinstance(passages, list) or not all(isinstance(passage, str) for passage in passages):
        read.wrong("passages", "a list of the ids of passages")
    return Option(read.text("entry"), read.text("question"), tuple(passages))


class _Reader:
    """An object of JSON, read key by key; `place` is how an error names it."""

    def __init__(self, value: object, place: str) -> None:
        self.place = place
        if not isinstance(value, Mapping):
            raise PacketError(f"{place} is not a reply: send each reply whole, as the bot gave it")
        self.value = value

    def wrong(self, key: str, expected: str) -> NoReturn:
        raise PacketError(f"`{key}` of {self.place} is {expected}: send each reply whole, as the bot gave it")

    def inside(self, key: str) -> _Reader:
        return _Reader(self.value.get(key), f"`{key}` of {self.place}")

    def text(self, key: str, **missing: None) -> Any:
        value = self.value.get(key)
        if value is None and missing:
            return None
        return value if isinstance(value, str) else self.wrong(key, "a text")

    def number(self, key: str) -> float:
        value = self.value.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e6:
            self.wrong(key, "a number")
        return value

    def one_of(self, key: str, known: frozenset[Any]) -> Any:
        value = self.value.get(key)
        if not isinstance(value, str | None) or value not in known:
            self.wrong(key, f"one of {', '.join(sorted(filter(None, known)))}")
        return value

    def day(self, key: str) -> str:
        value: str = self.text(key)
        if not value:
            return ""
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            self.wrong(key, "a date such as 2025-08-14")

    def address(self, key: str) -> str:
        value: str = self.text(key)
        return value if value.startswith(("https://", "http://")) else self.wrong(key, "an http address")

    def ids(self, key: str) -> tuple[str, ...]:
        """A list of ids; empty where there is none."""
        values = self.value.get(key, [])
        if not isinstance(values, list) or len(values) > MAX_ITEMS:
            self.wrong(key, f"a list of at most {MAX_ITEMS}")
        return tuple(
            value if isinstance(value, str) else self.wrong(key, "a list of ids") for value in values
        )

    def each(self, key: str, read: Callable[[_Reader], T]) -> tuple[T, ...]:
        values = self.value.get(key)
        if not isinstance(values, list) or len(values) > MAX_ITEMS:
            self.wrong(key, f"a list of at most {MAX_ITEMS}")
        return tuple(read(_Reader(value, f"`{key}` of {self.place}")) for value in values)
