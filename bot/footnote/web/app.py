"""The ASGI application, put together from settings, banks and a journal."""

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

from . import openapi, schemas
from .endpoints import Endpoints
from .logs import exception_fields, log
from .metrics import MEDIA_TYPE as METRICS_MEDIA_TYPE, Metrics
from .middleware import LOG_FIELDS, REQUEST_ID, KeyMiddleware, RequestMiddleware
from .openapi import Operation
from .responses import INTERNAL_ERROR, HTTPProblem, demo_page, static_file, translations
from .webhook import Webhook

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from .banks import Banks
    from .endpoints import Journal
    from .settings import ServiceSettings

RELOAD_INTERVAL = 1.0
"""Seconds between two checks whether a bank's files have changed."""


def build(
    settings: ServiceSettings, banks: Banks, journal: Journal, webhook: Webhook | None = None
) -> ASGIApp:
    """The application. It closes the journal when it ends. `webhook` replaces the configured one in tests."""
    metrics = Metrics(banks, journal)
    webhook = webhook or Webhook(settings.handoff_url, settings.handoff_secret, settings.handoff_file)
    endpoints = Endpoints(
        banks,
        journal,
        webhook,
        metrics,
        keeps_journal=bool(settings.journal_address),
        timeout=settings.timeout,
    )
    operations = [*_operations(endpoints), *_static_operations(settings)]
    routes = [*_routes(operations), _openapi_route(operations, keys=bool(settings.keys))]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(KeyMiddleware, keys=settings.keys)] if settings.keys else [],
        exception_handlers={HTTPProblem: _problem, HTTPException: _problem, Exception: _problem},
        lifespan=lambda _app: _lifespan(banks, [banks.close, lambda: journal.close(settings.drain)]),
    )
    app.router.redirect_slashes = False
    paths = [route.path for route in routes]
    return RequestMiddleware(app, _with_cors(app, settings), paths, settings.concurrency, metrics)


@asynccontextmanager
async def _lifespan(banks: Banks, on_exit: Sequence[Callable[[], object]]) -> AsyncIterator[None]:
    """Reload changed banks while the service runs, and run `on_exit` in order when it ends."""
    reloading = asyncio.create_task(_reload_changed(banks))
    yield
    reloading.cancel()
    with suppress(asyncio.CancelledError):
        await reloading
    for close in on_exit:
        await asyncio.to_thread(close)
    log("stopped")


async def _reload_changed(banks: Banks) -> None:
    while True:
        await asyncio.sleep(RELOAD_INTERVAL)
        try:
            await asyncio.to_thread(banks.reload_changed)
        except Exception as error:  # noqa: BLE001  (the banks in use go on, and the next round tries again)
            log("reloading the banks failed", level="error", **exception_fields(error))


def _operations(endpoints: Endpoints) -> list[Operation]:
    ask = Operation("POST", "/v1/ask", endpoints.ask, schemas.Reply, body=schemas.Ask, problems=(404,))
    handoff = Operation(
        "POST",
        "/v1/handoff",
        endpoints.handoff,
        schemas.HandoffResult,
        body=schemas.Handoff,
        problems=(409, 502),
    )
    return [
        ask,
        Operation("POST", "/v1/feedback", endpoints.feedback, schemas.FeedbackResult, body=schemas.Feedback),
        handoff,
        Operation("GET", "/v1/topics", endpoints.topics, schemas.Topics, takes_bank=True, problems=(404,)),
        Operation("GET", "/v1/bank", endpoints.bank, schemas.Bank, takes_bank=True, problems=(404,)),
        Operation("GET", "/healthz", endpoints.healthz, schemas.Health),
        Operation("GET", "/readyz", endpoints.readyz, schemas.Health),
        Operation("GET", "/metrics", endpoints.metrics, METRICS_MEDIA_TYPE.partition(";")[0]),
    ]


def _static_operations(settings: ServiceSettings) -> list[Operation]:
    """The widget and a page that shows it. With keys there is no page: it cannot keep one secret."""
    widget = static_file("widget.js", "text/javascript", "The widget.")
    look = static_file("widget.css", "text/css", "The widget's style.")
    operations = [
        Operation("GET", "/widget.js", widget, "text/javascript"),
        Operation("GET", "/widget.css", look, "text/css"),
    ]
    for name in translations():
        texts = static_file(name, "application/json", "The widget's texts in another language.")
        operations.append(Operation("GET", f"/{name}", texts, "application/json"))
    if not settings.keys:
        style = static_file("page.css", "text/css", "The page's style.")
        page = demo_page(next(iter(settings.banks)))
        operations += [
            Operation("GET", "/page.css", style, "text/css"),
            Operation("GET", "/", page, "text/html"),
        ]
    return operations


def _routes(operations: Sequence[Operation]) -> list[Route]:
    return [Route(each.path, each.endpoint, methods=[each.method]) for each in operations]


def _openapi_route(operations: Sequence[Operation], *, keys: bool) -> Route:
    body = msgspec.json.encode(openapi.document(operations, keys=keys))

    async def endpoint(_request: Request) -> Response:
        return Response(body, media_type="application/json")

    return Route("/openapi.json", endpoint)


def _with_cors(app: ASGIApp, settings: ServiceSettings) -> ASGIApp:
    """The application for requests from pages: those of the allowed origins may read its responses."""
    return CORSMiddleware(
        app,
        allow_origins=settings.origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type", "Authorization", REQUEST_ID],
        expose_headers=["Footnote-Receipt", REQUEST_ID],
        max_age=600,
    )


async def _problem(request: Request, error: Exception) -> Response:
    """An exception as a problem: ours, Starlette's, or any other (RequestMiddleware logs those)."""
    if isinstance(error, HTTPException):
        name, detail = _STARLETTE_PROBLEMS.get(error.status_code, _OTHER_PROBLEM)
        error = HTTPProblem(error.status_code, name, detail, error.headers)
    problem = error if isinstance(error, HTTPProblem) else INTERNAL_ERROR
    return problem.response(request.scope[LOG_FIELDS]["request"])


_STARLETTE_PROBLEMS = {
    404: ("no-such-address", "There is nothing at this path; /openapi.json lists every path"),
    405: ("wrong-method", "Use another method; /openapi.json lists them"),
}
_OTHER_PROBLEM = ("refused", "The request was refused; /openapi.json describes what to send")
