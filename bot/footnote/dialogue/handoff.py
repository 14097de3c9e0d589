"""Handing a conversation to a person: when, what goes with it, and the bot's silence afterwards.

Pure: states and replies in, states and a `Packet` out. Who takes the conversation, and how they learn of it,
is up to the channel. A channel calls `due` on every reply, gives the packet to a person, and keeps
`hand_over(state)`; from then on the bot is silent in this conversation, until it keeps `hand_back(state)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from footnote.errors import PacketError
from footnote.record import Record, replace
from footnote.text import printable

from .rendering import where
from .reply import MAX_DECLINES, BankStamp, Citation, Option, Reply, State
from .serialization import read_turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from footnote.text import Kind, Language, Reason

PACKET_SCHEMA = 1

MAX_TURNS = 200
"""Turns in a packet: the last ones. Who takes over reads the end of a long conversation, not its middle."""

Cause: TypeAlias = Literal["asked", "declined", "urgent"]

CAUSES: dict[str, str] = {
    "asked": "the person asked for somebody to talk to",
    "declined": "the bot could not help",
    "urgent": "the person wrote of an emergency or of distress",
}
"""Why a conversation is handed over, and how a note for a worker puts it."""


class Turn(NamedTuple):
    """One turn as it was shown. `taken` is the entry, of those `offered`, that the next turn answered."""

    question: str
    kind: Kind
    reason: Reason | None
    entry: str | None
    text: str
    confidence: float
    citations: tuple[Citation, ...]
    offered: tuple[Option, ...]
    entries: tuple[str, ...] = ()
    taken: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The turn as JSON has it; citations and options as contract schema 1 has them."""
        return {
            **self._asdict(),
            "confidence": round(self.confidence, 4),
            "citations": [citation.as_dict() for citation in self.citations],
            "offered": [option.as_dict() for option in self.offered],
            "entries": list(self.entries),
        }


class Packet(Record):
    """All that a person needs to take over: why, the conversation turn by turn, and options nobody took.

    `bank` is the bank that gave the last reply.
    """

    cause: Cause
    bank: BankStamp
    turns: tuple[Turn, ...]
    left: tuple[Option, ...]

    def as_dict(self) -> dict[str, Any]:
        """The packet as JSON has it. Keys are added, never renamed or removed, within a schema number."""
        return {
            "schema": PACKET_SCHEMA,
            "cause": self.cause,
            "bank": self.bank._asdict(),
            "turns": [turn.as_dict() for turn in self.turns],
            "left": [option.as_dict() for option in self.left],
        }

    def text(self, language: Language) -> str:
        """The packet as plain text, for a note in a desk: no markup, and nothing that drives a terminal.

        `language` is that of the bank: it has the words of citations. The note itself is in English, for
        whoever works at the desk.
        """
        return printable("\n".join(_lines(self, language)))


def due(reply: Reply) -> Cause | None:
    """Why a person should take over after this reply, or None where nobody needs to.

    After MAX_DECLINES declines in a row the reply still is a decline, which says why it is one.
    """
    if reply.kind == "handoff" and reply.text:  # without a text it is silence: a person is there already
        return "urgent" if reply.reason == "urgent" else "asked"
    if reply.kind == "decline" and reply.state.declined >= MAX_DECLINES:
        return "declined"
    return None


def is_handed_over(state: State) -> bool:
    """Whether a person has the conversation, so that the bot should not be asked."""
    return state.handed


def hand_over(state: State) -> State:
    """The state of a conversation that a person has taken over."""
    return replace(state, handed=True)


def hand_back(state: State) -> State:
    """The state of a conversation that the bot has again: it remembers its last answer, and nothing else."""
    return State(state.entry)


def replay(ask: Callable[[str, State], Reply], questions: Iterable[str]) -> list[Reply]:
    """The replies of a conversation of which only the questions were kept.

    The same bank gives the same replies to them, so that a client need not be trusted with what the bot
    replied. `ask` is `Bot.ask`.
    """
    replies: list[Reply] = []
    state = State()
    for question in questions:
        replies.append(ask(question, state))
        state = replies[-1].state
    return replies


def packet(turns: Iterable[Reply | Mapping[str, Any]], cause: Cause) -> Packet:
    """The packet of a conversation: its replies in order, as they are or as `Reply.as_dict` gave them.

    Raises PacketError where a turn is not a reply, where there are none, where two banks gave them, and for a
    cause that is not one of CAUSES.
    """
    replies = [turn.as_dict() if isinstance(turn, Reply) else turn for turn in turns]
    if not replies:
        raise PacketError("there is nothing to hand over: send the replies of the conversation, in order")
    if cause not in CAUSES:
        raise PacketError(f"`cause` is one of {', '.join(CAUSES)}")
    parsed = [read_turn(reply, number) for number, reply in enumerate(replies, start=1)][-MAX_TURNS:]
    if len({bank.id for bank, _ in parsed}) > 1:
        raise PacketError("these are replies of more than one bank: hand over one conversation at a time")
    conversation = _with_taken([Turn(**parts) for _, parts in parsed])
    return Packet(cause, parsed[-1][0], conversation, _left(conversation))


def _with_taken(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    taken = [
        next((entry for entry in after.entries if entry in {option.entry for option in turn.offered}), None)
        for turn, after in pairwise(turns)
    ]
    return tuple(turn._replace(taken=entry) for turn, entry in zip(turns, [*taken, None], strict=True))


def _left(turns: Sequence[Turn]) -> tuple[Option, ...]:
    """What was offered and never answered, each once."""
    answered = {entry for turn in turns for entry in turn.entries}
    offered = {option.entry: option for turn in turns for option in turn.offered}
    return tuple(option for option in offered.values() if option.entry not in answered)


def _lines(packet: Packet, language: Language) -> Iterator[str]:
    yield f"Handed over because {CAUSES[packet.cause]}."
    yield f"Bank: {packet.bank.id}, {packet.bank.version}"
    for number, turn in enumerate(packet.turns, start=1):
        yield ""
        yield from _indented(f"{number}. Asked: ", turn.question)
        yield from _indented("   ", _reply_of(turn))
        for citation in turn.citations:
            yield from _indented(f"   [{citation.number}] ", f"{where(citation, language)}\n{citation.url}")
        for option in turn.offered:
            taken = " (taken)" if option.entry == turn.taken else ""
            yield from _indented("   Offered: ", option.question + taken)
    if packet.left:
        yield ""
        yield "Offered and not taken:"
        for option in packet.left:
            yield from _indented("- ", option.question)


def _reply_of(turn: Turn) -> str:
    if not turn.text:
        return "(The bot was silent: the conversation was handed over.)"
    why = f" ({turn.reason})" if turn.reason else f" ({turn.entry})" if turn.entry else ""
    did = {"answer": "Answered", "clarify": "Asked back", "decline": "Declined", "handoff": "Called a person"}
    return f"{did.get(turn.kind, 'Said')}{why}: {turn.text}"


def _indented(label: str, text: str) -> Iterator[str]:
    """The lines of a text, all but the first indented under it: a quote cannot pass for the note itself."""
    first, *rest = printable(text).split("\n")
    yield (label + first).rstrip()
    yield from (f"{' ' * len(label)}{line}".rstrip() for line in rest)
