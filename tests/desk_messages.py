"""Test helper: messages for a desk."""

from __future__ import annotations

from typing import Any

from footnote.desks import Conversation, Outgoing, Person, Ticket

TIME = "2026-11-29T09:00:00.000000Z"

PACKET = {
    "schema": 1,
    "cause": "asked",
    "turns": [
        {"question": "do roses need water?", "kind": "answer"},
        {"question": "a person", "kind": "handoff"},
    ],
}


def outgoing(
    *,
    number: int = 1,
    text: str = "Handed over because the person asked.",
    packet: dict[str, Any] | None = PACKET,
    tries: int = 1,
    person: Person = Person("Ann Lee", "ann@customer.example"),  # noqa: B008
    ticket: Ticket = Ticket("", ""),  # noqa: B008
    reference: str = "7K3Q9BCD",
) -> Outgoing:
    """A message of Ann's; the first one opens the ticket."""
    conversation = Conversation(
        "unguessable-" + reference,
        reference,
        "garden",
        person,
        "waiting",
        ticket,
        "2026-11-29T09:00:00.000000Z",
    )
    return Outgoing(number, conversation, text, packet, TIME, tries)
