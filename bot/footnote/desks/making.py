"""The desk that the settings describe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .kinds.chatwoot import ChatwootDesk
from .kinds.django_helpdesk import DjangoHelpdeskDesk
from .kinds.file import FileDesk
from .kinds.request_tracker import RequestTrackerDesk
from .kinds.smtp import EmailDesk
from .kinds.webhook import WebhookDesk
from .kinds.zammad import ZammadDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from .records import Desk
    from .settings import HandoffSettings

_MAKERS: dict[str, Callable[[HandoffSettings], Desk]] = {
    "webhook": lambda s: WebhookDesk(s.handoff_url, s.handoff_secret),
    "file": lambda s: FileDesk(s.handoff_file),
    "email": lambda s: EmailDesk(
        s.handoff_url, s.handoff_to, s.handoff_sender, s.handoff_user, s.handoff_token
    ),
    "django-helpdesk": lambda s: DjangoHelpdeskDesk(
        s.handoff_url, s.handoff_token, s.handoff_queue, s.handoff_sender, s.handoff_secret
    ),
    "request-tracker": lambda s: RequestTrackerDesk(
        s.handoff_url, s.handoff_token, s.handoff_queue, s.handoff_secret
    ),
    "chatwoot": lambda s: ChatwootDesk(s.handoff_url, s.handoff_queue, s.handoff_secret),
    "zammad": lambda s: ZammadDesk(s.handoff_url, s.handoff_token, s.handoff_queue, s.handoff_secret),
}


def make_desk(settings: HandoffSettings) -> Desk | None:
    """The desk; None where nobody is offered. Call `check_desk` first."""
    make = _MAKERS.get(settings.desk)
    return make(settings) if make else None
