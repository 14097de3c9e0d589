"""What goes over the wire, as types: requests are read into them, and `/openapi.json` is made of them.

`Reply` and what it holds have the keys of `dialogue.reply`, in the same order; a test compares the two.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from footnote.dialogue import reply
from footnote.dialogue.handoff import MAX_TURNS as LONGEST, Cause
from footnote.journal.records import Verdict
from footnote.text import Kind, Reason

LONGEST_QUESTION = 2_000
"""Characters of a question: some 330 words."""

_Question: TypeAlias = Annotated[
    str, Meta(max_length=LONGEST_QUESTION, description="What the person typed.", examples=["how big is it?"])
]
_Id: TypeAlias = Annotated[str, Meta(max_length=200)] | Annotated[int, Meta(ge=-(2**53), le=2**53)] | None
_Bank: TypeAlias = Annotated[str, Meta(max_length=100, description="A bank's name; the first one without.")]
Receipt: TypeAlias = Annotated[
    str, Meta(pattern="^[A-Za-z0-9_-]{22}$", description="The header Footnote-Receipt of a reply.")
]


class State(Struct, forbid_unknown_fields=True):
    """What the next turn needs of this one: keep it, and send it with the next question, unchanged."""

    entry: str | None = None
    options: list[str] = []
    declined: Annotated[int, Meta(ge=0, le=reply.MAX_COUNTED)] = 0
    handed: bool = False

    def opened(self) -> reply.State:
        """The state as the bot takes it."""
        return reply.State(self.entry, tuple(self.options), self.declined, self.handed)


class Ask(Struct, forbid_unknown_fields=True):
    """A question. `state` is the last reply's, null as a talk begins; `id` comes back in the reply;
    `follows` is the receipt of the talk's last reply, for the journal.
    """

    question: _Question
    state: State | None = None
    id: _Id = None
    bank: _Bank | None = None
    follows: Receipt | None = None


class Reference(Struct):
    """A work that the source itself refers to at a cited passage."""

    number: int
    text: str
    url: str


class Citation(Struct):
    """Where in the source a claim stands. `number` is that of its mark `[n]` in the text."""

    number: int
    passage: str
    title: str
    publisher: str
    section: str
    place: str
    updated: str
    url: str
    references: list[Reference]


class Option(Struct):
    """An entry that is offered, by its question."""

    entry: str
    question: str
    passages: list[str]


class BankStamp(Struct):
    """Which bank answered, and the fingerprint of its files."""

    id: str
    version: str


class Reply(Struct):
    """One reply. An answer has at least one citation, and nothing else has any."""

    schema: Literal[1]
    id: _Id
    question: str
    kind: Kind
    reason: Reason | None
    entry: str | None
    text: str
    confidence: Annotated[float, Meta(ge=0, le=1)]
    citations: list[Citation]
    options: list[Option]
    bank: BankStamp
    state: State


class Feedback(Struct, forbid_unknown_fields=True):
    """What a person thought of a reply."""

    receipt: Receipt
    verdict: Verdict


class Kept(Struct):
    """Whether the feedback is in the journal: false where none is kept, or it cannot be written now."""

    kept: bool


class Handoff(Struct, forbid_unknown_fields=True):
    """A talk for a person to take over: its replies in order, as they came, and the state of the last."""

    turns: Annotated[list[Reply], Meta(min_length=1, max_length=LONGEST)]
    state: State | None = None
    cause: Cause = "asked"


class Turn(Struct):
    """A turn of a talk as a person reads it: what was offered, and which option the next turn took."""

    question: str
    kind: Kind
    reason: Reason | None
    entry: str | None
    text: str
    confidence: float
    citations: list[Citation]
    offered: list[Option]
    taken: str | None


class Packet(Struct):
    """A talk handed over: everything said, why, and what was offered and not taken."""

    schema: Literal[1]
    cause: Cause
    bank: BankStamp
    turns: list[Turn]
    left: list[Option]


class Handed(Struct):
    """What became of a handoff. Not `delivered`: no desk is set, so the person must be told whom to ask."""

    delivered: bool
    packet: Packet
    text: str
    state: State


class Topics(Struct):
    """The questions that a bank answers."""

    bank: BankStamp
    topics: list[Option]


class Source(Struct):
    """What a bank was written from."""

    title: str
    publisher: str
    url: str
    updated: str


class Bank(Struct):
    """A bank, and what its surface should say as a talk begins. `lang` is its language as BCP 47
    has it; `handoff`: a desk takes talks over; `feedback`: a journal is kept.
    """

    name: str
    id: str
    version: str
    title: str
    language: str
    lang: str
    greeting: str
    notice: str
    contact: str
    source: Source
    topics: int
    banks: list[str]
    handoff: bool
    feedback: bool


class Health(Struct):
    """`ok`, or what is not ready."""

    status: Literal["ok", "not ready"]
    banks: dict[str, bool] = {}


class Problem(Struct):
    """A request refused, as RFC 9457 has it. `detail` says what to send instead."""

    type: str
    title: str
    status: int
    detail: str
    request: str = ""
