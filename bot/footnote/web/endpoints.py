"""The endpoints of the service: what each path does with a request."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

import msgspec
from starlette.responses import Response

from footnote.dialogue import BankStamp, State, fill, options, sections, starters
from footnote.dialogue.handoff import hand_over, packet
from footnote.errors import PacketError, StateError

from . import schemas
from .metrics import MEDIA_TYPE as METRICS_MEDIA_TYPE, JournalCounters
from .middleware import LOG_FIELDS
from .request_body import MAX_BODY_SIZE, MAX_HANDOFF_SIZE, read_body
from .responses import HTTPProblem, JsonResponse
from .webhook import DeliveryError

if TYPE_CHECKING:
    from starlette.requests import Request

    from footnote.dialogue import Reply
    from footnote.dialogue.handoff import Packet
    from footnote.text import Language

    from .banks import ActiveBank, Banks
    from .metrics import Metrics
    from .webhook import Webhook

_ASK = msgspec.json.Decoder(schemas.Ask)
_FEEDBACK = msgspec.json.Decoder(schemas.Feedback)
_HANDOFF = msgspec.json.Decoder(schemas.Handoff)


class Journal(JournalCounters, Protocol):
    """The interface of a journal that the service uses; see `footnote.journal`."""

    def note(self, reply: Reply, *, follows: str | None = None, surface: str = "") -> str: ...
    def feedback(self, receipt: str, feedback: str) -> bool: ...
    def flush(self, timeout: float = ...) -> bool: ...
    def close(self, timeout: float = ...) -> bool: ...


class Endpoints:
    """A method for each path. The first line of its docstring is the summary in `/openapi.json`."""

    def __init__(  # noqa: PLR0913  (the parts of the service, each by name)
        self,
        banks: Banks,
        journal: Journal,
        webhook: Webhook,
        metrics: Metrics,
        *,
        keeps_journal: bool = False,
        timeout: float = 10.0,
    ) -> None:
        self._banks = banks
        self._journal = journal
        self._webhook = webhook
        self._metrics = metrics
        self._keeps_journal = keeps_journal
        self._timeout = timeout

    async def ask(self, request: Request) -> Response:
        """Answer a question. The same bank, question and state give the same reply at every replica."""
        body = await read_body(request, _ASK, MAX_BODY_SIZE, self._timeout)
        bank = self._banks.get(body.bank)
        state = _state(body.state)
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

        Feedback on a reply that another replica gave this second may be reported as kept a little early:
        it waits in memory for the reply's line, for two seconds at most.
        """
        body = await read_body(request, _FEEDBACK, MAX_BODY_SIZE, self._timeout)
        accepted = self._keeps_journal and self._journal.feedback(body.receipt, body.verdict)
        kept = accepted and await asyncio.to_thread(self._journal.flush, self._timeout)
        return JsonResponse({"kept": kept})

    async def handoff(self, request: Request) -> Response:
        """Hand a conversation over to a person. With the state that is returned the bot stays silent."""
        body = await read_body(request, _HANDOFF, MAX_HANDOFF_SIZE, self._timeout)
        state = _state(body.state)
        if state.handed:
            detail = "A person already has this conversation; hand it over only once"
            raise HTTPProblem(409, "handed", detail)
        try:
            made = packet([msgspec.to_builtins(turn) for turn in body.turns], body.cause)
        except PacketError as error:
            detail = f"{error}. Send the replies of one conversation, in order and unchanged"
            raise HTTPProblem(422, "no-conversation", detail) from None
        text = made.text(self._language_of(made))
        delivered = await self._deliver(made, text)
        state = hand_over(state) if delivered else state
        content = {"packet": made.as_dict(), "text": text, "state": state.as_dict()}
        return JsonResponse({"delivered": delivered, **content})

    def _language_of(self, made: Packet) -> Language:
        """The language of the bank that a packet is from; of the default one where it is not in use."""
        banks = {bank.id: bank for bank in self._banks.loaded()}
        return (banks.get(made.bank.id) or self._banks.get(None).bank).language

    async def _deliver(self, made: Packet, text: str) -> bool:
        """Whether there is a desk, which then has the packet. Raises HTTPProblem (502) where it fails."""
        if not self._webhook.configured:
            self._metrics.count_handoff("nobody")
            return False
        try:
            await asyncio.to_thread(self._webhook.deliver, made, text)
        except DeliveryError:
            self._metrics.count_handoff("failed")
            detail = "The help desk did not accept the conversation; send it again"
            raise HTTPProblem(502, "no-desk", detail, {"Retry-After": "10"}) from None
        self._metrics.count_handoff("delivered")
        return True

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
            handoff=self._webhook.configured,
            feedback=self._keeps_journal,
            starters=[
                schemas.Option(each.entry, each.question, [*each.passages])
                for each in options(starters(bank))
            ],
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
        """The metrics, in the Prometheus text format."""
        return Response(self._metrics.render(), media_type=METRICS_MEDIA_TYPE)


def _state(body: schemas.State | None) -> State:
    """The state of a request, a new one for null. Raises HTTPProblem (422) for one that no reply had."""
    if body is None:
        return State()
    try:
        return State.from_dict(msgspec.to_builtins(body))
    except StateError as error:
        detail = f"{error}. Send the `state` of the last reply unchanged, or null to start a new conversation"
        raise HTTPProblem(422, "wrong-state", detail) from None
