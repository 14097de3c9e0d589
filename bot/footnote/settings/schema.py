"""What a record's annotations say about its settings: type, default, limits, and what to write."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    NamedTuple,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Range(NamedTuple):
    """The smallest and the largest number that may be written."""

    low: float
    high: float


class Key(NamedTuple):
    """The dotted name in a TOML table, and the variable's name, where they do not follow from the field's."""

    table: str
    variable: str = ""


class Write(NamedTuple):
    """What to write, in place of what the annotation says by itself."""

    form: str


class Setting(NamedTuple):
    """A field of a record: its name in Python and in a table, its type, what it does, what may be written."""

    name: str
    key: str
    kind: Any
    default: object
    required: bool
    about: str
    form: str
    variable: str
    limits: Range | None
    checks: tuple[Callable[[Any], Any], ...]


def describe(record: type[Any], prefix: str = "FOOTNOTE_") -> list[Setting]:
    """The settings of a record in order; documentation and `--help` are made from them."""
    defaults = _defaults(record)
    return [
        _setting(name, annotation, defaults, prefix)
        for name, annotation in get_type_hints(record, include_extras=True).items()
    ]


def is_list(kind: Any) -> bool:
    """Whether a type is a list of texts: `tuple[str, ...]`."""
    return get_origin(kind) is tuple


def is_table(kind: Any) -> bool:
    """Whether a type is a table of texts: `dict[str, str]` or `Mapping[str, str]`."""
    return get_origin(kind) not in (None, tuple, Literal)


def _setting(name: str, annotation: Any, defaults: Mapping[str, object], prefix: str) -> Setting:
    kind, *extras = get_args(annotation) if get_origin(annotation) is Annotated else (annotation,)
    kind = _without_none(kind)
    key = next((extra for extra in extras if isinstance(extra, Key)), Key(name))
    limits = next((extra for extra in extras if isinstance(extra, Range)), None)
    write = next((extra for extra in extras if isinstance(extra, Write)), None)
    return Setting(
        name=name,
        key=key.table,
        kind=kind,
        default=defaults.get(name),
        required=name not in defaults,
        about=next((extra for extra in extras if isinstance(extra, str)), ""),
        form=write.form if write else _form(kind, limits),
        variable=key.variable or prefix + key.table.replace(".", "_").upper(),
        limits=limits,
        checks=tuple(extra for extra in extras if callable(extra)),
    )


def _without_none(kind: Any) -> Any:
    if get_origin(kind) not in (Union, UnionType):
        return kind
    return next(part for part in get_args(kind) if part is not NoneType)


def _form(kind: Any, limits: Range | None) -> str:
    """What to write for a setting of this type."""
    if get_origin(kind) is Literal:
        return " or ".join(f'"{word}"' for word in get_args(kind))
    if is_list(kind):
        return "a list of texts"
    if is_table(kind):
        return "a table of names, each with a text"
    within = f" from {limits.low} to {limits.high}" if limits else ""
    forms = {bool: "true or false", int: "a whole number", float: "a number", str: "a text in quotes"}
    return forms[kind] + within


def _defaults(record: type[Any]) -> dict[str, object]:
    """The defaults of a NamedTuple's or a dataclass's fields; a factory's is what it makes."""
    if hasattr(record, "_field_defaults"):
        return dict(record._field_defaults)
    from dataclasses import MISSING, fields

    defaults = {field.name: field.default for field in fields(record) if field.default is not MISSING}
    made = {
        field.name: field.default_factory()
        for field in fields(record)
        if field.default_factory is not MISSING
    }
    return defaults | made
