"""Handlers of the desk's signals. All that happens while a customer waits is here: at most one new row.

No exception leaves a handler: a bot that fails must not cost a ticket.
"""

from __future__ import annotations

import logging
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save
from django.utils import timezone
from helpdesk.models import Ticket
from helpdesk.signals import new_ticket_done, update_ticket_done

from . import outbox
from .drafts.deciding import compare
from .incoming.reception import received
from .models import Talk, Turn
from .participants import author
from .settings import desk_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpdesk.models import FollowUp

    from footnote.mail import Mail

log = logging.getLogger("footnote")


def connect() -> None:
    """Connect the handlers to new tickets, follow-ups, and changes of a ticket's owner."""
    new_ticket_done.connect(on_new_ticket, dispatch_uid="footnote")
    update_ticket_done.connect(on_followup, dispatch_uid="footnote")
    post_save.connect(on_ticket_saved, sender=Ticket, dispatch_uid="footnote")


def contained(handler: Callable[..., None]) -> Callable[..., None]:
    """A handler that runs in a savepoint, and whose exceptions are logged and go no further."""

    @wraps(handler)
    def wrapper(**signal: Any) -> None:
        try:
            with transaction.atomic():
                handler(**signal)
        except Exception:
            log.exception("the bot did not receive a message; its ticket is saved all the same")

    return wrapper


@contained
def on_new_ticket(*, ticket: Ticket, **_: Any) -> None:
    """A ticket was opened: its first follow-up has the customer's words."""
    opening = ticket.followup_set.order_by("pk").first()
    if opening:
        enqueue(opening)


@contained
def on_followup(*, followup: FollowUp, **_: Any) -> None:
    """A follow-up was written: by the customer, a worker or the bot itself."""
    enqueue(followup)
    if followup.public and (followup.comment or "").strip() and author(followup) == "person":
        compare(followup)


@contained
def on_ticket_saved(*, instance: Ticket, created: bool, **_: Any) -> None:
    """Record when the owner of a ticket changed: assigning it to the bot hands it back."""
    if not created:
        owner = instance.assigned_to_id
        is_other = Q(owner__isnull=False) if owner is None else ~Q(owner=owner)
        Talk.objects.filter(is_other, ticket=instance).update(owner=owner, owned=timezone.now())


def enqueue(followup: FollowUp) -> None:
    """Store a row for a customer's public message in a queue with a bank, and process it after the commit.

    Mail of programs gets a row that says so, and nothing else.
    """
    ticket, mail = followup.ticket, received()
    has_bank = ticket.queue.slug in desk_settings().queues
    if not has_bank or not followup.public or not _says_something(followup, mail):
        return
    if author(followup) == "customer":
        talk, _ = Talk.objects.get_or_create(ticket=ticket, defaults={"owner_id": ticket.assigned_to_id})
        Turn.objects.get_or_create(followup=followup, defaults={"talk": talk, **_from_mail(mail)})
        transaction.on_commit(outbox.wake, robust=True)


def _says_something(followup: FollowUp, mail: Mail | None) -> bool:
    """Whether there is anything to read; a mail that opens a ticket may ask in its subject alone."""
    return bool((followup.comment or "").strip() or (mail and mail.subject))


def _from_mail(mail: Mail | None) -> dict[str, Any]:
    """What a row has of its mail."""
    if mail is None:
        return {}
    if mail.automatic:
        return {"outcome": Turn.Outcome.SILENT, "why": mail.automatic}
    return {"mail": {"text": mail.text, "attachments": list(mail.attachments)}}
