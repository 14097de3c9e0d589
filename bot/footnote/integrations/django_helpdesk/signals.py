"""Hearing of tickets. All that happens while a customer waits is here: one row is added, or none.

Nothing raised here reaches the desk: a bot that fails must not cost a ticket.
"""

from __future__ import annotations

import logging
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save
from django.utils import timezone

from . import thread
from .settings import desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpdesk.models import FollowUp, Ticket

log = logging.getLogger("footnote")


def connect() -> None:
    """Hear of every new ticket, every follow-up, and of whom a ticket is assigned to."""
    from helpdesk.models import Ticket
    from helpdesk.signals import new_ticket_done, update_ticket_done

    new_ticket_done.connect(on_new_ticket, dispatch_uid="footnote")
    update_ticket_done.connect(on_followup, dispatch_uid="footnote")
    post_save.connect(on_ticket_saved, sender=Ticket, dispatch_uid="footnote")


def quietly(receiver: Callable[..., None]) -> Callable[..., None]:
    """A receiver whose errors are logged and go no further, in a savepoint of its own."""

    @wraps(receiver)
    def guarded(**signal: Any) -> None:
        try:
            with transaction.atomic():
                receiver(**signal)
        except Exception:
            log.exception("the bot did not hear of a ticket, which is saved all the same")

    return guarded


@quietly
def on_new_ticket(*, ticket: Ticket, **_: Any) -> None:
    """A ticket was opened: its first follow-up holds the customer's words."""
    opening = ticket.followup_set.order_by("pk").first()
    if opening:
        hear(opening)


@quietly
def on_followup(*, followup: FollowUp, **_: Any) -> None:
    """Somebody wrote in a ticket: the customer, a worker, or the bot itself."""
    hear(followup)


@quietly
def on_ticket_saved(*, instance: Ticket, created: bool, **_: Any) -> None:
    """Keep since when a ticket belongs to whom: assigning it to the bot hands it back."""
    from .models import Talk

    if not created:
        owner = instance.assigned_to_id
        another = Q(owner__isnull=False) if owner is None else ~Q(owner=owner)
        Talk.objects.filter(another, ticket=instance).update(owner=owner, owned=timezone.now())


def hear(followup: FollowUp) -> None:
    """Have a message settled after the commit, if it is a customer's and public, and its queue has a bank."""
    from .models import Talk, Turn
    from .people import author

    ticket = followup.ticket
    if ticket.queue.slug not in desk().queues or not followup.public or not (followup.comment or "").strip():
        return
    if author(followup) == "customer":
        talk, _ = Talk.objects.get_or_create(ticket=ticket, defaults={"owner_id": ticket.assigned_to_id})
        Turn.objects.get_or_create(followup=followup, defaults={"talk": talk})
        transaction.on_commit(thread.wake, robust=True)
