"""`/bank`: which bank answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.chat.messages import Message
from footnote.dialogue import Block
from footnote.text import printable

from .sources import named

if TYPE_CHECKING:
    from footnote.chat.session import ChatSession

SHOWN_VERSION_LENGTH = 19
"""Characters of a version that identify it: `sha256:` and twelve digits."""


def bank(session: ChatSession, argument: str) -> Message:
    """The bank that answers. With a name or a path, switch to it and begin a new conversation."""
    if argument:
        problem = session.switch_bank(argument)
        if problem:
            return problem
    current = session.bank
    rows = [
        ("Answers", str(len(current.entries))),
        *(("Source", named(source, current.language)) for source in current.sources.values()),
        ("File", session.bank_path),
        ("Version", current.version[:SHOWN_VERSION_LENGTH]),
    ]
    head = Block("", printable(f"{current.title}. {current.notice}"))
    return Message((head, *(Block(name, printable(text)) for name, text in rows)))
