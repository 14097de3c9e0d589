"""What several reports of the evaluation show alike, as JSON has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.dialogue import Reply


def rounded(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, confidences and shares to four places."""
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in fields.items()}


def decision(reply: Reply) -> dict[str, Any]:
    """What a reply says, without its text."""
    return {
        "kind": reply.kind,
        "reason": reply.reason,
        "entry": reply.entry,
        "confidence": round(reply.confidence, 4),
        "options": [option.entry for option in reply.options],
    }
