"""Raw values converted to the types that a record's annotations ask for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin

from .errors import SettingsError
from .schema import describe, is_list, is_table
from .sources import nearest_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .schema import Range, Setting
    from .sources import Value

Record = TypeVar("Record")

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"", "0", "false", "no", "off"})


def read(record: type[Record], values: Mapping[str, Value]) -> tuple[Record, list[str]]:
    """The record made from the values that can be used, and a sentence for each that cannot.

    Every field must have a default, which is taken where there is no usable value.
    """
    usable, problems = _converted(record, values)
    return record(**usable), problems


def load(record: type[Record], values: Mapping[str, Value]) -> Record:
    """The record made from the values. Raises SettingsError with every problem there is."""
    usable, problems = _converted(record, values)
    if problems:
        raise SettingsError(problems)
    return record(**usable)


def _converted(record: type[Any], values: Mapping[str, Value]) -> tuple[dict[str, object], list[str]]:
    settings = {setting.key: setting for setting in describe(record)}
    problems = [_unknown(key, value, list(settings)) for key, value in values.items() if key not in settings]
    usable: dict[str, object] = {}
    for key, setting in settings.items():
        if key not in values:
            problems += [f"{key}: is missing; write {setting.form}"] if setting.required else []
            continue
        try:
            usable[setting.name] = _usable(setting, values[key])
        except ValueError as error:
            problems.append(f"{values[key].where}: {error}")
    return usable, problems


def _usable(setting: Setting, value: Value) -> object:
    """The value in the setting's type. Raises ValueError with what to write."""
    raw = _from_text(setting.kind, value.raw) if value.text and isinstance(value.raw, str) else value.raw
    if not _fits(setting.kind, raw) or not _in_range(setting.limits, raw):
        raise ValueError(f"write {setting.form}")
    usable: Any = raw
    if setting.kind is float:
        usable = float(usable)
    elif is_list(setting.kind):
        usable = tuple(usable)
    for check in setting.checks:
        usable = check(usable)
    result: object = usable
    return result


def _from_text(kind: Any, text: str) -> object:
    """What a text means for a setting of this type; the text itself where it means nothing."""
    if kind is bool:
        word = text.strip().casefold()
        return word in TRUE_WORDS if word in TRUE_WORDS | FALSE_WORDS else text
    if kind is int and re.fullmatch(r"-?[0-9]{1,9}", text):
        return int(text)
    if kind is float and re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", text):
        return float(text)
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if is_table(kind):
        pairs = [part.partition("=") for part in parts]
        return {name.strip(): rest.strip() or name.strip() for name, _, rest in pairs}
    return parts if is_list(kind) else text


def _fits(kind: Any, raw: object) -> bool:
    if get_origin(kind) is Literal:
        return any(raw == word and type(raw) is type(word) for word in get_args(kind))
    if kind is float:
        return type(raw) in (int, float)
    if is_list(kind):
        return isinstance(raw, list | tuple) and all(isinstance(part, str) for part in raw)
    if is_table(kind):
        return isinstance(raw, dict) and all(isinstance(part, str) for pair in raw.items() for part in pair)
    return isinstance(raw, kind) and (kind is bool or not isinstance(raw, bool))


def _in_range(limits: Range | None, raw: Any) -> bool:
    return limits is None or bool(limits.low <= raw <= limits.high)


def _unknown(key: str, value: Value, keys: list[str]) -> str:
    near = nearest_name(key, keys)
    hint = f"write {near}" if near else f"there are {', '.join(keys)}"
    return f"{value.where}: there is no such setting; {hint}"
