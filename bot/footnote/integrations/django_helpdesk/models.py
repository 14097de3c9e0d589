"""The tables of the app: the conversation in each ticket, each customer message, each knowledge-base item.

Nothing is added to the desk's own tables, and what is deleted there is deleted here. Models and fields keep
the names of their tables and columns, so that no running desk has to migrate: a `Talk` is a conversation,
`Turn.heard` is when a message was received, and `Turn.told` whether its mails are sent.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from helpdesk.models import FollowUp, KBItem, Ticket


class Talk(models.Model):
    """The conversation in one ticket.

    `state` is that of the last reply, `bank` the id of the bank that gave it. `owner` is whom the ticket is
    assigned to, `owned` since when: assigning a ticket to the bot hands it back.
    """

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="+")
    state: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    bank = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owned: models.DateTimeField[datetime] = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"ticket {self.ticket_id}"


class Turn(models.Model):
    """One message of a customer and its outcome. There is never more than one row for a follow-up.

    `reply` is the bot's reply as JSON (schema 1); `answer` and `note` are the follow-ups that show it to the
    customer and to the team. `why` is the reason of the outcome, `due` when to try next, `tries` how often it
    was tried, `told` whether the mails about `answer` and `note` are sent. `mail` is what the message's mail
    says (`text`, and the names of `attachments`); null for one that did not come by mail. `draft` is the
    answer that a worker is to send, and `decided` what became of it.
    """

    class Outcome(models.TextChoices):
        """The outcome of a message."""

        WAITING = "waiting", "waiting"
        ANSWERED = "answered", "answered"
        NOTED = "noted", "left to a person, with a note"
        SILENT = "silent", "nothing to say"
        FAILED = "failed", "given up on"

    class Decided(models.TextChoices):
        """What became of a draft."""

        NONE = "", "no draft"
        OPEN = "open", "not decided"
        SENT = "sent", "sent"
        CHANGED = "changed", "sent with changes"
        REJECTED = "rejected", "rejected"

    followup = models.OneToOneField(FollowUp, models.CASCADE, related_name="+", verbose_name="message")
    talk = models.ForeignKey(Talk, models.CASCADE, related_name="turns")
    heard = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    why = models.TextField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(default=timezone.now)
    reply = models.JSONField(null=True, blank=True)
    answer = models.ForeignKey(FollowUp, models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.ForeignKey(FollowUp, models.SET_NULL, null=True, blank=True, related_name="+")
    told = models.BooleanField(default=False)
    mail = models.JSONField(null=True, blank=True)
    draft = models.TextField(blank=True)
    decided = models.CharField(max_length=10, choices=Decided.choices, default=Decided.NONE, blank=True)

    class Meta:
        verbose_name = "message"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["outcome", "due"], name="footnote_turn_waiting")]

    def __str__(self) -> str:
        return f"message {self.followup_id}: {self.outcome}"


class BankItem(models.Model):
    """An item of the knowledge base that is synchronised with an entry of a bank.

    `written` is the hash of the content written last, to detect a person's edits. `withdrawn` says that the
    bot disabled the item, because its entry no longer exists.
    """

    item = models.OneToOneField(KBItem, models.CASCADE, primary_key=True, related_name="+")
    bank = models.CharField(max_length=200)
    entry = models.CharField(max_length=200)
    written = models.CharField(max_length=64)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bank", "entry"], name="footnote_one_item_an_entry")
        ]

    def __str__(self) -> str:
        return f"{self.bank}: {self.entry}"
