"""Request Tracker 5, by its REST2 interface; its scrip (`request_tracker.pm`) sends the replies back."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

from footnote.desks.api import Api
from footnote.desks.records import Ticket
from footnote.desks.signatures import check_signature
from footnote.desks.texts import later, mark, opening

from .webhook import read_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from footnote.desks.records import Hook, Incoming, Outgoing


PAGE_SIZE, MAX_PAGES = 100, 50
"""Attachments that are asked for at once, and how often."""


class RequestTrackerDesk:
    """Tickets of one queue. The bot's messages are comments: a correspondence would mail the person what they
    wrote themselves.
    """

    def __init__(self, url: str, token: str, queue: str, secret: str = "") -> None:
        self._api = Api(f"{url.rstrip('/')}/REST/2.0", {"Authorization": f"token {token}"})
        self._queue = queue
        self._secret = secret
        self.answers_here = bool(secret)

    def open(self, message: Outgoing) -> Ticket:
        """Create a ticket; the person is its requestor where they gave an address."""
        if message.tries > 1 and (known := self._find(message)):
            return known
        email = message.conversation.person.email
        created = self._api.call(
            "POST",
            "/ticket",
            {
                "Queue": self._queue,
                "Subject": message.subject,
                "Content": opening(message, answers_here=self.answers_here),
                "ContentType": "text/plain",
                **({"Requestor": email} if email else {}),
            },
        )
        return _ticket(created["id"])

    def add(self, message: Outgoing) -> None:
        """Comment on the ticket."""
        ticket = message.conversation.ticket.id
        if message.tries > 1 and has_content(self._api, ticket, lambda text: mark(message) in text):
            return
        comment = {"Content": later(message), "ContentType": "text/plain"}
        self._api.call("POST", f"/ticket/{ticket}/comment", comment)

    def read(self, hook: Hook) -> list[Incoming]:
        """The event that the scrip sends."""
        check_signature(hook, self._secret, prefix="footnote")
        return read_event(hook.body)

    def _find(self, message: Outgoing) -> Ticket | None:
        query = f"Subject LIKE '[{message.conversation.reference}]'"
        found = self._api.call("GET", "/tickets", params={"query": query})
        items = found["items"]
        return _ticket(items[0]["id"]) if items else None


def has_content(api: Api, ticket: str, is_it: Callable[[str], bool]) -> bool:
    """Whether a transaction of the ticket has a text that is looked for."""
    for page in range(1, MAX_PAGES + 1):
        params = {"fields": "Content", "per_page": str(PAGE_SIZE), "page": str(page)}
        found = api.call("GET", f"/ticket/{ticket}/attachments", params=params)["items"]
        if any(is_it(text) for each in found for text in _texts(each.get("Content"))):
            return True
        if len(found) < PAGE_SIZE:
            break
    return False


def _texts(content: object) -> list[str]:
    """The text of an attachment: as it is, or in Base64, by the version of RT."""
    text = str(content or "")
    try:
        return [text, b64decode(text, validate=True).decode("utf-8", "replace")]
    except ValueError:
        return [text]


def _ticket(id: object) -> Ticket:
    return Ticket(str(id), f"#{id}")
