"""The service put together: an ASGI application that any server can run; `serve` runs it on uvicorn."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.routing import Route

from . import openapi, static as page, types as wire
from .endpoints import Endpoints
from .logs import crash, note
from .metrics import MEDIA_TYPE as METRICS_TYPE, Metrics
from .middleware import NOTED, REQUEST_ID, Door, Keys
from .openapi import Operation
from .problems import BROKEN, Refused
from .webhook import Receiver
from .worker import Aside

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from .banks import Banks
    from .endpoints import Journal
    from .settings import Settings

LOOKS = 1.0
"""Seconds between two looks at the banks' files."""


def build(settings: Settings, banks: Banks, journal: Journal) -> ASGIApp:
    """The application of these settings. The journal is closed as it ends."""
    metrics = Metrics(banks, journal)
    receiver = Receiver(settings.handoff_url, settings.handoff_secret, settings.handoff_file)
    aside = Aside(settings.timeout)
    kept = bool(settings.journal_address)
    endpoints = Endpoints(
        banks, journal, receiver, metrics, aside, keeps_journal=kept, timeout=settings.timeout
    )

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(_watch(banks))
        yield
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        await asyncio.to_thread(aside.close)
        await asyncio.to_thread(journal.close, settings.drain)
        note("stopped")

    operations = [*_operations(endpoints), *_pages(settings)]
    routes = [*_routes(operations), _described(operations, keys=bool(settings.keys))]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Keys, keys=settings.keys)] if settings.keys else [],
        exception_handlers={Refused: _refused, HTTPException: _refused, Exception: _refused},
        lifespan=life,
    )
    app.router.redirect_slashes = False
    paths = [route.path for route in routes]
    return Door(app, _cors(app, settings), paths, settings.concurrency, metrics)


async def _watch(banks: Banks) -> None:
    """Look at the banks' files now and then, as long as the service runs."""
    while True:
        await asyncio.sleep(LOOKS)
        try:
            await asyncio.to_thread(banks.refresh)
        except Exception as error:  # noqa: BLE001  (it is tried again, and the banks in use go on)
            note("looking at the banks failed", level="error", **crash(error))


def _operations(does: Endpoints) -> list[Operation]:
    return [
        Operation("POST", "/v1/ask", does.ask, wire.Reply, takes=wire.Ask, refuses=(404,)),
        Operation("POST", "/v1/feedback", does.feedback, wire.Kept, takes=wire.Feedback),
        Operation("POST", "/v1/handoff", does.handoff, wire.Handed, takes=wire.Handoff, refuses=(409, 502)),
        Operation("GET", "/v1/topics", does.topics, wire.Topics, named=True, refuses=(404,)),
        Operation("GET", "/v1/bank", does.bank, wire.Bank, named=True, refuses=(404,)),
        Operation("GET", "/healthz", does.healthz, wire.Health),
        Operation("GET", "/readyz", does.readyz, wire.Health),
        Operation("GET", "/metrics", does.metrics, METRICS_TYPE.partition(";")[0]),
    ]


def _pages(settings: Settings) -> list[Operation]:
    """The widget, and the page that shows it: not where keys are set, as a page can keep none to itself."""
    widget = page.file("widget.js", "text/javascript", "The widget.")
    style = page.file("page.css", "text/css", "The page's style.")
    files = [Operation("GET", "/widget.js", widget, "text/javascript")]
    for name in page.texts():
        given = page.file(name, "application/json", "The widget's texts in another language.")
        files.append(Operation("GET", f"/{name}", given, "application/json"))
    if not settings.keys:
        shown = page.page(next(iter(settings.banks)))
        files += [Operation("GET", "/page.css", style, "text/css"), Operation("GET", "/", shown, "text/html")]
    return files


def _routes(operations: Sequence[Operation]) -> list[Route]:
    return [Route(each.path, each.does, methods=[each.method]) for each in operations]


def _described(operations: Sequence[Operation], *, keys: bool) -> Route:
    body = msgspec.json.encode(openapi.document(operations, keys=keys))

    async def described(_request: Request) -> Response:
        return Response(body, media_type="application/json")

    return Route("/openapi.json", described)


def _cors(app: ASGIApp, settings: Settings) -> ASGIApp:
    """The application as pages see it: those of the allowed origins may read what it says."""
    return CORSMiddleware(
        app,
        allow_origins=settings.origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type", "Authorization", REQUEST_ID],
        expose_headers=["Footnote-Receipt", REQUEST_ID],
        max_age=600,
    )


async def _refused(request: Request, error: Exception) -> Response:
    """A problem as a response: ours, the framework's, and what nobody thought of (the door logs it)."""
    if isinstance(error, HTTPException):
        error = Refused(error.status_code, *_FRAMEWORK.get(error.status_code, _OTHER), error.headers)
    refused = error if isinstance(error, Refused) else BROKEN
    return refused.response(request.scope[NOTED]["request"])


_FRAMEWORK = {
    404: ("no-such-address", "There is nothing here; /openapi.json lists every address"),
    405: ("wrong-method", "Send it with another method; /openapi.json lists them"),
}
_OTHER = ("refused", "/openapi.json says what to send")
