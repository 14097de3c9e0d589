"""Where conversations go that a person takes over: help desks, e-mail, webhooks.

`Desk` is what a destination can do, with a module for each in `kinds/`. What a person writes is stored
(`ConversationStore`) before they are told that it is passed on, and `Sender` brings it to the desk.
`answering` is the bot at work in a desk, and `transcripts` are conversations that are mailed.
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
    UnknownTicket,
)
from .settings import HandoffSettings, check_desk, check_line

if TYPE_CHECKING:
    from . import answering, transcripts
    from .erasure import Erasure
    from .mail_server import MailServer
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
    "MailServer",
    "Message",
    "Outgoing",
    "Person",
    "RefusedHook",
    "Sender",
    "Status",
    "StoredConversation",
    "Ticket",
    "UnknownTicket",
    "answering",
    "check_desk",
    "check_line",
    "make_desk",
    "transcripts",
]

__getattr__ = lazy_names(  # they need SQLAlchemy, or httpx2
    __name__,
    answering="answering",
    erasure="Erasure",
    mail_server="MailServer",
    making="make_desk",
    sending="Sender",
    store="ConversationStore",
    transcripts="transcripts",
)
