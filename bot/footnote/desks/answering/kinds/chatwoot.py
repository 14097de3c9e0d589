"""Chatwoot, as one of its agent bots: its webhook sends what happens, and the bot's token writes.

A bot's token may write messages and change a conversation's status, and little else: it cannot list messages.
What Chatwoot has already is known by the conversation's last message, and by the webhook, which sends the
bot's own messages too.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from footnote.desks.answering.formatting import MARKDOWN
from footnote.desks.answering.records import Happening, with_choices
from footnote.desks.api import Api
from footnote.desks.records import DeskError, RefusedHook
from footnote.desks.signatures import check_secret, check_signature
from footnote.desks.texts import reply_text

if TYPE_CHECKING:
    from footnote.desks.answering.records import Step
    from footnote.desks.records import Hook

TIMEOUT = 10.0
"""Seconds that Chatwoot has for a call."""

MAX_CHOICES = 20
_WIDGET = "Channel::WebWidget"


class ChatwootAnswers:
    """The conversations of the inboxes that the bot is connected to."""

    name = "chatwoot"
    is_chat = True
    markup = MARKDOWN
    return_by = "resolve the conversation or mark it as pending"

    def __init__(self, url: str, token: str, secret: str) -> None:
        self._api = Api(f"{url.rstrip('/')}/api/v1/accounts", {"api_access_token": token}, TIMEOUT)
        self._secret = secret

    def read(self, hook: Hook) -> list[Happening]:
        """The event of a webhook. Versions before 4.13 sign nothing: there the secret is in the path."""
        if hook.secret or "x-chatwoot-signature" not in hook.headers:
            check_secret(hook, self._secret)
        else:
            check_signature(hook, self._secret, prefix="x-chatwoot")
        try:
            return _happenings(json.loads(hook.body))
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise RefusedHook("this is not a webhook of a Chatwoot agent bot") from error

    def is_own(self, _author: str) -> bool:
        """Whether the bot did something: its own events are read as such."""
        return False

    def do(self, step: Step) -> None:
        """Write a message, or open the conversation."""
        account, _, id = step.ticket.partition("/")
        path = f"/{account}/conversations/{id}"
        if step.action == "open":
            self._api.call("POST", f"{path}/toggle_status", {"status": "open"})
        elif step.tries == 1 or not self._has(path, step):
            self._api.call("POST", f"{path}/messages", _message(step))

    def _has(self, path: str, step: Step) -> bool:
        """Whether the conversation's last message is that of an earlier try."""
        try:
            found = self._api.call("GET", path) or {}
        except DeskError:  # versions whose bots may not read a conversation
            return False
        last = [*(found.get("messages") or ()), found.get("last_non_activity_message") or {}]
        words = _message(step)["content"].split()
        return any(
            (each.get("content") or "").split() == words and bool(each.get("private")) != step.is_public
            for each in last
        )


def _message(step: Step) -> dict[str, Any]:
    """The message of a step: in Chatwoot's own widget, choices are buttons; elsewhere a list of numbers."""
    message = {"content": step.text, "message_type": "outgoing", "private": not step.is_public}
    if not step.choices:
        return message
    if step.details.get("channel") == _WIDGET:
        items = [choice._asdict() for choice in step.choices[:MAX_CHOICES]]
        return message | {"content_type": "input_select", "content_attributes": {"items": items}}
    return message | {"content": with_choices(step.text, step.choices)}


def _happenings(found: dict[str, Any]) -> list[Happening]:
    event = found["event"]
    if event in ("message_created", "message_updated"):
        return _of_message(found, is_new=event == "message_created")
    if event not in ("conversation_opened", "conversation_resolved"):
        return []
    account = (found.get("account") or {}).get("id") or next(
        (each.get("account_id") for each in found.get("messages") or ()), None
    )
    if account is None:
        return []
    ticket, when = f"{account}/{found['id']}", found.get("updated_at") or found.get("timestamp") or ""
    is_over = event == "conversation_resolved"
    return [Happening(ticket, f"{ticket}:{event}:{when}", "returned" if is_over else "taken")]


def _of_message(found: dict[str, Any], *, is_new: bool) -> list[Happening]:
    conversation = found["conversation"]
    ticket, key = f"{found['account']['id']}/{conversation['id']}", f"message:{found['id']}"
    sender = found.get("sender") or {}
    is_bots = sender.get("type") == "agent_bot"
    content = found.get("content") or ""
    if not is_new:
        return _chosen(found, ticket, key)
    if found["message_type"] in ("outgoing", 1):
        if is_bots:
            return [Happening(ticket, key, "echoed", content)]
        if found.get("private") or sender.get("type") not in ("user", "User"):
            return []
        details = _details(conversation)
        return [Happening(ticket, key, "replied", reply_text(content), details=details)]
    is_empty = not content.strip() and not found.get("attachments")
    if found["message_type"] not in ("incoming", 0) or found.get("private") or is_empty:
        return []
    return [_asked(found, ticket, key, content)]


def _chosen(found: dict[str, Any], ticket: str, key: str) -> list[Happening]:
    """The choice of an option, which Chatwoot writes into the message that offers it."""
    submitted = (found.get("content_attributes") or {}).get("submitted_values")
    if not isinstance(submitted, list) or not submitted:
        return []
    value = submitted[0].get("value") or submitted[0].get("title") or ""
    return [_asked(found, ticket, f"{key}:chosen", value)] if value else []


def _asked(found: dict[str, Any], ticket: str, key: str, text: str) -> Happening:
    inbox = (found.get("inbox") or {}).get("name") or ""
    attached = tuple(
        str(each.get("file_type") or "a file") for each in found.get("attachments") or () if each
    )
    details = _details(found["conversation"])
    return Happening(ticket, key, "asked", text, queue=inbox, attached=attached, details=details)


def _details(conversation: dict[str, Any]) -> dict[str, Any]:
    meta = conversation.get("meta") or {}
    assignee = meta.get("assignee") or {}
    is_bot = meta.get("assignee_type") == "AgentBot" or assignee.get("type") == "agent_bot"
    return {
        "status": conversation["status"],
        "channel": conversation.get("channel") or "",
        "assignee": bool(assignee.get("id")) and not is_bot,
    }
