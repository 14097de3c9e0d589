"""Processing of waiting messages: each exactly once, however often a process is killed meanwhile.

A `Turn` is claimed, answered and marked in one transaction, so it is either waiting or done. Mails are sent
after the commit, so that no slow mail server blocks a lock; a mail that was cut off is sent later.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import timedelta
from threading import Lock, Thread
from typing import TYPE_CHECKING

from django.db import connection, connections, transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from helpdesk.models import Ticket

from footnote.desks.answering.asking import reply_to
from footnote.dialogue import State
from footnote.runtime import Reloader, for_today

from . import mail
from .incoming.messages import parse_message
from .models import Talk, Turn
from .participants import reason_for_silence, state_of
from .posting import post
from .settings import desk_settings

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from footnote import Bot

log = logging.getLogger("footnote")

WAITING = Turn.Outcome.WAITING
POSTED = (Turn.Outcome.ANSWERED, Turn.Outcome.NOTED)

RETRY_DELAYS = (5, 30, 120, 600, 1800)
"""Seconds before each new try; after the last one a message is left to people."""

MAIL_TIMEOUT = timedelta(minutes=2)
"""After this time unsent mails were cut off, and are not merely being sent."""

MAIL_LIFETIME = timedelta(days=1)
"""Mails that could not be sent for this long are given up: the ticket's page shows the answer anyway."""


def process_all() -> Counter[str]:
    """Process every message that is due, oldest first. Returns how many got each outcome in this process."""
    done: Counter[str] = Counter()
    while processed := Counter(filter(None, map(process, list(_due())))):
        done += processed
    now = timezone.now()
    cut_off = Turn.objects.filter(told=False, outcome__in=POSTED, due__lt=now - MAIL_TIMEOUT)
    for turn in cut_off.filter(due__gt=now - MAIL_LIFETIME):
        _notify(turn)
    return done


def process(turn: Turn) -> str:
    """Process one message. Returns its outcome, or "" where another process has it.

    An error is recorded in the row, and the message is tried again later.
    """
    try:
        bot = _bot_for(turn)
        with transaction.atomic():
            claimed = _claim(turn)
            if claimed is None:
                return ""
            _answer(claimed, bot)
    except Exception as error:
        log.exception("message %s could not be processed", turn.followup_id)
        _postpone(turn, f"{type(error).__name__}: {error}")
    processed: Turn | None = Turn.objects.filter(pk=turn.pk).first()
    if processed and processed.outcome in POSTED:
        _notify(processed)
    return str(processed.outcome) if processed else "deleted"


def _due() -> QuerySet[Turn]:
    """The messages that are due: of each ticket only the first, as the next may refer to it."""
    earlier = Turn.objects.filter(talk=OuterRef("talk"), outcome=WAITING, pk__lt=OuterRef("pk"))
    return Turn.objects.filter(~Exists(earlier), outcome=WAITING, due__lte=timezone.now()).order_by("pk")


def _claim(turn: Turn) -> Turn | None:
    """The message, for this process alone until its transaction ends.

    SQLite has one writer at a time: there the update itself waits for the others.
    """
    waiting = Turn.objects.filter(pk=turn.pk, outcome=WAITING)
    rows_can_be_locked = connection.features.has_select_for_update_skip_locked
    if rows_can_be_locked and waiting.select_for_update(skip_locked=True).first() is None:
        return None
    claimed = waiting.update(tries=F("tries") + 1)
    return Turn.objects.get(pk=turn.pk) if claimed else None


def _bot_for(turn: Turn) -> Bot | None:
    """The bot of the ticket's queue, loaded before any lock is taken."""
    bank = desk_settings().queues.get(turn.talk.ticket.queue.slug)
    return load_bot(bank) if bank else None


def _answer(turn: Turn, bot: Bot | None) -> None:
    """Answer a message, or leave it alone, and save its outcome. Runs in the transaction that claimed it."""
    talk = turn.talk = Talk.objects.get(pk=turn.talk_id)
    # Locked, so that a worker's answer is either seen here or comes after this one.
    talk.ticket = Ticket.objects.select_for_update().get(pk=talk.ticket_id)
    reason = reason_for_silence(turn) or _waited_too_long(turn)
    if reason or bot is None:
        turn.outcome, turn.why = Turn.Outcome.SILENT, reason
    else:
        state = state_of(talk) if talk.bank == bot.bank.id else State(handed=state_of(talk).handed)
        reply = reply_to(for_today(bot), parse_message(turn.followup), state)
        turn.reply = reply.as_dict()
        post(turn, reply, bot)
    turn.due = timezone.now()
    turn.save()


def _waited_too_long(turn: Turn) -> str:
    waited = timezone.now() - turn.followup.date
    return "it waited too long" if waited > timedelta(hours=desk_settings().patience) else ""


def _postpone(turn: Turn, why: str) -> None:
    """Schedule the next try of a message; after the last one leave it to people."""
    waiting = Turn.objects.filter(pk=turn.pk, outcome=WAITING)
    tries = waiting.values_list("tries", flat=True).first()
    if tries is None:
        return
    if tries >= len(RETRY_DELAYS):
        waiting.update(outcome=Turn.Outcome.FAILED, why=why)
    else:
        waiting.update(tries=tries + 1, why=why, due=timezone.now() + timedelta(seconds=RETRY_DELAYS[tries]))


def _notify(turn: Turn) -> None:
    """Send the mails about a message. If that fails, they are sent with a later message."""
    try:
        mail.notify(turn)
    except Exception:
        log.exception("the mails about message %s could not be sent", turn.followup_id)


_reloaders: dict[str, Reloader] = {}
_reloaders_lock = Lock()


def load_bot(bank: str) -> Bot:
    """The bot of a bank by name or path, loaded once in this process, and again when its files change.

    While the new files have a problem, the last good version answers. Raises BankError or UnknownBank where
    there was none.
    """
    with _reloaders_lock:
        reloader = _reloaders.get(bank)
        if reloader is None:
            reloader = _reloaders[bank] = Reloader(bank)
            return reloader.bot
    change = reloader.check()
    if change and change.error:
        message = "the bank %r has changed and cannot be used; its last version answers: %s"
        log.warning(message, bank, change.error)
    return reloader.bot


class BackgroundThread:
    """At most one thread, which processes all waiting messages and ends.

    It does not outlive its work, so that the workers of a server can be stopped, forked and replaced, and
    `get_email` ends when its mails are processed. What it does not reach waits for the next one, or for
    `manage.py footnote_answer`.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._thread: Thread | None = None
        self._requested = False

    def wake(self) -> None:
        """Have the waiting messages processed soon. Returns at once."""
        with self._lock:
            self._requested = True
            if self._thread is None or not self._thread.is_alive():  # a forked process has no thread
                self._thread = Thread(target=self._run, name="footnote")
                self._thread.start()

    def join(self, timeout: float) -> None:
        """Wait for the thread to end, if there is one."""
        thread = self._thread
        if thread:
            thread.join(timeout)

    def _run(self) -> None:
        try:
            while self._take_request():
                self._process()
        finally:
            connections.close_all()  # those of this thread

    def _take_request(self) -> bool:
        with self._lock:
            requested, self._requested = self._requested, False
            if not requested:
                self._thread = None
            return requested

    def _process(self) -> None:
        try:
            process_all()
        except Exception:
            log.exception("messages are waiting: run `manage.py footnote_answer` once this is repaired")


background = BackgroundThread()


def wake() -> None:
    """Process the waiting messages in a thread of this process, if the settings allow threads."""
    if desk_settings().thread:
        background.wake()
