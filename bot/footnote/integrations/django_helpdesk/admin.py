"""What the bot did, for the desk's admin: to be read, not edited."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from .models import Turn


@admin.register(Turn)
class TurnAdmin(admin.ModelAdmin):
    """Each message the bot heard, and what became of it."""

    list_display = ("talk", "heard", "outcome", "why")
    list_filter = ("outcome", "why")
    ordering = ("-pk",)

    def has_add_permission(self, *_: Any) -> bool:
        """Rows come from messages alone."""
        return False

    def has_change_permission(self, *_: Any) -> bool:
        """What happened stays as it was."""
        return False
