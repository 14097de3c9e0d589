"""A JSON response: nobody may store it, as it may answer a question about somebody's health."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

_ENCODE = msgspec.json.Encoder().encode
_ALWAYS = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]


class Json(Response):
    """Any JSON content, with the journal's receipt where there is one.

    The headers are written as they go out: Starlette would make the same from text for every reply.
    """

    def __init__(self, content: object, status: int = 200, receipt: str = "") -> None:
        self.status_code = status
        self.background = None
        self.body = _ENCODE(content)
        self.raw_headers = [(b"content-length", b"%d" % len(self.body)), *_ALWAYS]
        if receipt:
            self.raw_headers.append((b"footnote-receipt", receipt.encode()))
