"""The endpoint that mails a conversation to the person who had it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec

from footnote.desks import DeskError, MailServer
from footnote.desks.transcripts.mails import TooManyMails, of_code, of_conversation
from footnote.dialogue import State
from footnote.web import conversation_schemas as schemas
from footnote.web.logs import log
from footnote.web.request_body import MAX_HANDOFF_SIZE, check_length
from footnote.web.responses import HTTPProblem, JsonResponse

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import ParamSpec, TypeVar

    from starlette.requests import Request
    from starlette.responses import Response

    from footnote.desks import Message
    from footnote.desks.transcripts.codes import Codes
    from footnote.dialogue import Reply
    from footnote.web.banks import ActiveBank, Banks
    from footnote.web.handover import Handover
    from footnote.web.limits.turns import Places
    from footnote.web.request_body import Bodies
    from footnote.web.settings import ServiceSettings

    P = ParamSpec("P")
    T = TypeVar("T")

_TRANSCRIPT = msgspec.json.Decoder(schemas.Transcript)
_LATER = {"Retry-After": "600"}


def _codes() -> type[Codes]:
    """The class; it needs SQLAlchemy, so that it is imported only where mails are sent."""
    from footnote.desks.transcripts.codes import Codes

    return Codes


class Transcripts:
    """The mail server, the codes that it sends, and the address that the mails come from."""

    def __init__(self, settings: ServiceSettings) -> None:
        user, password = settings.transcript_user, settings.transcript_token
        self.server = MailServer(settings.transcript_url, user, password)
        self.codes = _codes()(settings.conversations_address, settings.transcript_per_hour)
        self.sender = settings.transcript_sender


class TranscriptEndpoints:
    """One method. Without `transcripts`, nothing is mailed."""

    def __init__(
        self,
        transcripts: Transcripts | None,
        banks: Banks,
        handover: Handover | None,
        bodies: Bodies,
        places: Places,
    ) -> None:
        self._transcripts = transcripts
        self._banks = banks
        self._handover = handover
        self._bodies = bodies
        self._places = places

    async def transcript(self, request: Request) -> Response:
        """Mail a conversation to the person who had it: without a `code` only the code, and then the rest.

        The replies are not taken from the request: the questions are asked again.
        """
        body = await self._bodies.read(request, _TRANSCRIPT, MAX_HANDOFF_SIZE)
        bank = self._banks.get(body.bank)
        if self._transcripts is None:
            raise HTTPProblem(404, "no-mail", "This service mails no conversations; save it as a file")
        code = body.code.strip()
        with self._places.taken():
            if code:
                await self._send_conversation(self._transcripts, bank, body, code)
            else:
                await self._send_code(self._transcripts, bank, body.email)
        return JsonResponse({"sent": "conversation" if code else "code"})

    async def _send_code(self, transcripts: Transcripts, bank: ActiveBank, email: str) -> None:
        try:
            code = await self._run(transcripts.codes.make, email)
        except TooManyMails as error:
            raise HTTPProblem(429, "too-many-mails", f"{error}".capitalize(), _LATER) from None
        await self._run(transcripts.server.send, of_code(transcripts.sender, email, bank.bank, code))

    async def _send_conversation(
        self, transcripts: Transcripts, bank: ActiveBank, body: schemas.Transcript, code: str
    ) -> None:
        if not await self._run(transcripts.codes.check, body.email, code):
            raise HTTPProblem(403, "wrong-code", "This is not the code that was mailed, or it is too old")
        replies = await _replies(bank, body.questions)
        messages = await self._messages(body.conversation)
        mail = of_conversation(transcripts.sender, body.email, bank.bank, replies, messages)
        await self._run(transcripts.server.send, mail)

    async def _messages(self, conversation: str | None) -> list[Message]:
        """What was written in a conversation that was handed over."""
        if not (conversation and self._handover):
            return []
        return await self._run(self._handover.store.messages, conversation)

    async def _run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a function returns. Raises HTTPProblem (503) where the mail server or the database fails."""
        try:
            return await asyncio.to_thread(function, *args, **kwargs)
        except (DeskError, *_codes().UNREACHABLE) as error:
            log("a mail was not sent", level="error", error=type(error).__name__)
            detail = "The mail cannot be sent right now; try again later"
            raise HTTPProblem(503, "no-mail-server", detail, {"Retry-After": "60"}) from error


async def _replies(bank: ActiveBank, questions: list[str]) -> list[Reply]:
    """The replies to the questions of a conversation, asked again."""
    replies: list[Reply] = []
    state = State()
    for question in questions:
        check_length(question)
        reply, _ = await bank.reply(question, state)
        replies.append(reply)
        state = reply.state
    return replies
