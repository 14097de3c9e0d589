"""What the bot says back: one shape for every surface, as contract schema 1 has it.

Keys are added to it, never renamed or removed, within a schema number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from .bank import Kind, Reason, Reference
from .errors import StateError

SCHEMA = 1


class Citation(NamedTuple):
    """Where in the source a claim stands. `number` is that of its mark `[n]` in the text."""

    number: int
    passage: str
    title: str
    publisher: str
    section: str
    place: str
    updated: str
    url: str
    references: tuple[Reference, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The citation as contract schema 1 has it."""
        return {**self._asdict(), "references": [r._asdict() for r in self.references]}


class Option(NamedTuple):
    """An entry that is offered, by its question, and the passages its answer cites."""

    entry: str
    question: str
    passages: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The option as contract schema 1 has it."""
        return {**self._asdict(), "passages": list(self.passages)}


@dataclass(frozen=True, slots=True)
class State:
    """What the next turn needs of this one: the entry answered last, and the entries offered last."""

    entry: str | None = None
    options: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The state as JSON has it: small, and no secret."""
        return {"entry": self.entry, "options": list(self.options)}

    @classmethod
    def from_dict(cls, data: object) -> State:
        """The state that `as_dict` gave; None and {} are the state of a talk that has not begun.

        Raises StateError for anything else.
        """
        if data is None:
            return cls()
        if not isinstance(data, dict) or not data.keys() <= {"entry", "options"}:
            raise StateError("a state is null, or an object with the keys `entry` and `options`")
        entry, options = data.get("entry"), data.get("options") or []
        if not (entry is None or isinstance(entry, str)):
            raise StateError("`entry` of a state is null or the id of an entry")
        if not isinstance(options, list) or not all(isinstance(option, str) for option in options):
            raise StateError("`options` of a state is a list of the ids of entries")
        return cls(entry, tuple(options))


class BankStamp(NamedTuple):
    """Which bank answered: its id, and the fingerprint of its files."""

    id: str
    version: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply. An answer without a citation cannot be built, nor an answer's text in a question back.

    Raises ValueError where kind, reason, citations and options contradict each other.
    """

    question: str
    kind: Kind
    text: str
    bank: BankStamp
    state: State
    reason: Reason | None = None
    entry: str | None = None
    confidence: float = 0.0
    citations: tuple[Citation, ...] = ()
    options: tuple[Option, ...] = ()
    id: str | None = None

    def __post_init__(self) -> None:
        if (self.kind == "answer") != bool(self.citations):
            raise ValueError("an answer has at least one citation, and nothing else has any")
        if self.kind == "answer" and self.entry is None:
            raise ValueError("an answer names its entry")
        if self.kind == "clarify" and not 2 <= len(self.options) <= 3:
            raise ValueError("asking back offers two or three options")
        if (self.kind in ("decline", "handoff")) != (self.reason is not None):
            raise ValueError("declining and handing off have a reason, and nothing else has one")

    def as_dict(self) -> dict[str, Any]:
        """The reply as contract schema 1 has it, ready for `json.dumps`."""
        return {
            "schema": SCHEMA,
            "id": self.id,
            "question": self.question,
            "kind": self.kind,
            "reason": self.reason,
            "entry": self.entry,
            "text": self.text,
            "confidence": round(self.confidence, 4),
            "citations": [citation.as_dict() for citation in self.citations],
            "options": [option.as_dict() for option in self.options],
            "bank": self.bank._asdict(),
            "state": self.state.as_dict(),
        }
