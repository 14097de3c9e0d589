"""`/copy`: the last reply, sent to the terminal for the clipboard (OSC 52). It works over ssh too."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from footnote.chat.messages import Message, text_message
from footnote.dialogue import plain

from .last_reply import NO_REPLY

if TYPE_CHECKING:
    from footnote.chat.session import ChatSession

MAX_ENCODED_BYTES = 74_994
"""Bytes after encoding that the strictest terminals accept (hterm, and xterm as it is built)."""

_WITHOUT_CLIPBOARD = frozenset({"Apple_Terminal"})


def copy(session: ChatSession, _argument: str) -> Message:
    """Send the last reply to the clipboard, or say that the terminal does not support it."""
    if not session.turns:
        return text_message(NO_REPLY)
    sequence = _copy_sequence(plain(session.turns[-1].reply, session.bank.language))
    if not sequence or not _may_copy(session):
        return text_message(
            "This terminal does not support copying. Type /save FILE to write the chat to a file."
        )
    message = text_message(
        "Sent to the clipboard with its sources. If it is not there, your terminal does not allow it."
    )
    return message._replace(escape=sequence)


def _copy_sequence(text: str) -> str:
    """The control sequence that puts this text on the clipboard; empty if the text is too long."""
    encoded = b64encode(text.encode("utf-8", errors="replace")).decode()
    return f"\x1b]52;c;{encoded}\x07" if len(encoded) <= MAX_ENCODED_BYTES else ""


def _may_copy(session: ChatSession) -> bool:
    """Whether the terminal may have a clipboard: some are known to have none."""
    environ, terminal = session.environ, session.terminal
    known = environ.get("TERM_PROGRAM") in _WITHOUT_CLIPBOARD or environ.get("TERM") == "linux"
    return terminal.tty and not terminal.plain and not known
