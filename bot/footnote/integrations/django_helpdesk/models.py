"""What the bot remembers of a desk: its part in each ticket, each message it heard, each item it wrote.

Nothing is added to the desk's own tables, and whatever is deleted there is forgotten here.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from helpdesk.models import FollowUp, KBItem, Ticket


class Talk(models.Model):
    """The bot's part in one ticket.

    `state` is the last reply's, `bank` the id of the bank that gave it. `owner` is whom the desk has
    assigned the ticket to, `owned` since when: handing a ticket back is assigning it to the bot.
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
    """One message of a customer, and what became of it. One row for each follow-up, whatever happens.

    `reply` is the bot's, as contract schema 1 has it; `answer` and `note` are the follow-ups that say it to
    the customer and to the worker. `told` says that those who should hear of them by mail have.
    """

    class Outcome(models.TextChoices):
        """What became of a message."""

        WAITING = "waiting", "waiting"
        ANSWERED = "answered", "answered"
        NOTED = "noted", "left to a person, with a note"
        SILENT = "silent", "nothing to say"
        FAILED = "failed", "given up on"

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

    class Meta:
        verbose_name = "message"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["outcome", "due"], name="footnote_turn_waiting")]

    def __str__(self) -> str:
        return f"message {self.followup_id}: {self.outcome}"


class BankItem(models.Model):
    """An item of the knowledge base that the bot keeps in step with an entry of a bank.

    `written` is the fingerprint of what was written last, so that an item that a person has edited shows.
    `withdrawn` says that the bot itself disabled the item, because its entry is gone.
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
