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
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from footnote import desks

from . import answering as answerings, conversation_schemas, handover as handovers, schemas
from .description import Operation, document, page
from .endpoints import Endpoints
from .limits.rates import Rate, RateMiddleware
from .limits.turns import Turns
from .logs import exception_fields, log
from .metrics import MEDIA_TYPE as METRICS_MEDIA_TYPE, Metrics
from .middleware import LOG_FIELDS, REQUEST_ID, KeyMiddleware, RequestMiddleware
from .responses import INTERNAL_ERROR, HTTPProblem, demo_page, own_page, static_file, translations
from .transcripts import TranscriptEndpoints, Transcripts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from starlette.requests import Request
    from starlette.types import ASGIApp, Lifespan

    from footnote.desks import Desk, Sender
    from footnote.desks.answering.working import Answerer

    from .answering import Answering, AnsweringEndpoints
    from .banks import Banks
    from .endpoints import Journal
    from .handover import ConversationEndpoints
    from .limits.stopping import Stop
    from .settings import ServiceSettings

RELOAD_INTERVAL = 1.0
"""Seconds between two checks whether a bank's files have changed."""


def build(
    settings: ServiceSettings,
    banks: Banks,
    journal: Journal,
    desk: Desk | None = None,
    stop: Stop | None = None,
) -> ASGIApp:
    """The application. It closes the journal when it ends. `desk` replaces the configured one in tests;
    `stop` announces the end to those who wait for messages.
    """
    desk = desk or (desks.make_desk(settings) if settings.desk != "none" else None)
    handover = handovers.Handover(settings, settings.conversations_address, desk) if desk else None
    if handover and stop:
        stop.tell(handover.changes.stop)
    answering = _answering(settings, banks, journal)
    sender, answerer = handover.sender if handover else None, answering.answerer if answering else None
    metrics = Metrics(banks, journal, sender, answerer)
    endpoints = Endpoints(
        banks,
        journal,
        handover,
        metrics,
        keeps_journal=bool(settings.journal_address),
        timeout=settings.timeout,
        mails=bool(settings.transcript_url),
        concurrency=settings.concurrency,
    )
    packets = Turns(settings.wait, settings.timeout)
    conversations = handovers.ConversationEndpoints(
        banks, handover, metrics, endpoints.bodies, endpoints.places, packets=packets
    )
    transcripts = Transcripts(settings) if settings.transcript_url else None
    mails = TranscriptEndpoints(transcripts, banks, handover, endpoints.bodies, endpoints.places)
    operations = [
        *_operations(endpoints, conversations),
        _transcript_operation(mails),
        *_static_operations(settings),
    ]
    if answering:
        operations += _answering_operations(answerings.AnsweringEndpoints(answering, endpoints.bodies))
    threads = [each for each in (sender, answerer) if each]
    routes = [*_routes(operations), *_description_routes(operations, settings)]
    app = _starlette(
        settings,
        routes,
        metrics,
        lambda _app: _lifespan(settings, banks, journal, threads, (banks.turns, packets)),
    )
    paths = [route.path for route in routes]
    return RequestMiddleware(app, _with_cors(app, settings), paths, metrics)


def _answering(settings: ServiceSettings, banks: Banks, journal: Journal) -> Answering | None:
    """What answers in a desk; None where the bot works in none: then nothing is imported for it."""
    if settings.answering_desk == "none":
        return None
    from footnote.desks.answering.making import make_answering_desk

    working = make_answering_desk(settings)
    return answerings.Answering(settings, working, banks, journal) if working else None


def _starlette(
    settings: ServiceSettings, routes: Sequence[Route], metrics: Metrics, lifespan: Lifespan[Starlette]
) -> Starlette:
    app = Starlette(
        routes=routes,
        middleware=_middleware(settings, metrics),
        exception_handlers={HTTPProblem: _problem, HTTPException: _problem, Exception: _problem},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    return app


def _middleware(settings: ServiceSettings, metrics: Metrics) -> list[Middleware]:
    """From the outside in: who asks, whether they ask too often, and whether they may."""
    middleware = []
    if settings.rate_address and settings.proxies:
        middleware.append(Middleware(ProxyHeadersMiddleware, trusted_hosts=[*settings.proxies]))
    if settings.rate_address or settings.rate_key:
        addresses = Rate.of(settings.rate_address, settings.rate_burst)
        keys = Rate.of(settings.rate_key, settings.rate_burst)
        middleware.append(Middleware(RateMiddleware, addresses, keys, settings.keys, metrics.count_refused))
    if settings.keys:
        middleware.append(Middleware(KeyMiddleware, keys=settings.keys))
    return middleware


@asynccontextmanager
async def _lifespan(
    settings: ServiceSettings,
    banks: Banks,
    journal: Journal,
    threads: Sequence[Sender | Answerer],
    queues: Sequence[Turns],
) -> AsyncIterator[None]:
    """Reload changed banks and work in the desks while the service runs; then end all of it in order."""
    for thread in threads:
        thread.start()
    reloading = asyncio.create_task(_reload_changed(banks))
    yield
    reloading.cancel()
    with suppress(asyncio.CancelledError):
        await reloading
    for thread in threads:
        await asyncio.to_thread(thread.stop, settings.drain)
    for queue in queues:
        await asyncio.to_thread(queue.close)
    await asyncio.to_thread(journal.close, settings.drain)
    log("stopped")


async def _reload_changed(banks: Banks) -> None:
    while True:
        await asyncio.sleep(RELOAD_INTERVAL)
        try:
            await asyncio.to_thread(banks.reload_changed)
        except Exception as error:  # noqa: BLE001  (the banks in use go on, and the next round tries again)
            log("reloading the banks failed", level="error", **exception_fields(error))


def _operations(endpoints: Endpoints, conversations: ConversationEndpoints) -> list[Operation]:
    ask = Operation("POST", "/v1/ask", endpoints.ask, schemas.Reply, body=schemas.Ask, problems=(404,))
    return [
        ask,
        Operation(
            "POST",
            "/v1/feedback",
            endpoints.feedback,
            schemas.FeedbackResult,
            body=schemas.Feedback,
            problems=(404,),
        ),
        *_conversation_operations(conversations),
        Operation("GET", "/v1/topics", endpoints.topics, schemas.Topics, takes_bank=True, problems=(404,)),
        Operation("GET", "/v1/bank", endpoints.bank, schemas.Bank, takes_bank=True, problems=(404,)),
        Operation("GET", "/healthz", endpoints.healthz, schemas.Health),
        Operation("GET", "/readyz", endpoints.readyz, schemas.Health),
        Operation("GET", "/metrics", endpoints.metrics, METRICS_MEDIA_TYPE.partition(";")[0]),
    ]


def _conversation_operations(endpoints: ConversationEndpoints) -> list[Operation]:
    read, refused = conversation_schemas.Conversation, (403, 404, 408, 413)
    handed, message = conversation_schemas.HandoffResult, conversation_schemas.NewMessageResult
    kept, one, hook = conversation_schemas.HookResult, "/v1/conversations/{id}", "/hooks/{desk}"
    handoff = Operation("POST", "/v1/handoff", endpoints.handoff, handed, body=conversation_schemas.Handoff)
    write = Operation(
        "POST", f"{one}/messages", endpoints.write, message, body=conversation_schemas.NewMessage
    )
    messages = Operation("GET", f"{one}/messages", endpoints.messages, read, numbers=("after", "wait"))
    return [
        handoff._replace(problems=(404, 409)),
        messages._replace(problems=(404, 422)),
        write._replace(problems=(404, 409)),
        Operation("POST", f"{one}/return", endpoints.hand_back, read, problems=(404,)),
        Operation("POST", hook, endpoints.hook, kept, problems=refused),
        Operation("POST", f"{hook}/{{secret}}", endpoints.hook, kept, problems=refused),
    ]


def _answering_operations(endpoints: AnsweringEndpoints) -> list[Operation]:
    hook, page, refused = "/answering/{desk}", "/drafts/{token}", (403, 404, 408, 413)
    kept = conversation_schemas.HookResult
    return [
        Operation("POST", hook, endpoints.hook, kept, problems=refused),
        Operation("POST", f"{hook}/{{secret}}", endpoints.hook, kept, problems=refused),
        Operation("GET", page, endpoints.draft, "text/html", problems=(404,)),
        Operation("POST", page, endpoints.decide, "text/html", problems=(404, 408, 413)),
    ]


def _transcript_operation(endpoints: TranscriptEndpoints) -> Operation:
    body, result = conversation_schemas.Transcript, conversation_schemas.TranscriptResult
    problems = (403, 404, 429)
    return Operation("POST", "/v1/transcript", endpoints.transcript, result, body=body, problems=problems)


def _static_operations(settings: ServiceSettings) -> list[Operation]:
    """The widget and a page that shows it. With keys there is no page: it cannot keep one secret."""
    widget = static_file("widget.js", "text/javascript", "The widget.")
    mail = static_file("mail.js", "text/javascript", "What the widget needs to have a conversation mailed.")
    look = static_file("widget.css", "text/css", "The widget's style.")
    operations = [
        Operation("GET", "/widget.js", widget, "text/javascript"),
        Operation("GET", "/mail.js", mail, "text/javascript"),
        Operation("GET", "/widget.css", look, "text/css"),
    ]
    for name in translations():
        texts = static_file(name, "application/json", "The widget's texts in another language.")
        operations.append(Operation("GET", f"/{name}", texts, "application/json"))
    style = static_file("page.css", "text/css", "The style of the service's own pages.")
    operations.append(Operation("GET", "/page.css", style, "text/css"))
    if not settings.keys:
        page = demo_page(next(iter(settings.banks)))
        operations.append(Operation("GET", "/", page, "text/html"))
    return operations


def _routes(operations: Sequence[Operation]) -> list[Route]:
    return [Route(each.path, each.endpoint, methods=[each.method]) for each in operations]


def _description_routes(operations: Sequence[Operation], settings: ServiceSettings) -> list[Route]:
    """What describes the service: `/openapi.json`, and the same as a page."""
    limited = bool(settings.rate_address or settings.rate_key)
    described = document(operations, keys=bool(settings.keys), limited=limited)
    body, html = msgspec.json.encode(described), page(described)

    async def openapi(_request: Request) -> Response:
        return Response(body, media_type="application/json")

    return [Route("/openapi.json", openapi), Route("/docs", own_page(html.encode(), "The API as a page."))]


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
