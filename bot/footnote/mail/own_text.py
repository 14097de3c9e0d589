"""What the sender of a mail wrote themselves, and plain subjects."""

from __future__ import annotations

import re

from .quoting import parts, without_quotes
from .signatures import without_signature
from .words import folded, mail_words

MAX_LENGTH = 200_000
"""Characters of a mail that are read: far more than are asked, as a long quotation may come first."""


def new_text(body: str, *, forwards: bool = False) -> str:
    r"""The part of a mail's text that its sender wrote, without the mail it quotes and its signature.

    >>> new_text("And how big?\n\nOn 2 May, Desk <desk@a.example> wrote:\n> They are small.")
    'And how big?'
    """
    found = parts(body[:MAX_LENGTH])
    own = "\n".join(without_signature(without_quotes(found.above))).strip()
    own = re.sub(r"\n{3,}", "\n\n", own)
    if not own or ((forwards or found.forwarded) and not _asks(own)):
        below = new_text("\n".join(found.below)) if found.below else ""
        return "\n\n".join(filter(None, (own, below)))
    return own


def is_forward(subject: str) -> bool:
    """Whether a subject begins with "Fwd:" or the like."""
    start, colon, _ = re.sub("：", ":", subject).partition(":")
    return bool(colon) and folded(start) in mail_words().forward_prefixes


def plain_subject(subject: str) -> str:
    """A subject without "Re:" and "Fwd:", however many there are."""
    known = mail_words().reply_prefixes | mail_words().forward_prefixes
    rest = subject.strip()
    while True:
        start, colon, after = re.sub("：", ":", rest, count=1).partition(":")
        if not colon or folded(re.sub(r"\[\d+\]|\(\d+\)", "", start)) not in known:
            return rest
        rest = after.strip()


def _asks(text: str) -> bool:
    return "?" in text or len(text.split()) > 25
