"""The desk that the settings describe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .kinds.chatwoot import ChatwootAnswers
from .kinds.request_tracker import RequestTrackerAnswers
from .kinds.zammad import ZammadAnswers

if TYPE_CHECKING:
    from .records import AnsweringDesk
    from .settings import AnsweringSettings

_KINDS: dict[str, type[ChatwootAnswers | RequestTrackerAnswers | ZammadAnswers]] = {
    "chatwoot": ChatwootAnswers,
    "request-tracker": RequestTrackerAnswers,
    "zammad": ZammadAnswers,
}


def make_answering_desk(settings: AnsweringSettings) -> AnsweringDesk | None:
    """The desk; None where the bot works in none. Call `check_answering` first."""
    kind = _KINDS.get(settings.answering_desk)
    return kind(settings.answering_url, settings.answering_token, settings.answering_secret) if kind else None
