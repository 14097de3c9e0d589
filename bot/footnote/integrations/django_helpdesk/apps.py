"""The app, as Django loads it."""

from __future__ import annotations

from django.apps import AppConfig


class FootnoteConfig(AppConfig):
    """`footnote.integrations.django_helpdesk` in INSTALLED_APPS."""

    name = "footnote.integrations.django_helpdesk"
    label = "footnote"
    verbose_name = "Footnote"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of tickets, and check the settings."""
        from . import checks, signals as receivers

        checks.register_all()
        receivers.connect()
