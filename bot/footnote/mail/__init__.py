"""Mail as help desks get it: what the sender wrote, and whether there is a sender at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.lazy import lazy_names

from .automatic import automatic
from .own_text import is_forward, new_text, plain_subject

if TYPE_CHECKING:
    from .html import html_text
    from .reading import Mail, read_mail

__all__ = ["Mail", "automatic", "html_text", "is_forward", "new_text", "plain_subject", "read_mail"]

__getattr__ = lazy_names(__name__, html="html_text", reading="Mail read_mail")  # they need Beautiful Soup
