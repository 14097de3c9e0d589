"""Who takes part in a ticket: who wrote a follow-up, and whether a person or the bot has the ticket.

The author of a follow-up is not in one place: `user` is empty for whoever used the ticket's secret link or
wrote by mail, and the sender of a mail is only in its title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from django.contrib.auth import get_user_model
from django.db import transaction
from helpdesk import settings as helpdesk_settings

from footnote.dialogue import State
from footnote.dialogue.handoff import hand_back, is_handed_over

from .settings import desk_settings

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from helpdesk.models import FollowUp, Ticket

    from .models import Talk, Turn

Author: TypeAlias = Literal["customer", "person", "bot", "stranger"]

FROM_CHAT = re.compile(r"~{3,}\s*From the chat: ")
"""The beginning of tickets that the service opened for people who want a person."""

_ADDRESS = re.compile(r"[^\s<>\"',;:]+@[^\s<>\"',;:]+")


def bot_user() -> AbstractUser:
    """The user that the bot writes under; created when first needed, without a usable password.

    It is staff, because the desk shows what other users write as the customer's words. Raises RuntimeError
    where the project's user model needs more than a name.
    """
    return _stored_user() or _new_user()


def _stored_user() -> AbstractUser | None:
    model = get_user_model()
    named = model._default_manager.filter(**{model.USERNAME_FIELD: desk_settings().user})  # noqa: SLF001 (Django's documented name)
    return named.first()


def _new_user() -> AbstractUser:
    """A new user; the stored one where another process has just created it."""
    model, name = get_user_model(), desk_settings().user
    user = model(**{model.USERNAME_FIELD: name, "is_staff": True, "is_active": True})
    user.set_unusable_password()
    try:
        with transaction.atomic():  # PostgreSQL accepts no further statement in a transaction that failed
            user.save()
    except Exception as error:
        if stored := _stored_user():
            return stored
        raise RuntimeError(
            f"create a user {name!r} for the bot by hand, with is_staff set: {error}"
        ) from error
    return user


def author(followup: FollowUp) -> Author:
    """Who wrote a follow-up. The words that open a ticket are the customer's, whoever typed them."""
    ticket = followup.ticket
    if followup.user is not None:
        if followup.user.get_username() == desk_settings().user:
            return "bot"
        is_submitter = _same(followup.user.email, ticket.submitter_email)
        return (
            "customer"
            if is_submitter or not is_worker(followup.user) or _opens_ticket(followup)
            else "person"
        )
    sender = _ADDRESS.search(followup.title or "") if followup.message_id else None
    return _sender(sender.group(), ticket) if sender else "customer"


def is_worker(user: AbstractUser) -> bool:
    """Whether a user works at the desk. Customers may log in and write, too."""
    rule = helpdesk_settings.HELPDESK_ALLOW_NON_STAFF_TICKET_UPDATE
    return bool(rule(user) if callable(rule) else user.is_staff)


def is_first(followup: FollowUp) -> bool:
    """Whether this is the first follow-up of its ticket."""
    return not followup.ticket.followup_set.filter(pk__lt=followup.pk).exists()


def _opens_ticket(followup: FollowUp) -> bool:
    """Whether the ticket was opened with these words. Otherwise its first follow-up is a remark."""
    return followup.comment == followup.ticket.description and is_first(followup)


def _sender(address: str, ticket: Ticket) -> Author:
    """Who sent a mail: anybody may write a ticket's id in a subject, and workers answer by mail too."""
    if _same(address, ticket.submitter_email):
        return "customer"
    users = get_user_model()._default_manager.filter(email__iexact=address, is_active=True)  # noqa: SLF001
    if any(is_worker(user) for user in users):
        return "person"
    in_copy = any(_same(address, copy.email_address) for copy in ticket.ticketcc_set.all())
    return "customer" if in_copy else "stranger"


def _same(one: str | None, other: str | None) -> bool:
    return bool(one and other and one.casefold() == other.casefold())


def state_of(talk: Talk) -> State:
    """The state for the next reply: a new one where the ticket was handed over and back."""
    state = State.from_dict(talk.state or None)
    return hand_back(state) if is_handed_over(state) and is_handed_back(talk) else state


def is_handed_back(talk: Talk) -> bool:
    """Whether the ticket is assigned to the bot, which gives it up when it hands the ticket over."""
    owner = talk.ticket.assigned_to
    return owner is not None and owner.get_username() == desk_settings().user


def reason_for_silence(turn: Turn) -> str:
    """Why the bot does not answer this message; "" where it does."""
    ticket, followup = turn.talk.ticket, turn.followup
    if followup.ticket_id != ticket.pk or ticket.merged_to_id:
        return "the ticket was merged into another"
    if ticket.queue.slug not in desk_settings().queues:
        return "the queue has no bank"
    if ticket.status not in ticket.OPEN_STATUSES:
        return "the ticket is not open"
    if ticket.on_hold:
        return "the ticket is on hold"
    if _is_taken(ticket):
        return f"{ticket.assigned_to} has the ticket"
    is_persons = FROM_CHAT.match(ticket.description or "") or _has_person_replied(turn.talk)
    return "a person has replied" if is_persons else ""


def _is_taken(ticket: Ticket) -> bool:
    """Whether a person has taken the ticket. The queue's default owner is assigned automatically."""
    owner = ticket.assigned_to
    return (
        owner is not None
        and owner != ticket.queue.default_owner
        and owner.get_username() != desk_settings().user
    )


def _has_person_replied(talk: Talk) -> bool:
    """Whether a person has written, publicly or not, since the ticket was last assigned to the bot."""
    followups = (
        talk.ticket.followup_set.exclude(comment__isnull=True).exclude(comment="").select_related("user")
    )
    if is_handed_back(talk):
        followups = followups.filter(date__gt=talk.owned)
    return any(author(followup) == "person" for followup in followups)
