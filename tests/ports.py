"""Ports for servers that must be told theirs."""

from __future__ import annotations

import random
import socket
from contextlib import suppress

EPHEMERAL = 32768
"""The first port that Linux gives to whoever asks for any, as other tests' servers and connections do."""


def free_port() -> int:
    """A port that nobody uses, and that nobody is given before the server takes it."""
    while True:
        port = random.randrange(10_240, EPHEMERAL)  # noqa: S311
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
