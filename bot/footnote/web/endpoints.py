"""What each address of the service does. Requests are read by `taking`, replies given by the banks in use."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
from starlette.responses import Response

from footnote.dialogue import BankStamp, State, fill, options
from footnote.dialogue.handoff import hand_over, packet
from footnote.errors import PacketError

from . import types as wire
from .metrics import MEDIA_TYPE as METRICS_TYPE, Losses
from .middleware import NOTED
from .problems import Refused
from .request_body import LARGEST_BODY, LARGEST_HANDOFF, take
from .responses import Json
from .webhook import NotDelivered

if TYPE_CHECKING:
    from starlette.requests import Request

    from footnote.dialogue import Reply

    from .banks import Banks, InUse
    from .metrics import Metrics
    from .webhook import Receiver
    from .worker import Aside

SHORT = 200
"""Characters of a question that is answered in the event loop: 1 to 3 ms. A longer one is answered beside it:
2,000 characters of questions took up to 0.5 s, and would keep everybody waiting."""

_ASK = msgspec.json.Decoder(wire.Ask)
_FEEDBACK = msgspec.json.Decoder(wire.Feedback)
_HANDOFF = msgspec.json.Decoder(wire.Handoff)
_LANG = {"english": "en"}
"""Languages as a browser calls them, for a screen reader's voice."""


class Journal(Losses, Protocol):
    """What the service asks of a journal; `footnote.journal` has two of them, one that remembers nothing."""

    def note(self, reply: Reply, *, follows: str | None = None, surface: str = "") -> str: ...
    def feedback(self, receipt: str, verdict: str) -> bool: ...
    def flush(self, timeout: float = ...) -> bool: ...
    def close(self, timeout: float = ...) -> bool: ...


class Endpoints:
    """The service: what its addresses need, and a method for each of them."""

    def __init__(  # noqa: PLR0913  (the parts of the service, each by name)
        self,
        banks: Banks,
        journal: Journal,
        receiver: Receiver,
        metrics: Metrics,
        aside: Aside,
        *,
        keeps_journal: bool = False,
        timeout: float = 10.0,
    ) -> None:
        self._banks = banks
        self._journal = journal
        self._receiver = receiver
        self._metrics = metrics
        self._aside = aside
        self._keeps_journal = keeps_journal
        self._timeout = timeout

    async def ask(self, request: Request) -> Response:
        """The reply to a question. The same bank, question and state give the same reply at any replica."""
        asked = await take(request, _ASK, LARGEST_BODY, self._timeout)
        bank = self._banks.pick(asked.bank)
        state = asked.state.opened() if asked.state else State()
        given = bank.at_hand(asked.question, state)
        if given is None and len(asked.question) <= SHORT:
            given = bank.reply(asked.question, state)
        elif given is None:
            given = await self._aside.run(bank.reply, asked.question, state)
        reply, content = given
        receipt = ""
        if self._keeps_journal:
            receipt = self._journal.note(reply, follows=asked.follows, surface="http")
        self._metrics.replied(reply)
        request.scope[NOTED].update(
            bank=reply.bank.id, kind=reply.kind, reason=reply.reason, entry=reply.entry
        )
        return Json({**content, "id": asked.id}, receipt=receipt)

    async def feedback(self, request: Request) -> Response:
        """Keep what a person thought of a reply. `kept` is said when it is on the disk.

        Of a reply that another replica gave this second it is said a little early: the verdict waits here
        for the reply's line, two seconds at most.
        """
        given = await take(request, _FEEDBACK, LARGEST_BODY, self._timeout)
        taken = self._keeps_journal and self._journal.feedback(given.receipt, given.verdict)
        kept = taken and await asyncio.to_thread(self._journal.flush, self._timeout)
        return Json({"kept": kept})

    async def handoff(self, request: Request) -> Response:
        """Give a talk to whoever takes it over. The state that comes back keeps the bot silent from then."""
        given = await take(request, _HANDOFF, LARGEST_HANDOFF, self._timeout)
        state = given.state.opened() if given.state else State()
        if state.handed:
            raise Refused(409, "handed", "A person has this talk already; it is given once")
        try:
            made = packet([msgspec.to_builtins(turn) for turn in given.turns], given.cause)
        except PacketError as error:
            raise Refused(
                422, "no-talk", f"{error}. Send the replies of one talk, in order and unchanged"
            ) from None
        delivered = await self._delivered(made)
        state = hand_over(state) if delivered else state
        content = {"packet": made.as_dict(), "text": made.text(), "state": state.as_dict()}
        return Json({"delivered": delivered, **content})

    async def _delivered(self, made: Any) -> bool:
        if not self._receiver.set:
            self._metrics.handed("nobody")
            return False
        try:
            await asyncio.to_thread(self._receiver.give, made)
        except NotDelivered:
            self._metrics.handed("failed")
            again = {"Retry-After": "10"}
            raise Refused(502, "no-desk", "The desk did not take the talk; send it again", again) from None
        self._metrics.handed("delivered")
        return True

    async def topics(self, request: Request) -> Response:
        """The questions that a bank answers."""
        bank = self._bank(request).bank
        topics = [option.as_dict() for option in options(bank.entries.values())]
        return Json({"bank": BankStamp(bank.id, bank.version)._asdict(), "topics": topics})

    async def bank(self, request: Request) -> Response:
        """What a surface says as a talk begins: who answers, from what, and that it is no medical advice."""
        name = request.query_params.get("bank") or self._banks.names[0]
        bank, source = self._bank(request).bank, self._bank(request).bank.source
        about = wire.Bank(
            name=name,
            id=bank.id,
            version=bank.version,
            title=bank.title,
            language=bank.language.id,
            lang=_LANG.get(bank.language.id, ""),
            greeting=fill(bank, bank.language.texts["greeting"]),
            notice=bank.notice,
            contact=bank.contact,
            source=wire.Source(source.title, source.publisher, source.url, source.updated),
            topics=len(bank.entries),
            banks=list(self._banks.names),
            handoff=self._receiver.set,
            feedback=self._keeps_journal,
        )
        return Json(about)

    def _bank(self, request: Request) -> InUse:
        return self._banks.pick(request.query_params.get("bank"))

    async def healthz(self, _request: Request) -> Response:
        """Whether the process lives."""
        return Json({"status": "ok"})

    async def readyz(self, _request: Request) -> Response:
        """Whether every bank can be asked."""
        banks = self._banks.usable()
        ready = all(banks.values())
        body = {"status": "ok" if ready else "not ready", "banks": banks}
        return Json(body, 200 if ready else 503)

    async def metrics(self, _request: Request) -> Response:
        """The counters, as Prometheus reads them."""
        return Response(self._metrics.text(), media_type=METRICS_TYPE)
