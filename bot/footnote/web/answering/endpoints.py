"""The endpoints of the desk that the bot works in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from footnote.web.middleware import LOG_FIELDS
from footnote.web.request_body import MAX_HANDOFF_SIZE
from footnote.web.responses import HTTPProblem, JsonResponse

from . import pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import ParamSpec, TypeVar

    from starlette.requests import Request
    from starlette.responses import Response

    from footnote.desks.answering.store import Draft
    from footnote.web.request_body import Bodies

    from .service import Answering

    P = ParamSpec("P")
    T = TypeVar("T")


class AnsweringEndpoints:
    """A method for each path."""

    def __init__(self, answering: Answering, bodies: Bodies) -> None:
        self._answering = answering
        self._bodies = bodies

    async def hook(self, request: Request) -> Response:
        """Take what the desk sends. It is stored when the desk gets its response, and answered afterwards."""
        request.scope[LOG_FIELDS]["route"] = "/answering/{desk}"  # the path may have the secret
        desk = self._answering.desk
        if request.path_params["desk"] != desk.name:
            raise HTTPProblem(404, "no-such-desk", "This is not the desk that the service is set to")
        happenings = await self._bodies.read_hook(request, desk.read)
        kept = [await self._run(self._answering.store.receive, each) for each in happenings]
        if any(kept):
            self._answering.answerer.wake()
        return JsonResponse({"kept": sum(kept)})

    async def draft(self, request: Request) -> Response:
        """Show a draft to a worker, with the buttons to send and to reject it."""
        return pages.of_draft(await self._draft(request))

    async def decide(self, request: Request) -> Response:
        """Send a draft, changed or not, or reject it, as the pressed button says."""
        draft = await self._draft(request)
        body = await self._bodies.read_raw(request, MAX_HANDOFF_SIZE)
        form = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
        text = form.get("text", [""])[0]
        answerer = self._answering.answerer
        if draft and "reject" in form:
            await self._run(answerer.reject, draft)
        elif draft and text.strip():
            await self._run(answerer.send, draft, text)
        return pages.of_draft(await self._draft(request))

    async def _draft(self, request: Request) -> Draft | None:
        request.scope[LOG_FIELDS]["route"] = "/drafts/{token}"  # the token is the key to the draft
        return await self._run(self._answering.store.draft, request.path_params["token"])

    async def _run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of a function of the store. Raises HTTPProblem where the database fails: with the status
        500, at which Chatwoot sends its event again; at 503 it would not.
        """
        try:
            return await asyncio.to_thread(function, *args, **kwargs)
        except self._answering.store.UNREACHABLE as error:
            raise HTTPProblem(500, "no-database", "This cannot be stored right now; send it again") from error
