"""Zammad, by its REST interface; a trigger with a webhook sends the replies back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from footnote.desks.api import Api
from footnote.desks.records import Incoming, RefusedHook, Ticket
from footnote.desks.signatures import check_body_signature
from footnote.desks.texts import later, mark, opening, plain_text, reply_text

if TYPE_CHECKING:
    from footnote.desks.records import Hook, Outgoing

NOBODY = "chat@footnote.invalid"
"""The customer of tickets whose person gave no address: Zammad has no ticket without one."""

_CLOSED = ("closed", "merged")


class ZammadDesk:
    """Tickets of one group."""

    def __init__(self, url: str, token: str, group: str, secret: str = "") -> None:
        self._api = Api(f"{url.rstrip('/')}/api/v1", {"Authorization": f"Token token={token}"})
        self._group = group
        self._secret = secret
        self.answers_here = bool(secret)

    def open(self, message: Outgoing) -> Ticket:
        """Create a ticket; `guess:` makes a customer of an address that is new."""
        if message.tries > 1 and (known := self._find(message)):
            return known
        email = message.conversation.person.email or NOBODY
        text = opening(message, answers_here=self.answers_here)
        created = self._api.call(
            "POST",
            "/tickets",
            {
                "title": message.subject,
                "group": self._group,
                "customer_id": f"guess:{email}",
                "article": {**_article(text), "subject": message.subject},
            },
        )
        return _ticket(created)

    def add(self, message: Outgoing) -> None:
        """Add an article, as from the customer: that reopens a ticket that was closed."""
        ticket = message.conversation.ticket.id
        if message.tries > 1 and self._has(ticket, mark(message)):
            return
        self._api.call("POST", "/ticket_articles", {"ticket_id": int(ticket), **_article(later(message))})

    def read(self, hook: Hook) -> list[Incoming]:
        """The article of a trigger's webhook, and what became of the ticket."""
        check_body_signature(hook, self._secret)
        try:
            found = json.loads(hook.body)
            ticket, article = found["ticket"], found.get("article") or {}
            return list(_events(ticket, article))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RefusedHook("this is not the webhook of a Zammad trigger") from error

    def _find(self, message: Outgoing) -> Ticket | None:
        reference = message.conversation.reference
        params = {"query": reference, "limit": "5", "expand": "true"}
        found = self._api.call("GET", "/tickets/search", params=params) or []
        return next((_ticket(each) for each in found if reference in each.get("title", "")), None)

    def _has(self, ticket: str, mark: str) -> bool:
        articles = self._api.call("GET", f"/ticket_articles/by_ticket/{ticket}") or []
        return any(mark in article.get("body", "") for article in articles)


def _article(text: str) -> dict[str, Any]:
    return {
        "body": text,
        "content_type": "text/plain",
        "type": "note",
        "sender": "Customer",
        "internal": False,
    }


def _events(ticket: dict[str, Any], article: dict[str, Any]) -> list[Incoming]:
    id, name = str(ticket["id"]), _name(article.get("created_by") or ticket.get("owner"))
    events = []
    if article.get("sender") == "Agent" and not article.get("internal"):
        is_html = article.get("content_type") == "text/html"
        body = plain_text(article["body"]) if is_html else article["body"]
        text = reply_text(body)
        if text:
            events.append(Incoming(id, f"article:{article['id']}", "reply", name, text))
    state = ticket.get("state")
    state = state.get("name") if isinstance(state, dict) else state
    changed = str(ticket.get("updated_at", ""))
    if state in _CLOSED:
        events.append(Incoming(id, f"{id}:{state}:{changed}", "returned"))
    elif not events and int(ticket.get("owner_id") or 1) != 1:  # 1 is nobody
        events.append(Incoming(id, f"{id}:owner:{changed}", "taken", _name(ticket.get("owner"))))
    return events


def _name(user: object) -> str:
    if not isinstance(user, dict):
        return ""
    return " ".join(part for part in (user.get("firstname"), user.get("lastname")) if part)


def _ticket(found: dict[str, Any]) -> Ticket:
    return Ticket(str(found["id"]), f"#{found['number']}")
