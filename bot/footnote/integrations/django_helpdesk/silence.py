"""When the bot has nothing to do in a ticket: a person has it, or has spoken in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.dialogue import State
from footnote.dialogue.handoff import hand_back, is_handed_over

from .people import author
from .settings import desk

if TYPE_CHECKING:
    from helpdesk.models import FollowUp, Ticket

    from .models import Talk, Turn


def state_of(talk: Talk) -> State:
    """The state that the next reply is given in: a new one where the ticket was handed over and back."""
    state = State.from_dict(talk.state or None)
    return hand_back(state) if is_handed_over(state) and handed_back(talk) else state


def handed_back(talk: Talk) -> bool:
    """Whether the desk has assigned the ticket to the bot. Handing it over, the bot lets go of it."""
    owner = talk.ticket.assigned_to
    return owner is not None and owner.get_username() == desk().user


def because(turn: Turn) -> str:
    """Why the bot is silent to this message; "" where it is not."""
    ticket, followup = turn.talk.ticket, turn.followup
    if followup.ticket_id != ticket.pk or ticket.merged_to_id:
        return "the ticket was merged into another"
    if ticket.queue.slug not in desk().queues:
        return "the queue has no bank"
    if ticket.status not in ticket.OPEN_STATUSES:
        return "the ticket is not open"
    if ticket.on_hold:
        return "the ticket is on hold"
    if _taken(ticket):
        return f"{ticket.assigned_to} has the ticket"
    return "a person has spoken" if _spoken(turn.talk) else ""


def _taken(ticket: Ticket) -> bool:
    """Whether a person has taken the ticket. Its queue's default owner was given it unasked."""
    owner = ticket.assigned_to
    return owner is not None and owner != ticket.queue.default_owner and owner.get_username() != desk().user


def _spoken(talk: Talk) -> bool:
    """Whether a person has written in the ticket, publicly or not, since it was last handed to the bot."""
    written = (
        talk.ticket.followup_set.exclude(comment__isnull=True).exclude(comment="").select_related("user")
    )
    if handed_back(talk):
        written = written.filter(date__gt=talk.owned)
    return any(_is_person(followup) for followup in written)


def _is_person(followup: FollowUp) -> bool:
    return author(followup) == "person"
