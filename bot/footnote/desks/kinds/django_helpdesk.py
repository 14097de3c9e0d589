"""django-helpdesk, by its REST interface; its follow-up webhook sends the replies back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from footnote.desks.api import Api
from footnote.desks.records import Incoming, RefusedHook, Ticket
from footnote.desks.signatures import check_secret
from footnote.desks.texts import later, mark, opening, reply_text

if TYPE_CHECKING:
    from footnote.desks.records import Hook, Outgoing

_DONE = (3, 4, 5)
"""The statuses of tickets that are resolved, closed or duplicates."""

_MARK = "(chat message "


class DjangoHelpdeskDesk:
    """Tickets of one queue, which is known by its number."""

    def __init__(self, url: str, token: str, queue: str, sender: str = "", secret: str = "") -> None:
        """`sender` is the address of tickets whose person gave none."""
        self._api = Api(f"{url.rstrip('/')}/api", {"Authorization": f"Token {token}"})
        self._queue = queue
        self._sender = sender
        self._secret = secret
        self.answers_here = bool(secret)

    def open(self, message: Outgoing) -> Ticket:
        """Create a ticket."""
        if message.tries > 1 and (known := self._find(message)):
            return known
        created = self._api.call(
            "POST",
            "/tickets/",
            {
                "queue": int(self._queue),
                "title": message.subject[:200],
                "description": _fenced(opening(message, answers_here=self.answers_here)),
                "submitter_email": message.conversation.person.email or self._sender or None,
                "priority": 1 if message.packet and message.packet["cause"] == "urgent" else 3,
            },
        )
        return _ticket(created["id"])

    def add(self, message: Outgoing) -> None:
        """Add a follow-up that the customer may see. Without a title: one would rename the ticket."""
        ticket = message.conversation.ticket.id
        if message.tries > 1 and self._has(ticket, mark(message)):
            return
        follow_up = {"ticket": int(ticket), "comment": escaped(later(message)), "public": True}
        self._api.call("POST", "/followups/", follow_up)

    def read(self, hook: Hook) -> list[Incoming]:
        """The follow-up of a webhook, and what became of the ticket. The desk signs nothing, so that the
        secret is in the path.
        """
        check_secret(hook, self._secret)
        try:
            found = json.loads(hook.body)
            return _events(found["ticket"], found.get("followup_id"))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RefusedHook("this is not the webhook of a follow-up") from error

    def _find(self, message: Outgoing) -> Ticket | None:
        """The ticket of an earlier try, among the latest: the interface lists the newest first."""
        found = self._api.call("GET", "/tickets/", params={"page_size": "100", "ordering": "-id"})
        reference = f"[{message.conversation.reference}]"
        listed = found["results"] if isinstance(found, dict) else found
        return next((_ticket(each["id"]) for each in listed if reference in each["title"]), None)

    def _has(self, ticket: str, mark: str) -> bool:
        found = self._api.call("GET", f"/tickets/{ticket}/")
        return any(mark in (each["comment"] or "") for each in found["followup_set"])


def _events(ticket: dict[str, Any], followup: object) -> list[Incoming]:
    id, events = str(ticket["id"]), []
    newest = next((each for each in ticket["followup_set"] if each["id"] == followup), None)
    comment = (newest["comment"] or "") if newest else ""
    is_ours = _MARK in comment
    if newest and newest["public"] and newest["user"] is not None and comment.strip() and not is_ours:
        events.append(Incoming(id, f"followup:{newest['id']}", "reply", "", reply_text(comment)))
    if ticket["status"] in _DONE:
        events.append(Incoming(id, f"followup:{followup}:done", "returned"))
    elif ticket.get("assigned_to") and not events and not is_ours:
        events.append(Incoming(id, f"followup:{followup}:taken", "taken"))
    return events


def escaped(text: str) -> str:
    """Text that the desk, which renders follow-ups as Django templates, shows as it is."""
    return text.replace("{{", '{{ "{{" }}').replace("{#", '{{ "{#" }}')


def _fenced(text: str) -> str:
    longest = max((len(line) for line in text.split("\n") if line.strip("~") == ""), default=0)
    fence = "~" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _ticket(id: object) -> Ticket:
    return Ticket(str(id), f"#{id}")
