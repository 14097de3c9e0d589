"""JSON Schemas for editors: what may be written in each file of a bank.

They are made of the keys that the loader takes, so that an editor knows no other ones. What needs a whole
bank to be seen, such as an unknown id, only `footnote check` reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import bank, others

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .parts import Schema

SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "bank": bank.bank_schema,
    "passages": bank.passages_schema,
    "entries": bank.entries_schema,
    "silent": bank.silent_schema,
    "synonyms": bank.synonyms_schema,
    "wordings": bank.wordings_schema,
    "questions": others.questions_schema,
    "language": others.language_schema,
    "safety": others.safety_schema,
    "checks": others.checks_schema,
}
"""What makes each schema, by the kind of file."""


def json_schema(kind: str) -> Schema:
    """The JSON Schema of a kind of file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Footnote: {kind}",
        **SCHEMAS[kind](),
    }
