"""A text handed to the terminal for the clipboard (OSC 52): over ssh too, where the terminal lets it."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.console.terminal import Terminal

LARGEST = 74_994
"""Bytes after encoding that the strictest terminals take (hterm, and xterm as it is built)."""

_DEAF = frozenset({"Apple_Terminal"})


def sequence(text: str) -> str:
    """What to send to the terminal for it to put this text on the clipboard; nothing where it is too long."""
    encoded = b64encode(text.encode("utf-8", errors="replace")).decode()
    return f"\x1b]52;c;{encoded}\x07" if len(encoded) <= LARGEST else ""


def refused(terminal: Terminal, environ: Mapping[str, str]) -> bool:
    """Whether the terminal is known to take nothing for the clipboard; of others only the reader can tell."""
    deaf = environ.get("TERM_PROGRAM") in _DEAF or environ.get("TERM") == "linux"
    return deaf or terminal.plain or not terminal.tty
