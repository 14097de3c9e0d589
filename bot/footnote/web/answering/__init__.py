"""The desk that the bot works in: what it sends, and the pages on which workers decide on drafts."""

from .endpoints import AnsweringEndpoints
from .service import Answering

__all__ = ["Answering", "AnsweringEndpoints"]
