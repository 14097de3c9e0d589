"""Who wrote a follow-up: the customer, a person of the desk, or the bot itself.

django-helpdesk says it in several places: `user` is empty for whoever came by the ticket's secret link or
by mail, and mail keeps its sender in the title alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from django.contrib.auth import get_user_model
from helpdesk import settings as helpdesk_settings

from .settings import desk

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from helpdesk.models import FollowUp, Ticket

Author: TypeAlias = Literal["customer", "person", "bot", "stranger"]

_ADDRESS = re.compile(r"[^\s<>\"',;:]+@[^\s<>\"',;:]+")


def bot_user() -> AbstractUser:
    """The user that the bot writes under; made when first needed, and nobody can log in as it.

    It is staff, as the desk shows what others write as the customer's words. Raises RuntimeError where
    the project's own user model needs more than a name.
    """
    model = get_user_model()
    name = desk().user
    known = model._default_manager.filter(**{model.USERNAME_FIELD: name}).first()  # noqa: SLF001 (Django's documented name)
    if known:
        return known
    made = model(**{model.USERNAME_FIELD: name, "is_staff": True, "is_active": True})
    made.set_unusable_password()
    try:
        made.save()
    except Exception as error:
        raise RuntimeError(f"make a user {name!r} for the bot by hand, with is_staff set: {error}") from error
    return made


def author(followup: FollowUp) -> Author:
    """Who wrote a follow-up. The words that open a ticket are the customer's, whoever typed them in."""
    ticket = followup.ticket
    if followup.user is not None:
        if followup.user.get_username() == desk().user:
            return "bot"
        theirs = _same(followup.user.email, ticket.submitter_email)
        return "customer" if theirs or not is_worker(followup.user) or _opened(followup) else "person"
    sender = _ADDRESS.search(followup.title or "") if followup.message_id else None
    return _sender(sender.group(), ticket) if sender else "customer"


def is_worker(user: AbstractUser) -> bool:
    """Whether a user is of the desk. That customers may log in and write does not make them workers."""
    told = helpdesk_settings.HELPDESK_ALLOW_NON_STAFF_TICKET_UPDATE
    return bool(told(user) if callable(told) else user.is_staff)


def first(followup: FollowUp) -> bool:
    """Whether this is the first follow-up of its ticket."""
    return not followup.ticket.followup_set.filter(pk__lt=followup.pk).exists()


def _opened(followup: FollowUp) -> bool:
    """Whether a ticket was opened with these words. One made by other means begins with a first remark."""
    return followup.comment == followup.ticket.description and first(followup)


def _sender(address: str, ticket: Ticket) -> Author:
    """Who sent a mail: anybody may write a ticket's name in a subject, and workers answer by mail too."""
    if _same(address, ticket.submitter_email):
        return "customer"
    users = get_user_model()._default_manager.filter(email__iexact=address, is_active=True)  # noqa: SLF001
    if any(is_worker(user) for user in users):
        return "person"
    in_copy = any(_same(address, copy.email_address) for copy in ticket.ticketcc_set.all())
    return "customer" if in_copy else "stranger"


def _same(one: str | None, other: str | None) -> bool:
    return bool(one and other and one.casefold() == other.casefold())
