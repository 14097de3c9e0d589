"""What becomes of a draft: a worker sends it, sends something made of it, or rejects it."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Literal, TypeAlias

Decided: TypeAlias = Literal["sent", "changed", "rejected"]

SAME, ALIKE = 0.95, 0.4
"""How alike two texts are, from 0 to 1, from which a worker's reply is the draft, or made of it."""

FEEDBACK: dict[str, str] = {
    "sent": "helpful",
    "changed": "changed by a worker",
    "rejected": "rejected by a worker",
}
"""How the journal calls what became of a draft."""


def likeness(draft: str, text: str) -> Decided:
    """What became of a draft, by the reply that a worker sent."""
    alike = SequenceMatcher(None, draft.split(), text.split(), autojunk=False).ratio()
    if alike >= SAME:
        return "sent"
    return "changed" if alike >= ALIKE else "rejected"
