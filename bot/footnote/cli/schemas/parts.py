"""The parts that JSON Schemas of YAML files are made of. A number or a yes in YAML is a text to the
loader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from footnote.bank import Keys, TextFormat

Schema: TypeAlias = "dict[str, Any]"

_SCALARS = ["string", "number", "boolean"]
"""What YAML makes of a text without quotes."""


def text(description: str = "", form: TextFormat | None = None) -> Schema:
    """A text; with a form, one that has it, as far as a pattern tells."""
    schema: Schema = {"type": _SCALARS, "minLength": 1}
    pattern = getattr(getattr(form, "matches", None), "__self__", None)
    if isinstance(pattern, re.Pattern):
        schema["pattern"] = f"^(?:{pattern.pattern})$"
    return described(schema, description)


def one_of(words: Sequence[str], description: str = "") -> Schema:
    """One of these words."""
    return described({"enum": list(words)}, description)


def texts(description: str = "", at_least: int = 1, item: Schema | None = None) -> Schema:
    """A list of texts."""
    return listed(item or text(), description, at_least)


def listed(item: Schema, description: str = "", at_least: int = 0) -> Schema:
    """A list."""
    schema: Schema = {"type": "array", "items": item}
    if at_least:
        schema["minItems"] = at_least
    return described(schema, description)


def mapping(value: Schema, description: str = "", key: TextFormat | None = None) -> Schema:
    """Keys that the author chooses, with values of one kind."""
    schema: Schema = {"type": "object", "additionalProperties": value}
    if key:
        schema["propertyNames"] = {"pattern": text(form=key)["pattern"]}
    return described(schema, description)


def record(
    keys: Keys, properties: Mapping[str, Schema], description: str = "", optional: Sequence[str] = ()
) -> Schema:
    """The keys that the loader takes, and no others; those that are `optional` need not be there."""
    known = (*keys.required, *keys.optional)
    return described(
        {
            "type": "object",
            "properties": {key: properties.get(key, {}) for key in known},
            "required": [key for key in keys.required if key not in optional],
            "additionalProperties": False,
        },
        description,
    )


def described(schema: Schema, description: str) -> Schema:
    """A schema with a sentence that editors show."""
    return {**schema, "description": description} if description else schema
