"""Ports for servers that must be told theirs."""

from __future__ import annotations

import random
import socket

EPHEMERAL = 32768
"""The first port that Linux gives to whoever asks for any, as other tests' servers and connections do."""


def free_port() -> int:
    """A port that nobody uses, and that nobody is given before the server takes it."""
    while True:
        port = random.randrange(10_240, EPHEMERAL)  # noqa: S311
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) and _can_bind(port):
                return port


def _can_bind(port: int) -> bool:
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
