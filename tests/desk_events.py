"""Test helper: webhooks of the desks that the bot works in, as the desks' documentation shows them."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any

from footnote.desks import Hook

SECRET = "known to both"  # noqa: S105

ANN = {"id": 31, "name": "Ann Lee", "email": "ann@customer.example", "phone_number": None}
WENDY = {"id": 5, "name": "Wendy", "email": "wendy@desk.example", "type": "user"}
BOT = {"id": 2, "name": "Footnote", "type": "agent_bot"}


def chatwoot(event: str, body: dict[str, Any], *, secret: str = SECRET, at: float | None = None) -> Hook:
    """A webhook of an agent bot, signed as since version 4.13."""
    raw = json.dumps({"event": event, **body}).encode()
    when = str(int(at or time.time()))
    signed = hmac.new(secret.encode(), f"{when}.".encode() + raw, hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/json",
        "x-chatwoot-delivery": "5f1b",
        "x-chatwoot-timestamp": when,
        "x-chatwoot-signature": f"sha256={signed}",
    }
    return Hook(headers, raw)


def chatwoot_message(
    id: int, content: str, sender: dict[str, Any] | None = None, *, status: str = "pending", **more: Any
) -> dict[str, Any]:
    """The payload of message_created: of Ann, or of `sender`, to her."""
    message = {
        "id": id,
        "content": content,
        "content_type": "text",
        "content_attributes": {},
        "created_at": "2026-11-29T09:00:00.000Z",
        "message_type": "outgoing" if sender else "incoming",
        "private": False,
        "source_id": None,
        "sender": sender or ANN,
        "inbox": {"id": 3, "name": "Shop"},
        "conversation": chatwoot_conversation(status, assignee=more.pop("assignee", None)),
        "account": {"id": 1, "name": "Desk"},
    }
    return message | more


def chatwoot_conversation(status: str, *, assignee: dict[str, Any] | None = None, **more: Any) -> Any:
    """The payload of conversation_opened and conversation_resolved, and a part of message_created."""
    last = {"id": 1, "content": "…", "account_id": 1, "inbox_id": 3, "conversation_id": 567}
    meta = {"sender": ANN, "assignee": assignee, "assignee_type": "User" if assignee else None, "team": None}
    conversation = {
        "additional_attributes": {},
        "can_reply": True,
        "channel": "Channel::WebWidget",
        "id": 567,
        "inbox_id": 3,
        "messages": [last],
        "labels": [],
        "meta": {**meta, "hmac_verified": False},
        "status": status,
        "custom_attributes": {},
        "timestamp": 1764406800,
        "updated_at": 1764406800.25,
    }
    return conversation | more


def zammad(
    article: dict[str, Any] | None = None, ticket: dict[str, Any] | None = None, secret: str = SECRET
) -> Hook:
    """The webhook of a trigger, without what is not read: of Emily's first mail."""
    emily = {"id": 8, "firstname": "Emily", "lastname": "Adams", "email": "emily@customer.example"}
    found = {
        "ticket": {
            "id": 81, "number": "10081", "title": "Roses", "state": "new", "state_id": 1, "owner_id": 1,
            "owner": {"id": 1, "firstname": "-"}, "customer": emily, "customer_id": 8, "article_ids": [104],
            "group": {"id": 3, "name": "Service Desk"}, "group_id": 3,
            "updated_at": "2026-11-29T09:34:35.333Z",
        } | (ticket or {}),
        "article": {
            "id": 104, "ticket_id": 81, "sender": "Customer", "type": "email", "internal": False,
            "from": "Emily Adams <emily@customer.example>", "to": "Service Desk", "attachments": [],
            "content_type": "text/html", "body": "<p>When do roses need water?</p>", "created_by_id": 8,
            "preferences": {"is-auto-response": False},
        } | (article or {}),
    }  # fmt: skip
    raw = json.dumps(found).encode()
    signed = hmac.new(secret.encode(), raw, hashlib.sha1).hexdigest()
    return Hook({"x-hub-signature": f"sha1={signed}", "x-zammad-trigger": "Footnote"}, raw)


def request_tracker(event: str, id: int, secret: str = SECRET, **more: Any) -> Hook:
    """An event of the scrip."""
    raw = json.dumps({"event": event, "ticket": "7", "id": str(id), "queue": "General", **more}).encode()
    when = str(int(time.time()))
    signed = hmac.new(secret.encode(), f"{when}.".encode() + raw, hashlib.sha256).hexdigest()
    return Hook({"footnote-timestamp": when, "footnote-signature": f"sha256={signed}"}, raw)
