"""The bodies of requests and responses about conversations that are handed over to a person."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from footnote.desks import Status
from footnote.dialogue.handoff import MAX_TURNS, Cause
from footnote.text import Kind, Reason

from .schemas import MAX_QUESTION_LENGTH, BankStamp, Citation, Option, Reply, State

_Name: TypeAlias = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f<>]*$")]
_EMAIL = r"^[^\s@<>,;\x00-\x1f]+@[^\s@<>,;\x00-\x1f]+$"
_Email: TypeAlias = Annotated[str, Meta(max_length=254, pattern=f"^$|{_EMAIL}")]
_ConversationId: TypeAlias = Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{32}$")]


class Handoff(Struct, forbid_unknown_fields=True):
    """A conversation for a person to take over: its replies in order and unchanged, and the last state.

    `name` and `email` say whom to answer. `conversation` is that of an earlier handoff, whose ticket this one
    goes to.
    """

    turns: Annotated[list[Reply], Meta(min_length=1, max_length=MAX_TURNS)]
    state: State | None = None
    cause: Cause = "asked"
    name: _Name = ""
    email: _Email = ""
    conversation: _ConversationId | None = None


class Transcript(Struct, forbid_unknown_fields=True):
    """A conversation to be mailed to the person who had it: its questions in order. The first request has no
    `code`: it is mailed, and goes with the second. `conversation` is that of a handoff.
    """

    email: Annotated[str, Meta(max_length=254, pattern=_EMAIL)]
    questions: Annotated[
        list[Annotated[str, Meta(max_length=MAX_QUESTION_LENGTH)]], Meta(min_length=1, max_length=MAX_TURNS)
    ]
    code: Annotated[str, Meta(max_length=20, pattern=r"^\s*[0-9]*\s*$")] = ""
    bank: str | None = None
    conversation: _ConversationId | None = None


class TranscriptResult(Struct):
    """What was mailed."""

    sent: Literal["code", "conversation"]


class Turn(Struct):
    """A turn for a person to read, with the options offered and the one that the next turn chose."""

    question: str
    kind: Kind
    reason: Reason | None
    entry: str | None
    text: str
    confidence: float
    citations: list[Citation]
    offered: list[Option]
    entries: list[str]
    taken: str | None


class Packet(Struct):
    """A conversation handed over: its turns, the cause, and the options that were not chosen."""

    schema: Literal[1]
    cause: Cause
    bank: BankStamp
    turns: list[Turn]
    left: list[Option]


class HandoffResult(Struct):
    """The result of a handoff: `notice` is what to show the person now. Where `delivered` is false there is
    no help desk, and it names the bank's contact.

    `number` is what to call the conversation by, `opens` when somebody is there again (null: now, or nobody
    knows), `answers_here` whether answers can be read at `/v1/conversations/{conversation}/messages`.
    """

    delivered: bool
    packet: Packet
    text: str
    state: State
    conversation: str | None
    number: str
    status: Status | None
    opens: str | None
    answers_here: bool
    notice: str


class NewMessage(Struct, forbid_unknown_fields=True):
    """What a person writes in a conversation that is handed over. A message with the same `key` is the same
    message, sent again.
    """

    text: Annotated[str, Meta(min_length=1, max_length=MAX_QUESTION_LENGTH, pattern=r"\S")]
    key: Annotated[str, Meta(min_length=1, max_length=100)] | None = None


class NewMessageResult(Struct):
    """The number of the message, 0 for one that was sent before. `reply` is the bot's, in an emergency."""

    number: int
    reply: Reply | None


class Message(Struct):
    """A message of a conversation, by the person or the team; of `status`, its new status is the text."""

    number: int
    author: Literal["person", "team", "status"]
    name: str
    text: str
    time: str


class Conversation(Struct):
    """A conversation that is handed over. Send `last` as `after` of the next request.

    `status`: `waiting` for the desk; `open`, nobody has taken it; `taken` by a person; `returned` to the bot.
    """

    status: Status
    number: str
    opens: str | None
    answers_here: bool
    notice: str
    messages: list[Message]
    last: int


class HookResult(Struct):
    """How many events of the call were new."""

    kept: int
