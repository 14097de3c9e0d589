"""The endpoints of conversations that are handed over to a person."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from footnote.desks import Person, UnknownTicket
from footnote.dialogue import State, fill
from footnote.dialogue.handoff import hand_over, packet
from footnote.errors import PacketError
from footnote.web import conversation_schemas as schemas
from footnote.web.middleware import LOG_FIELDS
from footnote.web.request_body import MAX_BODY_SIZE, MAX_HANDOFF_SIZE, check_length, state_of
from footnote.web.responses import HTTPProblem, JsonResponse

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from footnote.desks import Conversation, Incoming, Message
    from footnote.dialogue.handoff import Packet
    from footnote.web.banks import ActiveBank, Banks
    from footnote.web.limits.turns import Places, Turns
    from footnote.web.metrics import Metrics
    from footnote.web.request_body import Bodies

    from .service import Handover

TICKET_WAIT = 4.0
"""Seconds that a handoff waits for the desk's ticket number; a slower desk gets the conversation later."""

MAX_WAIT = 30.0
"""Seconds that a request may wait for messages: proxies end requests after a minute."""

MAX_WAITING = 2_000
"""Requests that wait for messages at once; further ones are answered at once."""

_GONE = "There is no conversation with this id; it may be deleted. Hand over the conversation again"

_HANDOFF = msgspec.json.Decoder(schemas.Handoff)
_MESSAGE = msgspec.json.Decoder(schemas.NewMessage)


class _Made(NamedTuple):
    """What is handed over: a packet, as JSON has it, and as plain text."""

    packet: Packet
    content: dict[str, Any]
    text: str


class ConversationEndpoints:
    """A method for each path. Without a handover, conversations are not offered to anybody.

    Packets are made in the thread of `packets`: a long conversation takes some 10 ms, and an odd one more. It
    is not that of dear questions, so that who needs a person does not wait behind them.
    """

    def __init__(  # noqa: PLR0913  (the parts of the service)
        self,
        banks: Banks,
        handover: Handover | None,
        metrics: Metrics,
        bodies: Bodies,
        places: Places,
        *,
        packets: Turns,
    ) -> None:
        self._banks = banks
        self._handover = handover
        self._metrics = metrics
        self._bodies = bodies
        self._places = places
        self._packets = packets

    async def handoff(self, request: Request) -> Response:
        """Hand a conversation over to a person. With the state that is returned the bot stays silent."""
        body = await self._bodies.read(request, _HANDOFF, MAX_HANDOFF_SIZE)
        state = state_of(body.state)
        if state.handed:
            detail = "This conversation is handed over already; send what is written now as a message to it"
            raise HTTPProblem(409, "handed", detail)
        with self._places.taken():
            made = await self._packets.run_dear(self._make, body)
            if self._handover is None:
                self._metrics.count_handoff("nobody")
                return self._nobody(made, state)
            conversation = await self._start(self._handover, body, made)
        self._metrics.count_handoff("accepted")
        return JsonResponse(self._handed_over(self._handover, conversation, made, state))

    async def messages(self, request: Request) -> Response:
        """The messages of a conversation after the number `after`, and its status.

        With `wait`, in seconds, the response comes when there is something new, or after that time.
        """
        handover, id = self._handover_of(request), request.path_params["id"]
        after, wait = _number(request, "after"), min(_number(request, "wait"), MAX_WAIT)
        found = await handover.run(handover.store.get_with_messages, id, after)
        if wait and found and not found[1] and handover.changes.number < MAX_WAITING:
            found = await self._wait(handover, id, after, wait)
        if found is None:
            raise HTTPProblem(404, "no-conversation", _GONE)
        return JsonResponse(self._content(handover, *found, after))

    async def write(self, request: Request) -> Response:
        """Add a message to a conversation that is handed over. A message of an emergency is answered too."""
        handover, conversation = await self._conversation(request)
        body = await self._bodies.read(request, _MESSAGE, MAX_BODY_SIZE)
        check_length(body.text)
        if conversation.status == "returned":
            detail = "The bot has this conversation again; ask it at /v1/ask"
            raise HTTPProblem(409, "returned", detail)
        number = await handover.run(handover.store.write, conversation.id, body.text, body.key)
        handover.sender.wake()
        handover.changes.notify(conversation.id)
        bank = self._bank_of(conversation.bank)
        with self._places.taken():
            reply, content = await bank.reply(body.text, State(handed=True))
        return JsonResponse({"number": number, "reply": content | {"id": None} if reply.text else None})

    async def hand_back(self, request: Request) -> Response:
        """Give a conversation back to the bot."""
        handover, conversation = await self._conversation(request)
        await handover.run(handover.store.hand_back, conversation.id)
        handover.changes.notify(conversation.id)
        _, conversation = await self._conversation(request)
        return JsonResponse(self._content(handover, conversation, [], 0))

    async def hook(self, request: Request) -> Response:
        """Take what the desk sends: replies of workers, and who has a conversation."""
        request.scope[LOG_FIELDS]["route"] = "/hooks/{desk}"  # the path may have the secret
        handover = self._handover
        if handover is None or request.path_params["desk"] != handover.kind:
            raise HTTPProblem(404, "no-such-desk", "This is not the desk that the service is set to")
        events = await self._bodies.read_hook(request, handover.desk.read)
        kept = [id for event in events if (id := await self._receive(handover, event))]
        for id in kept:
            handover.changes.notify(id)
        return JsonResponse({"kept": len(kept)})

    async def _receive(self, handover: Handover, event: Incoming) -> str:
        """The conversation of an event; "" for one that is known, and for one of a ticket of others: most
        desks tell of all tickets. A webhook's program tells only of its own, and has to know of a mistake.
        """
        try:
            return await handover.run(handover.store.receive, event)
        except UnknownTicket as error:
            if handover.kind != "webhook":
                return ""
            detail = f"{error}; send the `reference` of the conversation's messages as `ticket`".capitalize()
            raise HTTPProblem(404, "no-conversation", detail) from None

    def _make(self, body: schemas.Handoff) -> _Made:
        """The packet of a conversation. Raises HTTPProblem (422) where it is none."""
        try:
            made = packet([msgspec.to_builtins(turn) for turn in body.turns], body.cause)
        except PacketError as error:
            detail = f"{error}. Send the replies of one conversation, in order and unchanged"
            raise HTTPProblem(422, "no-conversation", detail) from None
        return _Made(made, made.as_dict(), made.text(self._bank_of(made.bank.id).bank.language))

    async def _start(self, handover: Handover, body: schemas.Handoff, made: _Made) -> Conversation:
        """The conversation, stored; with the desk's ticket if the desk is quick."""
        person = self._person(handover, body)
        earlier = await self._earlier(handover, body.conversation)
        if earlier:
            await handover.run(handover.store.reopen, earlier.id, made.text)
            id = earlier.id
        else:
            bank = made.packet.bank.id
            started = await handover.run(handover.store.start, bank, person, made.content, made.text)
            id = started.id
        handover.sender.wake()
        conversation = await self._with_ticket(handover, id)
        if conversation is None:
            raise HTTPProblem(404, "no-conversation", _GONE)
        return conversation

    async def _with_ticket(self, handover: Handover, id: str) -> Conversation | None:
        ends = asyncio.get_running_loop().time() + TICKET_WAIT
        while True:
            conversation = await handover.run(handover.store.get, id)
            left = ends - asyncio.get_running_loop().time()
            is_known = conversation is None or conversation.status != "waiting"
            if is_known or left <= 0 or handover.changes.stopped:
                return conversation
            await handover.changes.wait(id, min(left, 0.5))

    async def _earlier(self, handover: Handover, id: str | None) -> Conversation | None:
        """The conversation of an id that was handed back, and is now handed over again."""
        earlier = await handover.run(handover.store.get, id) if id else None
        if earlier and earlier.status != "returned":
            raise HTTPProblem(409, "handed", "This conversation is handed over already; send a message to it")
        return earlier

    def _person(self, handover: Handover, body: schemas.Handoff) -> Person:
        if handover.asks == "nothing":
            return Person()
        if handover.asks == "required" and not body.email:
            detail = "Send the person's `email`: there is no other way to answer"
            raise HTTPProblem(422, "no-address", detail)
        return Person(" ".join(body.name.split()), body.email)

    async def _wait(
        self, handover: Handover, id: str, after: int, seconds: float
    ) -> tuple[Conversation, list[Message]] | None:
        """The conversation and what is new in it, as soon as there is something new."""
        ends = asyncio.get_running_loop().time() + seconds
        while True:
            left = ends - asyncio.get_running_loop().time()
            if left > 0 and not handover.changes.stopped:
                await handover.changes.wait(id, left)
            found = await handover.run(handover.store.get_with_messages, id, after)
            if found is None or found[1] or left <= 0 or handover.changes.stopped:
                return found

    async def _conversation(self, request: Request) -> tuple[Handover, Conversation]:
        """The conversation of the path. Raises HTTPProblem (404) where there is none."""
        handover = self._handover_of(request)
        found = await handover.run(handover.store.get, request.path_params["id"])
        if found is None:
            raise HTTPProblem(404, "no-conversation", _GONE)
        return handover, found

    def _handover_of(self, request: Request) -> Handover:
        """What a call about a conversation needs. Raises HTTPProblem (404) where there is none."""
        request.scope[LOG_FIELDS]["route"] = "/v1/conversations/{id}"  # the id is a key to what is in it
        if self._handover is None:
            raise HTTPProblem(404, "no-conversation", _GONE)
        return self._handover

    def _bank_of(self, id: str) -> ActiveBank:
        """The bank of an id; the default one where it is not in use."""
        active = (self._banks.get(name) for name, usable in self._banks.usable().items() if usable)
        return next((each for each in active if each.bank.id == id), None) or self._banks.get(None)

    def _nobody(self, made: _Made, state: State) -> Response:
        bank = self._bank_of(made.packet.bank.id).bank
        notice = fill(bank, bank.language.texts["nobody"])
        content = {"packet": made.content, "text": made.text, "state": state.as_dict()}
        nothing = {"conversation": None, "number": "", "status": None, "opens": None, "answers_here": False}
        return JsonResponse({"delivered": False, **content, **nothing, "notice": notice})

    def _handed_over(
        self, handover: Handover, conversation: Conversation, made: _Made, state: State
    ) -> dict[str, Any]:
        return {
            "delivered": True,
            "packet": made.content,
            "text": made.text,
            "state": hand_over(state).as_dict(),
            "conversation": conversation.id,
            "number": conversation.number,
            "status": conversation.status,
            **self._expectations(handover, conversation),
        }

    def _expectations(self, handover: Handover, conversation: Conversation) -> dict[str, Any]:
        opens = handover.opens()
        return {
            "opens": opens.isoformat() if opens else None,
            "answers_here": handover.desk.answers_here,
            "notice": handover.notice(conversation, self._bank_of(conversation.bank).bank),
        }

    def _content(
        self, handover: Handover, conversation: Conversation, messages: list[Message], after: int
    ) -> dict[str, Any]:
        return {
            "status": conversation.status,
            "number": conversation.number,
            **self._expectations(handover, conversation),
            "messages": [message._asdict() for message in messages],
            "last": messages[-1].number if messages else after,
        }


def _number(request: Request, name: str) -> int:
    """A query parameter that is a whole number; 0 without it. Raises HTTPProblem (422)."""
    text = request.query_params.get(name, "0")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise HTTPProblem(422, "wrong-parameter", f"`{name}` is a whole number from 0")
    return int(text)
