"""`/bank`: which bank answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.chat.messages import Message
from footnote.dialogue import Block, date
from footnote.text import printable

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
    source = current.source
    rows = [
        ("Answers", str(len(current.entries))),
        ("Source", f"{source.title}, {source.publisher}, updated {date(source.updated, current.language)}"),
        ("File", session.bank_path),
        ("Version", current.version[:SHOWN_VERSION_LENGTH]),
    ]
    head = Block("", printable(f"{current.title}. {current.notice}"))
    return Message((head, *(Block(name, printable(text)) for name, text in rows)))
