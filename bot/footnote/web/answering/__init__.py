"""The desk that the bot works in: what it sends, and the pages on which workers decide on drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.lazy import lazy_names

from .endpoints import AnsweringEndpoints

if TYPE_CHECKING:
    from .service import Answering

__all__ = ["Answering", "AnsweringEndpoints"]

__getattr__ = lazy_names(__name__, service="Answering")  # it needs SQLAlchemy
