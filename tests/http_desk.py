"""Test helper: a desk's interface on a port of its own, which may fail in every way that desks do."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Call(NamedTuple):
    """A request; `json` is None without a body, and `body` the bytes of it."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    json: Any
    body: bytes = b""


@contextmanager
def served(answer: Callable[[Call], tuple[int, Any]]) -> Iterator[str]:
    """The address at which `answer` gives the status and the JSON of each response.

    Status 0 ends the connection without a response, as when a desk dies after it took the request.
    """

    class Handler(BaseHTTPRequestHandler):
        def respond(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            call = Call(
                self.command,
                parts.path,
                dict(parse_qsl(parts.query)),
                headers,
                json.loads(body) if body else None,
                body,
            )
            status, content = answer(call)
            if not status:
                self.close_connection = True
                return
            encoded = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(encoded)))
            self.end_headers()
            self.wfile.write(encoded)

        do_GET = do_POST = do_PUT = respond  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
