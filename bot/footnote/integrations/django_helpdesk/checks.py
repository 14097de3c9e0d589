"""What `manage.py check` says of the bot's settings.

A setting of the wrong shape is an error: it was written just now, by the person who reads this. A bank
that cannot be used is a warning: it may break at any time, and an error would stop `get_email`, so that
the bot would cost tickets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning as CheckWarning, register

from footnote.errors import BotError
from footnote.runtime import load

from .settings import NAME, desk, problems

if TYPE_CHECKING:
    from collections.abc import Iterator

BELOW = "footnote.W001"
UNUSABLE = "footnote.W002"
NO_QUEUE = "footnote.W003"
MISSING = "footnote.E001"
WRONG = "footnote.E002"


def register_all() -> None:
    """Have Django run the checks of this module."""
    register(check_settings)
    register(check_order)
    register(check_banks)


def check_settings(**_: Any) -> list[CheckMessage]:
    """The setting is there, and has the right shape."""
    if not hasattr(settings, NAME):
        hint = f'Write {NAME} = {{"queues": {{"support": "micrometastases"}}}} in your settings.'
        return [
            Error(
                f"The setting {NAME} is missing, so the bot does not know its queues.", hint=hint, id=MISSING
            )
        ]
    return [Error(f"{problem}.", id=WRONG) for problem in problems(getattr(settings, NAME))]


def check_order(**_: Any) -> list[CheckMessage]:
    """The bot hears of a ticket before the desk's webhooks, whose errors would keep it from hearing."""
    names = [config.name for config in apps.get_app_configs()]
    if "helpdesk" in names and names.index("helpdesk") < names.index("footnote.integrations.django_helpdesk"):
        hint = 'Put "footnote.integrations.django_helpdesk" above "helpdesk" in INSTALLED_APPS.'
        text = "A webhook of the desk that fails would keep the bot from hearing of the ticket."
        return [CheckWarning(text, hint=hint, id=BELOW)]
    return []


def check_banks(**_: Any) -> list[CheckMessage]:
    """Every bank that is named can be used."""
    if problems(getattr(settings, NAME, None)):
        return []
    found = list(_unusable(sorted(set(desk().queues.values()))))
    if not desk().queues:
        hint = f'Name a queue in {NAME}["queues"], or take the app out of INSTALLED_APPS.'
        found.append(
            CheckWarning("No queue is given a bank, so no ticket is answered.", hint=hint, id=NO_QUEUE)
        )
    return found


def _unusable(banks: list[str]) -> Iterator[CheckMessage]:
    for bank in banks:
        try:
            load(bank)
        except BotError as error:
            hint = "Its tickets wait for people until the bank is mended: see `footnote check`."
            yield CheckWarning(f"The bank {bank!r} cannot be used: {error}", hint=hint, id=UNUSABLE)
