"""Conversations that a person takes over: passed on to a desk, and read and written in over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.lazy import lazy_names

from .endpoints import ConversationEndpoints

if TYPE_CHECKING:
    from .service import Handover

__all__ = ["ConversationEndpoints", "Handover"]

__getattr__ = lazy_names(__name__, service="Handover")  # it needs SQLAlchemy: 11 MB
