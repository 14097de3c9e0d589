"""Connections: how many there may be, how long one may be idle, how large a head is, and how one is closed.

uvicorn limits none of these: it reads a head of any size for any time, and closes a connection with what has
not been read in it, which the other side sees as a reset that may lose it the last response.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

if TYPE_CHECKING:
    from uvicorn import Config

MAX_HEAD_SIZE = 32 * 2**10
"""Bytes of a request's line and headers; proxies allow 8 to 32 kB."""

MAX_REQUEST_SIZE = 4 * 2**20
"""Bytes of a whole request as it is sent: eight times the largest body, as small chunks need more."""

LINGER = 2.0
"""Seconds in which the other side may close a connection that this side has ended."""

LAST_ANSWER = 2.0
"""Seconds in which a request is answered whose sender sends no more: it may be gone, or the body is in part.
"""

_UPGRADE = re.compile(rb"^upgrade:[^\r\n]*\r\n", re.IGNORECASE | re.MULTILINE)

WRITE_TIMEOUT = 30.0
"""Seconds in which the other side has to take some of a response."""


class Limits(NamedTuple):
    """How many connections there may be, seconds that the head of a request may take to arrive, and the
    origins of the pages that may read why one is refused.
    """

    connections: int
    seconds: float
    origins: frozenset[str] = frozenset()


class Connections:
    """The connections of one service, those first that have waited longest for a request."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        #: Set when the service stops: each further response is the last of its connection.
        self.stopping = False
        self._all: set[Connection] = set()
        self._idle: dict[Connection, None] = {}

    def __len__(self) -> int:
        return len(self._all)

    def add(self, connection: Connection) -> bool:
        """Take in a new connection, for which an idle one may have to go. False where none is idle."""
        if len(self._all) >= self.limits.connections:
            if not self._idle:
                return False
            next(iter(self._idle)).drop()
        self._all.add(connection)
        return True

    def remove(self, connection: Connection) -> None:
        """Forget a connection that is closed."""
        self._all.discard(connection)
        self._idle.pop(connection, None)

    def waits(self, connection: Connection) -> None:
        """A connection waits for a request, or for the rest of its head."""
        self._idle[connection] = None

    def works(self, connection: Connection) -> None:
        """A connection has a request in progress."""
        self._idle.pop(connection, None)

    def close_idle(self) -> None:
        """Close the connections that have no request in progress."""
        for connection in tuple(self._idle):
            connection.transport.close()


class LingeringTransport:
    """A transport that is closed in order: what was written is sent, and then the end of it; what arrives
    then is dropped, until the other side closes too or LINGER seconds are over.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self.lingers = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def is_closing(self) -> bool:
        """Whether nothing more is read or written."""
        return self.lingers or self._transport.is_closing()

    def write(self, data: bytes) -> None:
        """Send data; after the end of the connection none, as the request's task may not know of it yet."""
        if not self.lingers:
            self._transport.write(data)

    def close(self) -> None:
        """End the connection."""
        if self.is_closing():
            return
        self.lingers = True
        if not self._transport.can_write_eof():
            self._transport.close()
            return
        self._transport.resume_reading()
        self._transport.write_eof()
        self._loop.call_later(LINGER, self._transport.abort)

    def abort(self) -> None:
        """End the connection at once."""
        self.lingers = True
        self._transport.abort()


class Connection(HttpToolsProtocol):
    """A connection within these limits."""

    def __init__(self, config: Config, connections: Connections, **rest: Any) -> None:
        super().__init__(config, **rest)
        self._open = connections
        self._in_head, self._has_begun = True, False
        self._size = self._head_size = 0
        self._head_timer: asyncio.TimerHandle | None = None
        self._write_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(cast("asyncio.Transport", LingeringTransport(transport, self.loop)))
        if self._open.add(self):
            self._await_head()
        else:
            self.refuse(503)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection, and its timers."""
        self._open.remove(self)
        self._stop_timers()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read what has arrived, unless the connection is ended or it is too much."""
        if self.transport.is_closing():
            return
        self._size += len(data)
        super().data_received(_without_upgrade(data) if self._in_head else data)
        if self.transport.is_closing():
            return
        if self._head_size > MAX_HEAD_SIZE or (self._in_head and self._size > MAX_HEAD_SIZE):
            self.refuse(431)
        elif self._size > MAX_REQUEST_SIZE:
            self.refuse(413)
        elif self._in_head and self._head_timer is None and not self._is_busy():
            self._await_head()

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        self._in_head, self._has_begun, self._head_size = True, True, 0

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, or a trailer after a body; what is too much is not kept."""
        self._head_size += len(name) + len(value) + 4
        if self._head_size <= MAX_HEAD_SIZE:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head of a request is there. One that is too large is not answered otherwise."""
        self._in_head = self._has_begun = False
        self._stop_head_timer()
        self._open.works(self)
        if self._head_size + len(self.url) > MAX_HEAD_SIZE and not self.transport.is_closing():
            self.refuse(431)
        if self.transport.is_closing():
            return  # there is no request then, and what follows is dropped
        super().on_headers_complete()
        if self._open.stopping:
            self._end_after_response()

    def on_body(self, body: bytes) -> None:
        """A part of a body; that of a request that was refused is dropped."""
        if not self.transport.is_closing():
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The whole request is there; the next one may begin."""
        if not self.transport.is_closing():
            super().on_message_complete()
        self._in_head, self._size, self._head_size = True, 0, 0

    def on_response_complete(self) -> None:
        """Wait for the next request, of which a part may be there already. What is left of one that was
        answered before it was there is dropped.
        """
        answered = self.cycle
        super().on_response_complete()
        if answered.response_complete and answered.more_body:
            self.transport.close()
        elif not self._is_busy():
            self._open.waits(self)
            if self._has_begun and self._head_timer is None:
                self._await_head()

    def eof_received(self) -> bool:  # type: ignore[override]
        """The other side sends no more: a request that is in progress is answered first, for which the
        transport stays open, but not for long.
        """
        if not self._is_busy():
            self.transport.abort()
            return False
        self._end_after_response()
        self.loop.call_later(LAST_ANSWER, self.transport.abort)
        return True

    def pause_writing(self) -> None:
        """The other side is slow to take a response: it has some time."""
        super().pause_writing()
        self._write_timer = self.loop.call_later(WRITE_TIMEOUT, self.transport.abort)

    def resume_writing(self) -> None:
        """It has taken it."""
        super().resume_writing()
        if self._write_timer:
            self._write_timer.cancel()

    def shutdown(self) -> None:
        """The service stops: what is in progress is answered, and what asks in the meantime."""
        self._open.stopping = True
        if self._is_busy():
            self._end_after_response()

    def _end_after_response(self) -> None:
        """Make the response the last, and say so in it: before 0.53 uvicorn does not by itself."""
        self.cycle.keep_alive = False
        self.cycle.default_headers = [*self.cycle.default_headers, (b"connection", b"close")]

    def drop(self) -> None:
        """Close a connection that has waited for long, for the sake of a new one."""
        self._open.remove(self)
        self.transport.abort()

    def refuse(self, status: int) -> None:
        """Say in a line why no request is read here, and end the connection."""
        self._stop_timers()
        head = STATUS_LINE[status] + b"content-length: 0\r\nconnection: close\r\n" + self._allowed_origin()
        self.transport.write(head + (b"retry-after: 1\r\n\r\n" if status == 503 else b"\r\n"))
        self.transport.close()

    def _allowed_origin(self) -> bytes:
        """The header by which the page that asks may read a response, as far as its head has arrived."""
        headers = dict(self.headers or ())
        origin = headers.get(b"origin", b"")
        if origin.decode("latin-1") not in self._open.limits.origins:
            return b""
        return b"access-control-allow-origin: " + origin + b"\r\nvary: Origin\r\n"

    def _is_busy(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _await_head(self) -> None:
        self._open.waits(self)
        self._head_timer = self.loop.call_later(self._open.limits.seconds, self._give_up)

    def _give_up(self) -> None:
        """No whole head came in time: of a part of one the other side is told so."""
        if self._size or self._has_begun:
            self.refuse(408)
        else:
            self.transport.close()

    def _stop_head_timer(self) -> None:
        if self._head_timer:
            self._head_timer.cancel()
        self._head_timer = None

    def _stop_timers(self) -> None:
        self._stop_head_timer()
        if self._write_timer:
            self._write_timer.cancel()


def _without_upgrade(data: bytes) -> bytes:
    """The head of a request without the offer to go on in another protocol, as Java's `HttpClient` makes it:
    HTTP allows to ignore it, and the parser takes a request with it to have no body.
    """
    head, end, rest = data.partition(b"\r\n\r\n")
    return _UPGRADE.sub(b"", head + b"\r\n")[:-2] + end + rest
