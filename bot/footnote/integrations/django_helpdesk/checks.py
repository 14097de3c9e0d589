"""The checks of `manage.py check`.

A setting that cannot be used is an error. A bank that cannot be used is a warning only: it may break at any
time, and an error would stop `get_email`, so that tickets would be lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning as CheckWarning, register
from django.urls import NoReverseMatch, reverse

from footnote.errors import BotError
from footnote.runtime import load
from footnote.settings import SettingsError

from .settings import NAME, SETTING_EXAMPLE, desk_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

APP = "footnote.integrations.django_helpdesk"

WRONG_ORDER = "footnote.W001"
UNUSABLE_BANK = "footnote.W002"
NO_QUEUE = "footnote.W003"
NO_DRAFT_PAGE = "footnote.W004"
MISSING_SETTING = "footnote.E001"
WRONG_SETTING = "footnote.E002"


def register_all() -> None:
    """Register the checks of this module with Django."""
    register(check_setting)
    register(check_order)
    register(check_banks)
    register(check_drafts)


def check_setting(**_: Any) -> list[CheckMessage]:
    """The setting exists and can be used."""
    if not hasattr(settings, NAME):
        text = f"The setting {NAME} is missing, so the bot does not know which queues to answer in."
        return [Error(text, hint=f"Write {NAME} = {SETTING_EXAMPLE} in your settings.", id=MISSING_SETTING)]
    try:
        desk_settings()
    except SettingsError as error:
        return [Error(f"{problem}.", id=WRONG_SETTING) for problem in error.problems]
    return []


def check_drafts(**_: Any) -> list[CheckMessage]:
    """Where answers are drafts, workers have the page on which they send them."""
    try:
        modes = desk_settings().modes
    except SettingsError:
        return []  # reported by check_setting
    if all(mode == "answer" for mode in modes.values()) or _has_draft_page():
        return []
    text = "Workers cannot send drafts by a click."
    urls = 'path("footnote/", include("footnote.integrations.django_helpdesk.drafts.urls"))'
    return [CheckWarning(text, hint=f"Add {urls} to your urls.py.", id=NO_DRAFT_PAGE)]


def _has_draft_page() -> bool:
    try:
        reverse("footnote:draft", args=[1])
    except NoReverseMatch:
        return False
    return True


def check_order(**_: Any) -> list[CheckMessage]:
    """The app is above the help desk, so that its signal handlers run before the desk's webhooks."""
    names = [config.name for config in apps.get_app_configs()]
    if "helpdesk" in names and names.index("helpdesk") < names.index(APP):
        text = "If a webhook of the desk fails, the bot does not receive the ticket."
        hint = f'Put "{APP}" above "helpdesk" in INSTALLED_APPS.'
        return [CheckWarning(text, hint=hint, id=WRONG_ORDER)]
    return []


def check_banks(**_: Any) -> list[CheckMessage]:
    """There is a queue, and the bank of each queue can be used."""
    try:
        queues = desk_settings().queues
    except SettingsError:
        return []  # reported by check_setting
    if not queues:
        hint = f'Name a queue in {NAME}["queues"], or remove the app from INSTALLED_APPS.'
        return [CheckWarning("No queue has a bank, so no ticket is answered.", hint=hint, id=NO_QUEUE)]
    return list(_unusable_banks(sorted(set(queues.values()))))


def _unusable_banks(banks: list[str]) -> Iterator[CheckMessage]:
    for bank in banks:
        try:
            load(bank)
        except BotError as error:
            hint = "Its tickets wait for people until the bank is repaired: see `footnote check`."
            yield CheckWarning(f"The bank {bank!r} cannot be used: {error}", hint=hint, id=UNUSABLE_BANK)
