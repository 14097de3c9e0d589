"""Frozen records for the modules that every question imports.

`dataclasses` does the same and more, but a cold start waits 8 ms for it: 4 ms of import, and the rest for the
methods it compiles for each class.
"""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar, dataclass_transform


@dataclass_transform(frozen_default=True)
class Record:
    """The base of frozen records. The annotations of a subclass are its fields, as in a frozen dataclass; a
    default must not be mutable. `__post_init__` may check the fields.

    >>> class Point(Record):
    ...     x: int
    ...     y: int = 0
    >>> replace(Point(1), y=2)
    Point(x=1, y=2)
    """

    _fields: ClassVar[tuple[str, ...]] = ()
    _required: ClassVar[int] = 0

    def __init_subclass__(cls) -> None:
        cls._fields = tuple(cls.__annotations__)
        cls._required = sum(not hasattr(cls, name) for name in cls._fields)

    def __init__(self, *values: object, **named: object) -> None:
        """Raises TypeError unless each field has one value or a default."""
        fields = self._fields
        if named or not self._required <= len(values) <= len(fields):
            self._check(values, named)
        vars(self).update(zip(fields, values, strict=False), **named)
        self.__post_init__()

    def _check(self, values: tuple[object, ...], named: dict[str, object]) -> None:
        fields, taken = self._fields, self._fields[: len(values)]
        missing = [name for name in fields[len(values) :] if name not in named and not hasattr(self, name)]
        if missing or len(values) > len(fields) or not named.keys().isdisjoint(taken):
            raise TypeError(f"{type(self).__name__} takes {', '.join(fields)}, each once")
        if not named.keys() <= set(fields):
            raise TypeError(f"{type(self).__name__} takes {', '.join(fields)}, and nothing else")

    def __post_init__(self) -> None:
        """Check the fields. Raises ValueError where they contradict each other."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: make another with `replace`")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: make another with `replace`")

    def __eq__(self, other: object) -> bool:
        return _values(self) == _values(other) if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(_values(self))

    def __repr__(self) -> str:
        pairs = zip(self._fields, _values(self), strict=True)
        return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in pairs)})"


R = TypeVar("R", bound=Record)


def replace(record: R, **changes: object) -> R:
    """A copy of a record with other values for these fields. Raises TypeError for a name that is no field."""
    fields = type(record)._fields
    return type(record)(**{name: getattr(record, name) for name in fields} | changes)


def _values(record: Any) -> tuple[object, ...]:
    return tuple([getattr(record, name) for name in record._fields])
