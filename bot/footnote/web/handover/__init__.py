"""Conversations that a person takes over: passed on to a desk, and read and written in over HTTP."""

from .endpoints import ConversationEndpoints
from .service import Handover

__all__ = ["ConversationEndpoints", "Handover"]
