"""A server that answers what is on its way before it stops."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from .connections import Connections

GRACE = 0.5
"""Seconds in which a connection that is kept open may bring one more request, when the service stops."""

TICK = 0.02
"""Seconds between two looks whether all connections are closed."""


class Stop:
    """Tells that the service stops: requests that wait for news are answered, as there will be none."""

    def __init__(self) -> None:
        self._callbacks: list[Callable[[], object]] = []

    def tell(self, callback: Callable[[], object]) -> None:
        """Have a function called, in the event loop, when the service begins to stop."""
        self._callbacks.append(callback)

    def announce(self) -> None:
        """Call these functions."""
        for callback in self._callbacks:
            callback()


class OrderlyServer(uvicorn.Server):
    """uvicorn, which closes no connection on which a request may be on its way."""

    def __init__(self, config: uvicorn.Config, connections: Connections, stop: Stop) -> None:
        super().__init__(config)
        self._connections = connections
        self._stop = stop

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, answer for GRACE seconds, close what is idle, and wait for the rest."""
        self._connections.stopping = True
        self._stop.announce()
        await asyncio.sleep(0.05)  # those that the system has taken already
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        for _ in range(round(GRACE / TICK)):
            if self.server_state.connections and not self.force_exit:
                await asyncio.sleep(TICK)
        self._connections.close_idle()
        await super().shutdown(sockets)
