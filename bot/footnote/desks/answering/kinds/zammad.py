"""Zammad: a trigger's webhook sends what happens, and the bot's user writes articles."""

from __future__ import annotations

import json
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from footnote.desks.answering.formatting import PLAIN
from footnote.desks.answering.records import Happening
from footnote.desks.api import Api
from footnote.desks.records import RefusedHook
from footnote.desks.signatures import check_body_signature
from footnote.desks.texts import plain_text, reply_text
from footnote.mail import new_text, plain_subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.desks.answering.records import Step
    from footnote.desks.records import Hook

NOBODY = "1"
"""The id of the owner of tickets that nobody has taken."""

_OPEN = ("new", "open")
_MAILED = ("email", "web")


class ZammadAnswers:
    """The tickets that the trigger is set for. The bot is an agent with a token."""

    name = "zammad"
    is_chat = False
    markup = PLAIN
    return_by = "assign it to the bot's user"

    def __init__(self, url: str, token: str, secret: str) -> None:
        self._api = Api(f"{url.rstrip('/')}/api/v1", {"Authorization": f"Token token={token}"})
        self._secret = secret
        self._own = ""

    def read(self, hook: Hook) -> list[Happening]:
        """The article of a webhook, and who has the ticket."""
        check_body_signature(hook, self._secret)
        try:
            found = json.loads(hook.body)
            return list(_happenings(found["ticket"], found.get("article") or {}))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RefusedHook("this is not the webhook of a Zammad trigger") from error

    def is_own(self, author: str) -> bool:
        """Whether an id is that of the token's user."""
        if not self._own:
            self._own = str(self._api.call("GET", "/users/me")["id"])
        return author == self._own

    def do(self, step: Step) -> None:
        """Write an article; or give the ticket up, if it is the bot's."""
        if step.action == "open":
            found = self._api.call("GET", f"/tickets/{step.ticket}")
            if self.is_own(str(found["owner_id"])):
                self._api.call("PUT", f"/tickets/{step.ticket}", {"owner_id": int(NOBODY)})
        elif step.tries == 1 or not self._has(step):
            self._api.call("POST", "/ticket_articles", _article(step))

    def _has(self, step: Step) -> bool:
        articles = self._api.call("GET", f"/ticket_articles/by_ticket/{step.ticket}") or []
        return any(
            _text(each).split() == step.text.split() and bool(each.get("internal")) != step.is_public
            for each in articles
        )


def _article(step: Step) -> dict[str, Any]:
    """The article of a step: a mail where the customer wrote one, or in the form on a page."""
    article = {
        "ticket_id": int(step.ticket),
        "body": step.text,
        "content_type": "text/plain",
        "type": "note",
        "internal": not step.is_public,
    }
    to = step.details.get("to")
    return article | (
        {"type": "email", "to": to, "subject": step.details["subject"]} if step.is_public and to else {}
    )


def _happenings(ticket: dict[str, Any], article: dict[str, Any]) -> Iterator[Happening]:
    id, owner = str(ticket["id"]), str(ticket.get("owner_id") or NOBODY)
    if owner != NOBODY:
        yield Happening(id, f"{id}:owner:{owner}:{ticket.get('updated_at', '')}", "assigned", author=owner)
    if article.get("internal") or not article.get("id"):
        return
    key, sender = f"article:{article['id']}", article.get("sender")
    if sender == "Agent":
        author = str(article.get("created_by_id") or "")
        yield Happening(id, key, "replied", reply_text(_text(article)), author=author)
    elif sender == "Customer" and _is_open(ticket) and not _is_automatic(article):
        yield _asked(ticket, article, id, key)


def _asked(ticket: dict[str, Any], article: dict[str, Any], id: str, key: str) -> Happening:
    is_first = (ticket.get("article_ids") or [article["id"]])[0] == article["id"]
    subject = plain_subject(str(ticket.get("title") or ""))
    group = ticket.get("group")
    attached = tuple(str(each.get("filename")) for each in article.get("attachments") or ())
    return Happening(
        id,
        key,
        "asked",
        new_text(_text(article)),
        title=subject if is_first else "",
        queue=str(group["name"] if isinstance(group, dict) else group or ""),
        attached=attached,
        details={"subject": f"Re: {subject}", "to": _address(ticket, article)},
    )


def _address(ticket: dict[str, Any], article: dict[str, Any]) -> str:
    """Where an answer is mailed; "" where the customer does not get mail of this ticket."""
    if article.get("type") not in _MAILED:
        return ""
    customer = ticket.get("customer")
    written = parseaddr(str(article.get("reply_to") or article.get("from") or ""))[1]
    return (
        written if "@" in written else str(customer.get("email") or "") if isinstance(customer, dict) else ""
    )


def _is_open(ticket: dict[str, Any]) -> bool:
    state = ticket.get("state")
    return (state.get("name") if isinstance(state, dict) else state) in _OPEN


def _is_automatic(article: dict[str, Any]) -> bool:
    """Whether Zammad has found that a program wrote a mail."""
    return bool((article.get("preferences") or {}).get("is-auto-response"))


def _text(article: dict[str, Any]) -> str:
    """The text of an article, without the mail that it quotes by its marks."""
    body = str(article.get("body") or "")
    return plain_text(body, quotes=False) if article.get("content_type") == "text/html" else body
