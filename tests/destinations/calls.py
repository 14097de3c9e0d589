"""Desks that are met by their interface and webhooks alone: a webhook of one's own, Chatwoot and Zammad.

The last two are doubles, which answer as their published descriptions have it; their payloads are recorded.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from contextlib import contextmanager
from time import time
from typing import TYPE_CHECKING, Any

import desk_events
import httpx2
from http_desk import Call, served

from .place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.desks import Hook

    from .place import Section

INBOX = "Xk7rPm2qVt9sLw4yBn6dHg3c"
WENDY = {"id": 5, "firstname": "Wendy", "lastname": "Wood", "email": "wendy@desk.example"}


class Calls:
    """What was called, and by whom it was answered: the first pattern of a path that fits."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self._answers = answers
        self.got: list[Call] = []

    def __call__(self, call: Call) -> tuple[int, Any]:
        self.got.append(call)
        what = f"{call.method} {call.path}"
        for pattern, answer in self._answers.items():
            if re.fullmatch(pattern, what):
                return 200, answer
        return 404, {"error": f"no such path: {what}"}

    def text(self) -> str:
        """All that came, as one text."""
        return "\n".join(json.dumps(call.json, ensure_ascii=False) for call in self.got)


@contextmanager
def webhook(section: Section) -> Iterator[Place]:
    """A program that checks signatures as the section says, and replies with the section's example."""
    secret = section.handoff["secret"]
    calls = Calls({"POST /hook": json.loads('{"ticket": "T-17"}')})
    assert '{"ticket": "T-17"}' in section.text

    def reply(text: str) -> None:
        for call in calls.got:
            signed = _signed(secret, call.headers["footnote-timestamp"], call.body)
            assert signed == call.headers["footnote-signature"]
        event = json.loads(section.block("json")) | {"text": text, "ticket": calls.got[0].json["reference"]}
        body, when = json.dumps(event).encode(), str(int(time()))
        headers = {"footnote-timestamp": when, "footnote-signature": _signed(secret, when, body)}
        _post(section.hook, body, headers)

    with served(calls) as url:
        yield Place({"url": f"{url}/hook"}, calls.text, lambda: "T-17", reply, "Wendy")


@contextmanager
def chatwoot(section: Section) -> Iterator[Place]:
    """An API inbox, whose webhook is signed or, in older versions, has the secret in its path."""
    inbox = f"/public/api/v1/inboxes/{INBOX}"
    conversation = f"{inbox}/contacts/\\w+/conversations"
    calls = Calls(
        {
            f"POST {inbox}/contacts": {"source_id": "the contact"},
            f"POST {conversation}": {"id": 567, "messages": []},
            f"POST {conversation}/567/messages": {"id": 1},
        }
    )

    def reply(text: str) -> None:
        opened = desk_events.chatwoot_conversation("open", assignee=desk_events.WENDY)
        _post(section.hook, json.dumps({"event": "conversation_updated", **opened}).encode(), {})
        message = desk_events.chatwoot_message(9, text, desk_events.WENDY, status="open")
        secret = section.handoff["secret"]
        signed = desk_events.chatwoot("message_created", message, secret=secret)
        _send(section.hook.removesuffix(f"/{secret}"), signed)

    with served(calls) as url:
        yield Place({"url": url, "queue": INBOX}, calls.text, lambda: "#567", reply, "Wendy")


@contextmanager
def zammad(section: Section) -> Iterator[Place]:
    """A group, and a trigger with a webhook."""
    calls = Calls(
        {
            "POST /api/v1/tickets": {"id": 81, "number": "10081"},
            "POST /api/v1/ticket_articles": {"id": 105},
        }
    )

    def reply(text: str) -> None:
        article = {"id": 106, "sender": "Agent", "type": "note", "body": f"<p>{text}</p>"}
        article |= {"created_by": WENDY}
        ticket = {"state": "open", "owner_id": 5, "owner": WENDY}
        _send(section.hook, desk_events.zammad(article, ticket, secret=section.handoff["secret"]))

    with served(calls) as url:
        yield Place({"url": url, "token": "t0ken"}, calls.text, lambda: "#10081", reply, "Wendy Wood")


def _signed(secret: str, when: str, body: bytes) -> str:
    """The signature that the README describes, made without the service's own code."""
    return "sha256=" + hmac.new(secret.encode(), f"{when}.".encode() + body, hashlib.sha256).hexdigest()


def _send(url: str, hook: Hook) -> None:
    _post(url, hook.body, hook.headers)


def _post(url: str, body: bytes, headers: dict[str, str]) -> None:
    response = httpx2.post(url, content=body, headers=headers, timeout=20)
    assert (response.status_code, response.json()) == (200, {"kept": 1}), response.text
