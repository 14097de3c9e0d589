"""Settling what customers wrote: each message once, however often a process is killed on the way.

A `Turn` is claimed, answered and marked in one transaction: it waits still, or it is settled. Mails go
out after that commit, so that no slow mail server holds a lock; a mail that a kill cut off is sent later.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from helpdesk.models import Ticket

from footnote.dialogue import State

from . import mails
from .asking import ask
from .banks import bot_of
from .message_text import words
from .models import Talk, Turn
from .posting import post
from .settings import desk
from .silence import because, state_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from footnote import Bot

log = logging.getLogger("footnote")

WAITING = Turn.Outcome.WAITING
SAID = (Turn.Outcome.ANSWERED, Turn.Outcome.NOTED)

PAUSES = (5, 30, 120, 600, 1800)
"""Seconds before each new try; after the last a message is left to people."""

MAILED_WITHIN = timedelta(minutes=2)
"""A settled message whose mails are not out by then was cut off, and not merely in the works."""

FORGOTTEN_AFTER = timedelta(days=1)
"""Mails that could not be sent for this long are given up: the ticket's page shows the answer anyway."""


def settle_all() -> Counter[str]:
    """Settle every message that is due, oldest first; how many this process brought to which outcome."""
    done: Counter[str] = Counter()
    while settled := Counter(filter(None, map(settle, list(_due())))):
        done += settled
    now = timezone.now()
    cut_off = Turn.objects.filter(told=False, outcome__in=SAID, due__lt=now - MAILED_WITHIN)
    for turn in cut_off.filter(due__gt=now - FORGOTTEN_AFTER):
        _tell(turn)
    return done


def settle(turn: Turn) -> str:
    """Settle one message; its outcome, or "" where another process has it.

    Errors are kept in the row, for a later try.
    """
    try:
        bot = _bot(turn)
        with transaction.atomic():
            mine = _claimed(turn)
            if mine is None:
                return ""
            _settle(mine, bot)
    except Exception as error:
        log.exception("message %s could not be settled", turn.followup_id)
        _postpone(turn, f"{type(error).__name__}: {error}")
    settled: Turn | None = Turn.objects.filter(pk=turn.pk).first()
    if settled and settled.outcome in SAID:
        _tell(settled)
    return str(settled.outcome) if settled else "deleted"


def _due() -> QuerySet[Turn]:
    """What waits and is due. A ticket's messages are settled in order, as each may lean on the one before."""
    earlier = Turn.objects.filter(talk=OuterRef("talk"), outcome=WAITING, pk__lt=OuterRef("pk"))
    return Turn.objects.filter(~Exists(earlier), outcome=WAITING, due__lte=timezone.now()).order_by("pk")


def _claimed(turn: Turn) -> Turn | None:
    """The message, for this process alone until its transaction ends.

    SQLite has one writer at a time: there, the update itself waits its turn.
    """
    waiting = Turn.objects.filter(pk=turn.pk, outcome=WAITING)
    rows_can_be_locked = connection.features.has_select_for_update_skip_locked
    if rows_can_be_locked and waiting.select_for_update(skip_locked=True).first() is None:
        return None
    claimed = waiting.update(tries=F("tries") + 1)
    return Turn.objects.get(pk=turn.pk) if claimed else None


def _bot(turn: Turn) -> Bot | None:
    """The bot of the ticket's queue, read before any lock is taken."""
    bank = desk().queues.get(turn.talk.ticket.queue.slug)
    return bot_of(bank) if bank else None


def _settle(turn: Turn, bot: Bot | None) -> None:
    """Answer, note or pass over one message, and mark it so. Runs in a transaction that has claimed it."""
    talk = turn.talk = Talk.objects.get(pk=turn.talk_id)
    # Locked, so that a worker's answer is either seen here or comes after this one.
    talk.ticket = Ticket.objects.select_for_update().get(pk=talk.ticket_id)
    reason = because(turn) or _late(turn)
    if reason or bot is None:
        turn.outcome, turn.why = Turn.Outcome.SILENT, reason
    else:
        state = state_of(talk) if talk.bank == bot.bank.id else State(handed=state_of(talk).handed)
        reply = ask(bot, words(turn.followup), state)
        turn.reply = reply.as_dict()
        post(turn, reply, bot)
    turn.due = timezone.now()
    turn.save()


def _late(turn: Turn) -> str:
    waited = timezone.now() - turn.followup.date
    return "it waited too long" if waited > timedelta(hours=desk().patience) else ""


def _postpone(turn: Turn, why: str) -> None:
    """Have a message tried again later, or left to people after the last try."""
    waiting = Turn.objects.filter(pk=turn.pk, outcome=WAITING)
    tries = waiting.values_list("tries", flat=True).first()
    if tries is None:
        return
    if tries >= len(PAUSES):
        waiting.update(outcome=Turn.Outcome.FAILED, why=why)
    else:
        waiting.update(tries=tries + 1, why=why, due=timezone.now() + timedelta(seconds=PAUSES[tries]))


def _tell(turn: Turn) -> None:
    """Mail those who should hear of it; what goes wrong is tried again with a later message."""
    try:
        mails.tell(turn)
    except Exception:
        log.exception("the mails about message %s could not be sent", turn.followup_id)
