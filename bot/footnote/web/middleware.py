"""Middleware: request ids, keys, security headers, log lines and metrics."""

from __future__ import annotations

import re
from hashlib import sha256
from hmac import compare_digest
from itertools import count
from secrets import token_hex
from time import perf_counter
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from .logs import exception_fields, log
from .responses import INTERNAL_ERROR, HTTPProblem, closing

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping
    from typing import Any

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from .metrics import Metrics

LOG_FIELDS = "footnote"
"""The key of a request's scope whose value collects the fields of its log line."""

REQUEST_ID = "X-Request-ID"
SECURITY_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
]
VARY_ORIGIN = (b"vary", b"Origin")
"""For requests without an Origin; to the others Starlette's CORS middleware adds it."""
DEFAULT_POLICY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
GUARDED_PATHS = ("/v1/", "/metrics")
"""Prefixes of the paths that need a key where keys are set."""

_PROCESS = token_hex(4)
_REQUEST_NUMBERS = count(1)
_VALID_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class RequestMiddleware:
    """The outermost layer: every request ends with exactly one response, one log line and one count."""

    def __init__(self, app: ASGIApp, cors_app: ASGIApp, routes: Iterable[str], metrics: Metrics) -> None:
        """`cors_app` gets the requests with an Origin, `app` all others."""
        self._app = app
        self._cors_app = cors_app
        self._routes = frozenset(routes)
        self._metrics = metrics
        self._in_progress = 0
        metrics.in_progress.set_function(lambda: self._in_progress)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()
        path = scope["path"]
        id, has_origin = _id_and_origin(scope["headers"])
        fields = scope[LOG_FIELDS] = {"request": id, "method": scope["method"], "status": 0}
        fields["route"] = path if path in self._routes else "other"  # an unknown path may contain a question
        counted = not _waits(scope)
        self._in_progress += counted
        app = self._cors_app if has_origin else self._app
        try:
            await self._respond(app, scope, receive, _with_headers(send, fields, has_origin=has_origin))
        finally:
            self._in_progress -= counted
            seconds = perf_counter() - began
            fields["ms"] = round(seconds * 1000, 2)
            self._metrics.count_request(fields["route"], fields["status"], seconds)
            log("request", **fields)

    async def _respond(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        fields = scope[LOG_FIELDS]
        try:
            await app(scope, receive, send)
        except HTTPProblem as problem:
            await problem.response(fields["request"])(scope, receive, send)
        except Exception as error:  # noqa: BLE001  (any error at all becomes a problem and a log line)
            log("crash", level="error", request=fields["request"], **exception_fields(error))
            if not fields["status"]:
                await INTERNAL_ERROR.response(fields["request"])(scope, receive, send)


def _waits(scope: Scope) -> bool:
    """Whether a request may wait for messages: it does no work meanwhile, and has a limit of its own."""
    return bool(scope["method"] == "GET" and scope["path"].startswith("/v1/conversations/"))


def _id_and_origin(headers: Iterable[tuple[bytes, bytes]]) -> tuple[str, bool]:
    """The request's own id where it is a valid one, else a new id; and whether there is an Origin."""
    id, has_origin = "", False
    for name, value in headers:
        if name == b"x-request-id" and _VALID_REQUEST_ID.fullmatch(given := value.decode("latin-1")):
            id = given
        elif name == b"origin":
            has_origin = True
    return id or f"{_PROCESS}-{next(_REQUEST_NUMBERS):x}", has_origin


def _with_headers(send: Send, fields: MutableMapping[str, Any], *, has_origin: bool) -> Send:
    """A `send` that adds the headers common to all responses, and records the status for the log."""
    common = [(b"x-request-id", fields["request"].encode()), *SECURITY_HEADERS]
    if not has_origin:
        common.append(VARY_ORIGIN)

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            fields["status"] = message["status"]
            headers = message["headers"] = [*message["headers"], *common]
            if not any(name == DEFAULT_POLICY[0] for name, _ in headers):  # the demo page sets its own
                headers.append(DEFAULT_POLICY)
        await send(message)

    return send_with_headers


class KeyMiddleware:
    """Refuses requests to GUARDED_PATHS that carry no valid key."""

    def __init__(self, app: ASGIApp, keys: Iterable[str]) -> None:
        self._app = app
        self._digests = [key_digest(key) for key in keys]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        guarded = scope["type"] == "http" and scope["path"].startswith(GUARDED_PATHS)
        if not guarded or self._is_valid(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        detail = "Send a valid key: `Authorization: Bearer …`"
        headers = {"WWW-Authenticate": "Bearer", **closing(scope["headers"])}
        problem = HTTPProblem(401, "no-key", detail, headers)
        await problem.response(scope[LOG_FIELDS]["request"])(scope, receive, send)

    def _is_valid(self, headers: Headers) -> bool:
        """Whether there is a valid key. The comparison takes the same time for any key."""
        scheme, digest = sent_key(headers)
        matches = [compare_digest(digest, known) for known in self._digests]
        return scheme.lower() == "bearer" and any(matches)


def sent_key(headers: Headers) -> tuple[str, bytes]:
    """The scheme of a request's key, and the digest of the key; that of no text where none is sent."""
    scheme, _, key = headers.get("authorization", "").partition(" ")
    return scheme, key_digest(key.strip())


def key_digest(key: str) -> bytes:
    """What keys are compared by."""
    return sha256(key.encode("utf-8", "surrogateescape")).digest()
