"""Test helper: every destination of conversations, set up as its section of the README says, and a worker.

`PLACES` has them by their headings. Each is entered with its section and gives a `Place`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .calls import chatwoot, webhook, zammad
from .mails import email
from .programs import django_helpdesk, file, request_tracker

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from .place import Place, Section

PLACES: dict[str, Callable[[Section], AbstractContextManager[Place]]] = {
    "E-mail": email,
    "A webhook": webhook,
    "django-helpdesk": django_helpdesk,
    "Request Tracker": request_tracker,
    "Chatwoot": chatwoot,
    "Zammad": zammad,
    "A file": file,
}
