"""Chatwoot, by the client interface of an API inbox; the inbox's webhook sends the replies back."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from footnote.desks.api import Api
from footnote.desks.records import Incoming, RefusedHook, Ticket
from footnote.desks.signatures import check_secret, check_signature
from footnote.desks.texts import mark, opening, reply_text

if TYPE_CHECKING:
    from footnote.desks.records import Hook, Outgoing


class ChatwootDesk:
    """Conversations in one API inbox, which is known by its identifier. Later messages are the contact's own,
    so that they look as if the person wrote in Chatwoot.
    """

    def __init__(self, url: str, inbox: str, secret: str = "") -> None:
        self._api = Api(f"{url.rstrip('/')}/public/api/v1/inboxes/{inbox}")
        self._secret = secret
        self.answers_here = bool(secret)

    def open(self, message: Outgoing) -> Ticket:
        """Make a contact and a conversation, with the packet as its first message."""
        contact = _contact(message)
        known = self._conversation(contact) if message.tries > 1 else None
        if known is None:
            self._make_contact(message, contact)
            known = self._api.call("POST", f"/contacts/{contact}/conversations", {})
        if not _has(known.get("messages", ()), mark(message)):
            text = f"{opening(message, answers_here=True)}\n{mark(message)}"
            self._say(message, contact, str(known["id"]), text)
        return Ticket(str(known["id"]), f"#{known['id']}")

    def add(self, message: Outgoing) -> None:
        """Add a message of the contact."""
        contact, id = _contact(message), message.conversation.ticket.id
        if message.tries > 1:
            said = self._api.call("GET", f"/contacts/{contact}/conversations/{id}/messages") or ()
            if _has(said, mark(message)):
                return
        self._say(message, contact, id, f"{message.text}\n\n{mark(message)}")

    def read(self, hook: Hook) -> list[Incoming]:
        """The event of a webhook: a worker's message, an assignment, or the end of the conversation.

        Versions before 4.13 sign nothing for API inboxes: there the secret is in the path.
        """
        if hook.secret or "x-chatwoot-signature" not in hook.headers:
            check_secret(hook, self._secret)
        else:
            check_signature(hook, self._secret, prefix="x-chatwoot")
        try:
            return _events(json.loads(hook.body))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RefusedHook("this is not a webhook of Chatwoot") from error

    def _make_contact(self, message: Outgoing, contact: str) -> None:
        name, email = message.conversation.person
        known = {"source_id": contact, "name": name or "Chat"} | ({"email": email} if email else {})
        self._api.call("POST", "/contacts", known)

    def _conversation(self, contact: str) -> dict[str, Any] | None:
        """The conversation that an earlier try made."""
        found = self._api.call("GET", f"/contacts/{contact}/conversations", may_lack=True) or []
        return found[0] if found else None

    def _say(self, message: Outgoing, contact: str, id: str, text: str) -> None:
        said = {"content": text, "echo_id": message.key}
        self._api.call("POST", f"/contacts/{contact}/conversations/{id}/messages", said)


def _contact(message: Outgoing) -> str:
    """The contact's id in the inbox. Whoever has it can read the conversation, so it cannot be guessed."""
    return hashlib.sha256(f"chatwoot {message.conversation.id}".encode()).hexdigest()[:36]


def _has(messages: Any, mark: str) -> bool:
    return any(mark in (each.get("content") or "") for each in messages)


def _events(found: dict[str, Any]) -> list[Incoming]:
    event = found["event"]
    if event == "message_created":
        return _message(found)
    if event not in ("conversation_status_changed", "conversation_updated", "conversation_resolved"):
        return []
    id, when = str(found["id"]), found.get("timestamp") or found.get("updated_at") or ""
    if found["status"] == "resolved":
        return [Incoming(id, f"{id}:resolved:{when}", "returned")]
    assignee = (found.get("meta") or {}).get("assignee") or {}
    name = assignee.get("name") or ""
    return [Incoming(id, f"{id}:taken:{assignee['id']}:{when}", "taken", name)] if assignee.get("id") else []


def _message(found: dict[str, Any]) -> list[Incoming]:
    if found["message_type"] not in ("outgoing", 1) or found.get("private"):
        return []
    text, sender = reply_text(found.get("content") or ""), found.get("sender") or {}
    if not text or sender.get("type") == "agent_bot":
        return []
    ticket, name = str(found["conversation"]["id"]), sender.get("name") or ""
    return [Incoming(ticket, f"message:{found['id']}", "reply", name, text)]
