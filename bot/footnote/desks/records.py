"""The records of a conversation that was handed over: who asked, what the desk gets, what comes back."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, Protocol, TypeAlias, get_args

from footnote.errors import BotError

Status: TypeAlias = Literal["waiting", "open", "taken", "returned"]
"""Of a conversation: it waits to be delivered; the desk has it and nobody has taken it yet; a person has it;
it was handed back to the bot."""

STATUSES: tuple[str, ...] = get_args(Status)

Author: TypeAlias = Literal["person", "team", "status"]
"""Who wrote a message; `status` is no message but a change of the status, with the new one as its text."""


class DeskError(BotError):
    """A desk did not take something, or cannot be reached. It is tried again."""


class RefusedHook(BotError):
    """A call that says that it comes from the desk, and cannot be shown to."""


class UnknownTicket(BotError):
    """A ticket that no conversation here has, or more than one."""


class Person(NamedTuple):
    """Who is to be reached, and how. Both may be empty."""

    name: str = ""
    email: str = ""


class Ticket(NamedTuple):
    """A conversation in a desk: `id` for the desk's interface, `number` for people."""

    id: str
    number: str


class Conversation(NamedTuple):
    """A conversation that was handed over. `id` cannot be guessed: whoever has it may read and write in it.
    `reference` is short, and may be known: it is in what the desk gets.
    """

    id: str
    reference: str
    bank: str
    person: Person
    status: Status
    ticket: Ticket
    started: str

    @property
    def number(self) -> str:
        """What to call the conversation by: the desk's number, or our own where the desk has none yet."""
        return self.ticket.number or self.reference


class Message(NamedTuple):
    """A message of a conversation. Later ones have larger numbers."""

    number: int
    author: Author
    name: str
    text: str
    time: str


class StoredConversation(NamedTuple):
    """What is stored of a conversation: the number of its messages, how many of these the desk does not have
    yet, what the person asked the bot before, and when the conversation changed last.
    """

    conversation: Conversation
    messages: int
    waiting: int
    asked: tuple[str, ...]
    changed: str


class Outgoing(NamedTuple):
    """What the desk is to get. The first of a conversation opens its ticket: `packet` is the handoff packet.

    `key` is the same whenever it is tried again, and is in what the desk gets, so that it can be found there.
    `tries` counts the tries so far, this one included: from the second on, the desk may have it already.
    """

    number: int
    conversation: Conversation
    text: str
    packet: dict[str, Any] | None
    time: str
    tries: int

    @property
    def key(self) -> str:
        """What identifies this message at the desk."""
        return f"{self.conversation.reference}/{self.number}"

    @property
    def subject(self) -> str:
        """The subject of the ticket: what was asked first, and the reference."""
        turns = self.packet["turns"] if self.packet else []
        asked = next((turn["question"] for turn in turns if turn["kind"] not in ("smalltalk", "handoff")), "")
        words = " ".join((asked or (turns[-1]["question"] if turns else "") or "a question").split())
        cut = words if len(words) <= 70 else words[:69].rsplit(" ", 1)[0] + "…"
        return f"{cut} [{self.conversation.reference}]"


class Incoming(NamedTuple):
    """What happened at the desk: a worker replied to the person, took the conversation, or returned it.

    `ticket` is the ticket's id; `key` identifies the event, so that it counts once however often it is sent.
    """

    ticket: str
    key: str
    event: Literal["reply", "taken", "returned"]
    name: str = ""
    text: str = ""


class Hook(NamedTuple):
    """A call from a desk. The names of the headers are in lower case; `secret` is the end of the path."""

    headers: dict[str, str]
    body: bytes
    secret: str = ""


class Desk(Protocol):
    """A destination of conversations that are handed over. Each method blocks, and may be called by threads.

    All but `read` raise DeskError where the desk fails; what was sent may then be there all the same.
    """

    answers_here: bool
    """Whether replies of workers come back by `read`, and are shown where the person asked."""

    def open(self, message: Outgoing) -> Ticket:
        """Make a ticket of a conversation; the ticket that is there already after an earlier try."""
        ...

    def add(self, message: Outgoing) -> None:
        """Add a later message of the person to the ticket, unless an earlier try has done so."""
        ...

    def read(self, hook: Hook) -> list[Incoming]:
        """What happened at the desk, by a call of its. Raises RefusedHook for one that may be anybody's."""
        ...
