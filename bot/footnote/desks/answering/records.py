"""What happens in a desk, and what the bot does there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from footnote.desks.records import Hook

    from .formatting import Markup

Event: TypeAlias = Literal["asked", "replied", "taken", "assigned", "returned", "echoed"]
"""A customer wrote; a worker wrote to the customer; a person has the ticket now; `author` is its owner now;
the bot has it again; the desk has what the bot wrote."""

Owner: TypeAlias = Literal["bot", "person"]

Action: TypeAlias = Literal["say", "send", "note", "open"]
"""Write to the customer, by the bot itself or because a worker sent a draft; write to the workers only; show
the workers that the ticket waits for them."""


class Happening(NamedTuple):
    """Something that happened in a desk. `ticket` is the ticket's id, and `key` identifies the event, so that
    it counts once however often it is sent. `title` is the subject where the message opens the ticket,
    `author` the desk's id of who did it, and `details` is what the desk needs to write in this ticket.
    """

    ticket: str
    key: str
    event: Event
    text: str = ""
    title: str = ""
    queue: str = ""
    author: str = ""
    attached: tuple[str, ...] = ()
    details: Mapping[str, Any] | None = None


class Choice(NamedTuple):
    """An option of a reply that asks back: what is shown, and what is asked by it."""

    title: str
    value: str


def with_choices(text: str, choices: Iterable[Choice]) -> str:
    """A text with its choices under it, numbered, where a desk has no buttons for them."""
    listed = "\n".join(f"{number}. {choice.title}" for number, choice in enumerate(choices, start=1))
    return f"{text}\n\n{listed}" if listed else text


class Step(NamedTuple):
    """One thing that the bot does in a ticket. `tries` counts the tries so far, this one included: from the
    second on, the desk may have it already.
    """

    number: int
    ticket: str
    action: Action
    text: str
    choices: tuple[Choice, ...]
    details: Mapping[str, Any]
    tries: int

    @property
    def is_public(self) -> bool:
        """Whether the customer gets it."""
        return self.action in ("say", "send")


class AnsweringDesk(Protocol):
    """A desk that the bot works in. Each method may be called by several threads."""

    name: str
    """The name in the settings and in the address of its hook."""

    is_chat: bool
    """Whether people write to the bot as in a chat: it asks back, and says what it does not know. In a desk
    of tickets it writes answers only, and leaves all else to workers."""

    markup: Markup
    return_by: str
    """How a worker hands a ticket back to the bot."""

    def read(self, hook: Hook) -> list[Happening]:
        """What happened in the desk, by a call of its. Raises RefusedHook for one that may be anybody's."""
        ...

    def is_own(self, author: str) -> bool:
        """Whether an id is that of the bot's own user. Raises DeskError where the desk fails."""
        ...

    def do(self, step: Step) -> None:
        """Do a step, unless an earlier try has done so. Raises DeskError where the desk fails."""
        ...
