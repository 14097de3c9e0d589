"""The endpoints of the service: what each path does with a request."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

import msgspec
from starlette.responses import Response

from footnote.dialogue import BankStamp, fill, options, sections, starters
from footnote.errors import JournalError

from . import schemas
from .limits.turns import Places
from .metrics import MEDIA_TYPE as METRICS_MEDIA_TYPE, JournalCounters
from .middleware import LOG_FIELDS
from .request_body import MAX_BODY_SIZE, Bodies, check_length, state_of
from .responses import HTTPProblem, JsonResponse

if TYPE_CHECKING:
    from concurrent.futures import Future

    from starlette.requests import Request

    from footnote.dialogue import Reply

    from .banks import ActiveBank, Banks
    from .handover import Handover
    from .metrics import Metrics

_ASK = msgspec.json.Decoder(schemas.Ask)
_FEEDBACK = msgspec.json.Decoder(schemas.Feedback)


class Journal(JournalCounters, Protocol):
    """The interface of a journal that the service uses; see `footnote.journal`."""

    def note(self, reply: Reply, *, follows: str | None = None, surface: str = "") -> str: ...
    def feedback(self, receipt: str, feedback: str) -> bool: ...
    def confirmed_feedback(self, receipt: str, feedback: str) -> Future[bool]: ...
    def close(self, timeout: float = ...) -> bool: ...


class Endpoints:
    """A method for each path. The first line of its docstring is the summary in `/openapi.json`."""

    def __init__(  # noqa: PLR0913  (the parts of the service, each by name)
        self,
        banks: Banks,
        journal: Journal,
        handover: Handover | None,
        metrics: Metrics,
        *,
        keeps_journal: bool = False,
        mails: bool = False,
        timeout: float = 10.0,
        concurrency: int = 1000,
    ) -> None:
        self._banks = banks
        self._journal = journal
        self._handover = handover
        self._metrics = metrics
        self._keeps_journal = keeps_journal
        self._mails = mails
        self._timeout = timeout
        self.bodies = self._bodies = Bodies(timeout)
        self.places = self._places = Places(concurrency)
        #: Feedback waits for the disk, and takes no place from those who ask or hand over meanwhile.
        self._feedback_places = Places(concurrency)

    async def ask(self, request: Request) -> Response:
        """Answer a question. The same bank, question and state give the same reply at every replica."""
        body = await self._bodies.read(request, _ASK, MAX_BODY_SIZE)
        check_length(body.question)
        bank = self._banks.get(body.bank)
        state = state_of(body.state)
        with self._places.taken():
            reply, content = await bank.reply(body.question, state)
        receipt = ""
        if self._keeps_journal:
            receipt = self._journal.note(reply, follows=body.follows, surface="http")
        self._metrics.count_reply(reply)
        request.scope[LOG_FIELDS].update(
            bank=reply.bank.id, kind=reply.kind, reason=reply.reason, entry=reply.entry
        )
        return JsonResponse({**content, "id": body.id}, receipt=receipt)

    async def feedback(self, request: Request) -> Response:
        """Record what a person thought of a reply. `kept` is true once the feedback is on the disk.

        A receipt that no reply has is waited for, for two seconds: another replica may be about to write it.
        """
        body = await self._bodies.read(request, _FEEDBACK, MAX_BODY_SIZE)
        if not self._keeps_journal:
            return JsonResponse({"kept": False})
        with self._feedback_places.taken():
            outcome = asyncio.wrap_future(self._journal.confirmed_feedback(body.receipt, body.verdict))
            try:
                known = await asyncio.wait_for(asyncio.shield(outcome), self._timeout)
            except (TimeoutError, JournalError):
                return JsonResponse({"kept": False})
        if not known:
            detail = "There is no reply with this receipt; send the header Footnote-Receipt of a reply"
            raise HTTPProblem(404, "unknown-receipt", detail)
        return JsonResponse({"kept": True})

    async def topics(self, request: Request) -> Response:
        """The questions that a bank answers, by the sections of its source."""
        bank = self._bank(request).bank
        topics = [
            {**option.as_dict(), "section": section}
            for section, entries in sections(bank, bank.entries.values())
            for option in options(entries)
        ]
        return JsonResponse({"bank": BankStamp(bank.id, bank.version)._asdict(), "topics": topics})

    async def bank(self, request: Request) -> Response:
        """What to show before the first question: a greeting, the notice, and the sources of the answers."""
        name = request.query_params.get("bank") or self._banks.names[0]
        bank = self._bank(request).bank
        sources = [
            schemas.Source(each.title, each.publisher, each.url, each.updated, each.id, each.kind)
            for each in bank.sources.values()
        ]
        content = schemas.Bank(
            name=name,
            id=bank.id,
            version=bank.version,
            title=bank.title,
            language=bank.language.id,
            lang=bank.language.tag,
            greeting=fill(bank, bank.language.texts["greeting"]),
            notice=bank.notice,
            contact=bank.contact,
            source=sources[0],
            sources=sources,
            topics=len(bank.entries),
            banks=list(self._banks.names),
            handoff=self._handover is not None,
            feedback=self._keeps_journal,
            mails=self._mails,
            starters=[
                schemas.Option(each.entry, each.question, [*each.passages])
                for each in options(starters(bank))
            ],
            asks=self._handover.asks if self._handover else "nothing",
            hours=self._handover.hours.text if self._handover else "",
        )
        return JsonResponse(content)

    def _bank(self, request: Request) -> ActiveBank:
        return self._banks.get(request.query_params.get("bank"))

    async def healthz(self, _request: Request) -> Response:
        """Whether the process is alive."""
        return JsonResponse({"status": "ok"})

    async def readyz(self, _request: Request) -> Response:
        """Whether every bank can answer."""
        banks = self._banks.usable()
        ready = all(banks.values())
        body = {"status": "ok" if ready else "not ready", "banks": banks}
        return JsonResponse(body, 200 if ready else 503)

    async def metrics(self, _request: Request) -> Response:
        """The metrics, in the Prometheus text format: some are counted in a database, which may be slow."""
        return Response(await asyncio.to_thread(self._metrics.render), media_type=METRICS_MEDIA_TYPE)
