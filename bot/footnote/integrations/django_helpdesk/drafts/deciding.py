"""What becomes of a draft: a worker sends it, sends something else, or rejects it.

A draft is a private note of the bot's; `Turn.draft` has its text, and `Turn.decided` what became of it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from helpdesk.models import FollowUp

from footnote.desks.answering import formatting
from footnote.desks.answering.drafts import FEEDBACK, likeness
from footnote.integrations.django_helpdesk import mail
from footnote.integrations.django_helpdesk.models import Turn
from footnote.integrations.django_helpdesk.participants import bot_user
from footnote.integrations.django_helpdesk.settings import desk_settings
from footnote.journal import Line, new_receipt, open_store, timestamp

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

log = logging.getLogger("footnote")


def send(turn: Turn, worker: AbstractUser, text: str) -> bool:
    """Send a draft to the customer, as it is or changed. False where it was decided before.

    A changed one is the worker's own: the bot is silent in the ticket from then on.
    """
    text = text.replace("\r\n", "\n").strip()
    is_same = text == turn.draft.strip()
    decided = str(Turn.Decided.SENT if is_same else Turn.Decided.CHANGED)
    with transaction.atomic():
        if not _decide(turn, decided):
            return False
        written = FollowUp(ticket=turn.talk.ticket, user=bot_user() if is_same else worker)
        written.title, written.comment, written.public = formatting.ANSWER_TITLE, text, True
        written.date = timezone.now()
        written.save()
        Turn.objects.filter(pk=turn.pk).update(answer=written, outcome=Turn.Outcome.ANSWERED, told=False)
    mail.notify(Turn.objects.get(pk=turn.pk))
    return True


def reject(turn: Turn) -> bool:
    """Record that a draft is of no use. False where it was decided before."""
    return _decide(turn, str(Turn.Decided.REJECTED))


def compare(followup: FollowUp) -> None:
    """Decide the open draft of a ticket in which a worker has replied by themselves."""
    waiting = Turn.objects.filter(talk__ticket=followup.ticket, decided=Turn.Decided.OPEN).exclude(draft="")
    for turn in waiting:
        _decide(turn, likeness(turn.draft, followup.comment or ""))


def _decide(turn: Turn, decided: str) -> bool:
    """Store what became of a draft, once."""
    waiting = Turn.objects.filter(pk=turn.pk, decided=Turn.Decided.OPEN)
    if waiting.update(decided=decided) != 1:
        return False
    transaction.on_commit(lambda: _record(turn, decided), robust=True)
    return True


def _record(turn: Turn, decided: str) -> None:
    """Write a line into the journal, for `footnote gaps`, without the words of the question."""
    address, reply = desk_settings().journal, turn.reply
    if not address:
        return
    line = Line(
        receipt=new_receipt(),
        time=timestamp(timezone.now()),
        bank=reply["bank"]["id"],
        version=reply["bank"]["version"],
        surface="django-helpdesk",
        kind=reply["kind"],
        reason=reply["reason"],
        entry=reply["entry"],
        confidence=reply["confidence"],
        verdict=FEEDBACK[decided],
    )
    try:
        open_store(address).write([line])
    except Exception:
        log.exception("what became of a draft could not be written into the journal")
