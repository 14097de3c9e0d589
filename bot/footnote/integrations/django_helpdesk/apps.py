"""The configuration of the Django app."""

from __future__ import annotations

from django.apps import AppConfig


class FootnoteConfig(AppConfig):
    """`footnote.integrations.django_helpdesk` in INSTALLED_APPS."""

    name = "footnote.integrations.django_helpdesk"
    label = "footnote"
    verbose_name = "Footnote"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks of the settings, and connect the signals of tickets."""
        from . import checks, signals
        from .incoming import reception

        checks.register_all()
        signals.connect()
        reception.watch()
