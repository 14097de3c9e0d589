"""Where conversations go that a person takes over: help desks, e-mail, webhooks.

`Desk` is what a destination can do, with a module for each in `kinds/`. What a person writes is stored
(`ConversationStore`) before they are told that it is passed on, and `Sender` brings it to the desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.lazy import lazy_names

from .hours import Hours
from .records import (
    Conversation,
    Desk,
    DeskError,
    Hook,
    Incoming,
    Message,
    Outgoing,
    Person,
    RefusedHook,
    Status,
    StoredConversation,
    Ticket,
)
from .settings import HandoffSettings, check_desk, check_line

if TYPE_CHECKING:
    from .erasure import Erasure
    from .making import make_desk
    from .sending import Sender
    from .store import ConversationStore

__all__ = [
    "Conversation",
    "ConversationStore",
    "Desk",
    "DeskError",
    "Erasure",
    "HandoffSettings",
    "Hook",
    "Hours",
    "Incoming",
    "Message",
    "Outgoing",
    "Person",
    "RefusedHook",
    "Sender",
    "Status",
    "StoredConversation",
    "Ticket",
    "check_desk",
    "check_line",
    "make_desk",
]

__getattr__ = lazy_names(  # they need SQLAlchemy, or httpx2
    __name__, erasure="Erasure", making="make_desk", sending="Sender", store="ConversationStore"
)
