"""A webhook of yours: signed POSTs with each message, and signed POSTs back with the replies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from footnote.desks.api import TIMEOUT, Api
from footnote.desks.records import DeskError, Incoming, RefusedHook, Ticket
from footnote.desks.signatures import check_signature, now, signature
from footnote.desks.texts import reply_text

if TYPE_CHECKING:
    from footnote.desks.records import Hook, Outgoing

MAX_RESPONSE = 2**14
"""Bytes of a webhook's response that are read: it has at most a ticket's number."""

EVENTS = ("reply", "taken", "returned")


class WebhookDesk:
    """POSTs each message, with `Idempotency-Key`: the same key is the same message, tried again.

    The response may have a `ticket`, which the person is shown.
    """

    def __init__(self, url: str, secret: str = "", timeout: float = TIMEOUT) -> None:
        """Without a secret nothing is signed, and no replies are taken."""
        self._api = Api(url, timeout=timeout)
        self._secret = secret
        self.answers_here = bool(secret)

    def open(self, message: Outgoing) -> Ticket:
        """POST the packet."""
        response = self._post(message)
        number = response.get("ticket") if isinstance(response, dict) else None
        reference = message.conversation.reference
        return Ticket(reference, str(number) if isinstance(number, str | int) else reference)

    def add(self, message: Outgoing) -> None:
        """POST a message."""
        self._post(message)

    def read(self, hook: Hook) -> list[Incoming]:
        """The event of a signed call, `{"ticket": reference, "id": …, "event": "reply", "name", "text"}`."""
        check_signature(hook, self._secret, prefix="footnote")
        return read_event(hook.body)

    def _post(self, message: Outgoing) -> Any:
        time, body = now(), json.dumps(content(message), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": message.key}
        headers["Footnote-Timestamp"] = time
        if self._secret:
            headers["Footnote-Signature"] = signature(self._secret, time, body)
        response = self._api.send("POST", "", headers, content=body, max_bytes=MAX_RESPONSE)
        if not response.is_success:
            raise DeskError(f"POST: status {response.status}")
        try:
            return response.json()
        except ValueError:
            return None  # a webhook may respond with anything


def content(message: Outgoing) -> dict[str, Any]:
    """A message as JSON: `packet` is null in all but the first of a conversation."""
    conversation = message.conversation
    return {
        "id": message.key,
        "time": message.time,
        "reference": conversation.reference,
        "ticket": conversation.number,
        "person": conversation.person._asdict(),
        "text": message.text,
        "packet": message.packet,
    }


def read_event(body: bytes) -> list[Incoming]:
    """The event of a call, in our own form. Raises RefusedHook for any other."""
    try:
        found = json.loads(body)
        event, ticket, id = found["event"], str(found["ticket"]), str(found["id"])
    except (ValueError, KeyError, TypeError) as error:
        raise RefusedHook('send {"event": "reply", "ticket": …, "id": …, "text": …}') from error
    if event not in EVENTS:
        raise RefusedHook(f"`event` is one of {', '.join(EVENTS)}")
    name, text = str(found.get("name") or ""), reply_text(str(found.get("text") or ""))
    if event == "reply" and not text:
        return []
    return [Incoming(ticket, f"{ticket}:{id}", event, name, text)]
