"""The app, as Django loads it."""

from __future__ import annotations

from django.apps import AppConfig


class FootnoteConfig(AppConfig):
    """`bot.desks.django_helpdesk` in INSTALLED_APPS."""

    name = "bot.desks.django_helpdesk"
    label = "footnote"
    verbose_name = "Footnote"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of tickets, and check the settings."""
        from . import checks, receivers

        checks.register_all()
        receivers.connect()
