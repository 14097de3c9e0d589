"""The bodies of requests and responses. Requests are decoded into them; `/openapi.json` is made of them.

`Reply` and its parts have the keys of `footnote.dialogue.reply`, in the same order; a test compares them.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from footnote import journal
from footnote.dialogue import (
    MAX_ANSWERS,
    MAX_COUNTED,
    MAX_FACTS,
    MAX_OPTIONS,
    MAX_QUESTION_KEPT,
    MAX_REMEMBERED,
    MAX_SIZE_KEPT,
)
from footnote.text import Kind, Reason

MAX_QUESTION_LENGTH = 2_000
"""Characters of a question: some 330 words."""

_Question: TypeAlias = Annotated[
    str,
    Meta(max_length=MAX_QUESTION_LENGTH, description="What the person typed.", examples=["how big is it?"]),
]
_Id: TypeAlias = Annotated[str, Meta(max_length=200)] | Annotated[int, Meta(ge=-(2**53), le=2**53)] | None
_Bank: TypeAlias = Annotated[
    str, Meta(max_length=100, description="The name of a bank; without it the first one.")
]
Receipt: TypeAlias = Annotated[
    str, Meta(pattern="^[A-Za-z0-9_-]{22}$", description="The header Footnote-Receipt of a reply.")
]


class State(Struct, forbid_unknown_fields=True):
    """The state of a conversation after a reply: send it with the next question, unchanged."""

    entry: str | None = None
    options: Annotated[list[str], Meta(max_length=MAX_OPTIONS)] = []
    declined: Annotated[int, Meta(ge=0, le=MAX_COUNTED)] = 0
    handed: bool = False
    entries: Annotated[list[str], Meta(max_length=MAX_ANSWERS)] = []
    earlier: Annotated[list[str], Meta(max_length=MAX_OPTIONS)] = []
    question: Annotated[str, Meta(max_length=MAX_QUESTION_KEPT)] = ""
    said: Annotated[str, Meta(max_length=200)] = ""
    size: Annotated[str, Meta(max_length=MAX_SIZE_KEPT)] = ""
    facts: Annotated[list[str], Meta(max_length=MAX_FACTS)] = []
    answered: Annotated[list[str], Meta(max_length=MAX_REMEMBERED)] = []
    silent: Annotated[list[str], Meta(max_length=MAX_REMEMBERED)] = []
    danger: Annotated[str, Meta(max_length=MAX_SIZE_KEPT)] = ""


class Ask(Struct, forbid_unknown_fields=True):
    """A question. `state` is that of the last reply, null in a new conversation; `id` is returned with the
    reply; `follows` is the receipt of the last reply, for the journal.
    """

    question: _Question
    state: State | None = None
    id: _Id = None
    bank: _Bank | None = None
    follows: Receipt | None = None


class Reference(Struct):
    """A work that the source itself cites at a passage."""

    number: int
    text: str
    url: str


class Citation(Struct):
    """Where the source says what the reply says. `number` is that of its mark `[n]` in the text."""

    number: int
    passage: str
    title: str
    publisher: str
    section: str
    place: str
    updated: str
    url: str
    references: list[Reference]
    source: str = ""
    kind: str = ""
    checked: str = ""


class Option(Struct):
    """An entry that is offered, with its question."""

    entry: str
    question: str
    passages: list[str]


class BankStamp(Struct):
    """The bank that answered, and the hash of its files."""

    id: str
    version: str


class Reply(Struct):
    """A reply. An answer has at least one citation; a personal decline may have some, nothing else any."""

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
    entries: list[str]
    tone: Literal["comfort"] | None
    bank: BankStamp
    state: State
    review: Literal["changed", "overdue"] | None = None


class Feedback(Struct, forbid_unknown_fields=True):
    """What a person thought of a reply."""

    receipt: Receipt
    verdict: journal.Feedback


class FeedbackResult(Struct):
    """Whether the feedback is in the journal: false where no journal is kept or it cannot be written now."""

    kept: bool


class Topic(Struct):
    """A question that a bank answers, under the heading that its source has for the answer, or ""."""

    entry: str
    question: str
    passages: list[str]
    section: str


class Topics(Struct):
    """The questions that a bank answers, in the order in which to list them."""

    bank: BankStamp
    topics: list[Topic]


class Source(Struct):
    """A source that a bank was written from. `updated` is empty where it does not say."""

    title: str
    publisher: str
    url: str
    updated: str
    id: str
    kind: str


class Bank(Struct):
    """A bank, and what to show before the first question. `lang` is a BCP 47 tag; `source` is the first of
    the `sources`; `handoff` says that there is a help desk, `feedback` that a journal is kept; `starters` are
    questions to begin with.

    `asks` says whether a handoff needs the person's address, `hours` when somebody is there.
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
    sources: list[Source]
    topics: int
    banks: list[str]
    handoff: bool
    feedback: bool
    starters: list[Option]
    asks: Literal["nothing", "optional", "required"] = "nothing"
    hours: str = ""
    mails: bool = False


class Health(Struct):
    """`ok`, or which banks are not ready."""

    status: Literal["ok", "not ready"]
    banks: dict[str, bool] = {}


class Problem(Struct):
    """Why a request was refused, as in RFC 9457. `detail` says what to send instead."""

    type: str
    title: str
    status: int
    detail: str
    request: str = ""
