"""What happened to each message, in the admin: read-only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin

from .models import Turn


@admin.register(Turn)
class TurnAdmin(admin.ModelAdmin):
    """The customers' messages and their outcomes, newest first."""

    list_display = ("ticket", "received", "outcome", "why")
    list_filter = ("outcome", "why")
    ordering = ("-pk",)

    @admin.display(ordering="talk")
    def ticket(self, turn: Turn) -> str:
        """The ticket of the message."""
        return str(turn.talk)

    @admin.display(ordering="heard")
    def received(self, turn: Turn) -> datetime:
        """When the message came in."""
        received: datetime = turn.heard
        return received

    def has_add_permission(self, *_: Any) -> bool:
        """Rows are added for messages only."""
        return False

    def has_change_permission(self, *_: Any) -> bool:
        """A record is not edited."""
        return False
