"""Test helper: a mail server on a port of its own."""

from __future__ import annotations

import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage


@contextmanager
def mail_server(*, refuses: bool = False) -> Iterator[tuple[str, list[EmailMessage]]]:
    """The address of a mail server without TLS, and the mails that it got."""
    received: list[EmailMessage] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 test\r\n")
            while line := self.rfile.readline().strip():
                command = line[:4].upper()
                if command == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    received.append(message_from_bytes(self._data(), policy=policy.default))
                refused = refuses and command == b"RCPT"
                self.wfile.write(
                    b"550 no\r\n" if refused else b"221 bye\r\n" if command == b"QUIT" else b"250 ok\r\n"
                )

        def _data(self) -> bytes:
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line.removeprefix(b"."))
            return b"".join(lines)

    with listening(Handler) as url:
        yield url, received


@contextmanager
def listening(handler: type[socketserver.StreamRequestHandler]) -> Iterator[str]:
    """The address of a mail server that does this with each connection."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"smtp://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
