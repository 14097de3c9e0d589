"""What every request passes on its way in and out: its id, its place, its key, its headers, its log line."""

from __future__ import annotations

import re
from hashlib import sha256
from hmac import compare_digest
from itertools import count
from secrets import token_hex
from time import perf_counter
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from .logs import crash, note
from .problems import BROKEN, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping
    from typing import Any

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from .metrics import Metrics

NOTED = "footnote"
"""The key of a request's scope under which its log line is gathered."""

REQUEST_ID = "X-Request-ID"
SAFE = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
]
SAFE_AND_VARIES = [*SAFE, (b"vary", b"Origin")]
"""To a page, Starlette's CORS says on what a response depends."""
NOTHING_RUNS = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
ALWAYS_OPEN = frozenset({"/healthz", "/readyz", "/metrics"})
"""A probe is answered however much is in work."""

_PROCESS = token_hex(4)
_NUMBER = count(1)
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Door:
    """The outermost layer: whatever happens inside, one response, one log line and one count come out."""

    def __init__(
        self, app: ASGIApp, pages: ASGIApp, routes: Iterable[str], concurrency: int, metrics: Metrics
    ) -> None:
        """`pages` is the application for calls from pages of some origin, `app` for all others."""
        self._app = app
        self._pages = pages
        self._routes = frozenset(routes)
        self._concurrency = concurrency
        self._metrics = metrics
        self._in_work = 0
        metrics.in_work.set_function(lambda: self._in_work)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()
        path = scope["path"]
        id, origin = _named(scope["headers"])
        noted = scope[NOTED] = {"request": id, "method": scope["method"], "status": 0}
        noted["route"] = path if path in self._routes else "other"  # a wrong path may hold words
        self._in_work += 1
        try:
            await self._let_in(
                self._pages if origin else self._app, scope, receive, _outward(send, noted, origin=origin)
            )
        finally:
            self._in_work -= 1
            seconds = perf_counter() - began
            noted["ms"] = round(seconds * 1000, 2)
            self._metrics.served(noted["route"], noted["status"], seconds)
            note("request", **noted)

    async def _let_in(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        noted = scope[NOTED]
        try:
            self._room(scope["path"])
            await app(scope, receive, send)
        except Refused as refused:
            await refused.response(noted["request"])(scope, receive, send)
        except Exception as error:  # noqa: BLE001  (whatever it is, the caller gets a problem and the log a place)
            note("crash", level="error", request=noted["request"], **crash(error))
            if not noted["status"]:
                await BROKEN.response(noted["request"])(scope, receive, send)

    def _room(self, path: str) -> None:
        if self._in_work > self._concurrency and path not in ALWAYS_OPEN:
            later = {"Retry-After": "1"}
            raise Refused(503, "busy", "Too many questions at once; send it again in a second", later)


def _named(headers: Iterable[tuple[bytes, bytes]]) -> tuple[str, bool]:
    """The id that came with a request, where it is a plain one, else a new one; and whether a page calls."""
    id, origin = "", False
    for name, value in headers:
        if name == b"x-request-id" and _ID.fullmatch(given := value.decode("latin-1")):
            id = given
        elif name == b"origin":
            origin = True
    return id or f"{_PROCESS}-{next(_NUMBER):x}", origin


def _outward(send: Send, noted: MutableMapping[str, Any], *, origin: bool) -> Send:
    """Puts on each response the headers that all of them carry, and notes its status."""
    always = SAFE if origin else SAFE_AND_VARIES
    request = (b"x-request-id", noted["request"].encode())

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            noted["status"] = message["status"]
            headers = message["headers"] = [*message["headers"], request, *always]
            for name, _ in headers:
                if name == NOTHING_RUNS[0]:
                    break  # a page has a policy of its own
            else:
                headers.append(NOTHING_RUNS)
        await send(message)

    return sending


class Keys:
    """`/v1/…` and `/metrics` are for those who bring one."""

    def __init__(self, app: ASGIApp, keys: Iterable[str]) -> None:
        self._app = app
        self._digests = [sha256(key.encode()).digest() for key in keys]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        guarded = scope["type"] == "http" and scope["path"].startswith(("/v1/", "/metrics"))
        if guarded and not self._known(Headers(scope=scope)):
            offer = {"WWW-Authenticate": "Bearer"}
            refused = Refused(
                401, "no-key", "Send a key that is known here: `Authorization: Bearer …`", offer
            )
            await refused.response(scope[NOTED]["request"])(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _known(self, headers: Headers) -> bool:
        """Whether a key came along. Comparing takes the same time for any."""
        scheme, _, key = headers.get("authorization", "").partition(" ")
        digest = sha256(key.strip().encode("utf-8", "surrogateescape")).digest()
        found = [compare_digest(digest, known) for known in self._digests]
        return scheme.lower() == "bearer" and any(found)
