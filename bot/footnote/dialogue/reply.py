"""What the bot replies: one shape in every channel, as reply.schema.json describes it.

Keys are added to it, never renamed or removed, within a schema number.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, TypeAlias

from footnote.bank import Reference, Standing
from footnote.errors import StateError
from footnote.record import Record
from footnote.text import Kind, Reason

REPLY_SCHEMA = 1

Tone: TypeAlias = Literal["comfort"]
"""How a text speaks, where that is worth knowing: that it comforts first."""

MAX_DECLINES = 2
"""Declines in a row after which a person should take over: who is refused twice has nothing left to try."""

MAX_COUNTED = 99
"""Declines in a row that a state counts: nothing asks for more, and a state stays small."""

MAX_OPTIONS = 3
"""Most entries ever offered at once: what a person can keep in mind."""

MAX_ID_LENGTH = 200
"""Characters of an id in a state: far more than any id of a bank has."""

MAX_ANSWERS = 6
"""Most entries that one reply answers from: as many questions of a message are looked up."""

MAX_REMEMBERED = 20
"""Entries answered, and silent topics asked about, that a state keeps: a summary fits on a page."""

MAX_FACTS = 10
"""Facts that a state keeps."""

MAX_QUESTION_KEPT = 300
"""Characters of the last question that a state keeps: what is longer is no question to build on."""

MAX_SIZE_KEPT = 40
"""Characters of a length in a state, as it was typed."""


class Citation(NamedTuple):
    """Where in a source a claim stands. `number` is that of its mark `[n]` in the text.

    `source` is the id of the source in its bank, `kind` what people call it. `updated` and `checked`, when
    somebody last compared the answer with it, are ISO dates, or "" where the bank does not say.
    """

    number: int
    passage: str
    title: str
    publisher: str
    section: str
    place: str
    updated: str
    url: str
    references: tuple[Reference, ...] = ()
    source: str = ""
    kind: str = ""
    checked: str = ""

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


class State(Record):
    """What the next turn needs of this one: the entry answered last, and the entries offered last.

    `declined` counts the declines in a row, up to MAX_COUNTED. `handed` says that a person has the
    conversation: the channel that handed it over sets it, the bot never does (see `handoff`).

    `entries` are all entries of the last answer; `earlier` are the options of the reply before, where the
    last reply offered none; `question` is what was asked last, as it was read, and `said` names the sentence
    that the bot said last. `size` is the length that the person wrote of, `facts` are the ids of the bank's
    facts that they wrote of. `answered` and `silent` are the entries answered and the silent topics asked
    about, the last ones, each once. `danger` names the reply to a crisis or an emergency earlier in the
    conversation, "" where there was none or it is over.
    """

    entry: str | None = None
    options: tuple[str, ...] = ()
    declined: int = 0
    handed: bool = False
    entries: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    question: str = ""
    said: str = ""
    size: str = ""
    facts: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    danger: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The state as JSON has it: small, and no secret."""
        values = {name: getattr(self, name) for name in self._fields}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}

    @classmethod
    def from_dict(cls, data: object) -> State:
        """The state that `as_dict` gave; None and {} are the state of a conversation that has not begun, and
        any key may be missing.

        Raises StateError for anything else.
        """
        if data is None:
            return cls()
        if not isinstance(data, dict) or not data.keys() <= set(cls._fields):
            keys = ", ".join(f"`{name}`" for name in cls._fields[:-1])
            raise StateError(f"a state is null, or an object with the keys {keys} and `{cls._fields[-1]}`")
        entry = data.get("entry")
        if not (entry is None or _is_id(entry)):
            raise StateError("`entry` of a state is null or the id of an entry")
        declined, handed = _declined_and_handed(data)
        values: dict[str, Any] = {"entry": entry, "declined": declined, "handed": handed}
        values |= {name: _ids(data, name, most) for name, most in _LISTS.items()}
        values |= {name: _short_text(data, name, most) for name, most in _TEXTS.items()}
        return cls(**values)


_LISTS = {
    "options": MAX_OPTIONS,
    "entries": MAX_ANSWERS,
    "earlier": MAX_OPTIONS,
    "facts": MAX_FACTS,
    "answered": MAX_REMEMBERED,
    "silent": MAX_REMEMBERED,
}
"""The lists of ids in a state, and how many each may have."""

_TEXTS = {
    "question": MAX_QUESTION_KEPT,
    "said": MAX_ID_LENGTH,
    "size": MAX_SIZE_KEPT,
    "danger": MAX_SIZE_KEPT,
}
"""The texts in a state, and how many characters each may have."""


def _ids(data: dict[str, Any], name: str, most: int) -> tuple[str, ...]:
    ids = data.get(name) or []
    if not isinstance(ids, list) or len(ids) > most or not all(map(_is_id, ids)):
        what = {"facts": "facts", "silent": "topics"}.get(name, "entries")
        raise StateError(f"`{name}` of a state is a list of at most {most} ids of {what}")
    return tuple(ids)


def _short_text(data: dict[str, Any], name: str, most: int) -> str:
    text = data.get(name, "")
    if not isinstance(text, str) or len(text) > most:
        raise StateError(f"`{name}` of a state is a text of at most {most} characters")
    return text


def _is_id(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MAX_ID_LENGTH


def _declined_and_handed(data: dict[str, Any]) -> tuple[int, bool]:
    """The declines in a row and whether a person has the conversation. JSON's `true` is no number here."""
    declined, handed = data.get("declined", 0), data.get("handed", False)
    if type(declined) is not int or not 0 <= declined <= MAX_COUNTED:
        raise StateError(f"`declined` of a state is a whole number from 0 to {MAX_COUNTED}")
    if not isinstance(handed, bool):
        raise StateError("`handed` of a state is true or false")
    return declined, handed


class BankStamp(NamedTuple):
    """Which bank answered: its id, and the fingerprint of its files."""

    id: str
    version: str


class Reply(Record):
    """One reply. An answer without a citation cannot be built, nor an answer's text in a question back.

    `review` says where the answer may not be right any more, given with a notice or held back.

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
    entries: tuple[str, ...] = ()
    tone: Tone | None = None
    review: Standing = ""

    def __post_init__(self) -> None:
        if self.entry is not None and not self.entries:
            object.__setattr__(self, "entries", (self.entry,))
        is_cited = self.kind == "answer" or (self.kind == "decline" and self.reason == "personal")
        if (self.kind == "answer" and not self.citations) or (self.citations and not is_cited):
            raise ValueError("an answer has citations; but for a personal decline, nothing else has any")
        if bool(self.citations) != (self.entry is not None):
            raise ValueError("what cites the source names its entry, and nothing else does")
        if self.entry is not None and self.entry != self.entries[0]:
            raise ValueError("`entry` is the first of the entries")
        if self.kind == "clarify" and not 2 <= len(self.options) <= 3:
            raise ValueError("asking back offers two or three options")
        if (self.kind in ("decline", "handoff")) != (self.reason is not None):
            raise ValueError("declining and handing off have a reason, and nothing else has one")

    def as_dict(self) -> dict[str, Any]:
        """The reply as contract schema 1 has it, ready for `json.dumps`."""
        return {
            "schema": REPLY_SCHEMA,
            "id": self.id,
            "question": self.question,
            "kind": self.kind,
            "reason": self.reason,
            "entry": self.entry,
            "text": self.text,
            "confidence": round(self.confidence, 4),
            "citations": [citation.as_dict() for citation in self.citations],
            "options": [option.as_dict() for option in self.options],
            "entries": list(self.entries),
            "tone": self.tone,
            "bank": self.bank._asdict(),
            "state": self.state.as_dict(),
            "review": self.review or None,
        }
