"""Request Tracker 5: a scrip (`request_tracker_answers.pl`) sends what happens, and REST2 writes."""

from __future__ import annotations

import json
from email import message_from_string
from typing import TYPE_CHECKING, Any

from footnote.desks.answering.formatting import PLAIN
from footnote.desks.answering.records import Happening
from footnote.desks.api import Api
from footnote.desks.kinds.request_tracker import has_content
from footnote.desks.records import RefusedHook
from footnote.desks.signatures import check_signature
from footnote.desks.texts import reply_text
from footnote.mail import automatic, new_text, plain_subject

if TYPE_CHECKING:
    from footnote.desks.answering.records import Step
    from footnote.desks.records import Hook

_EVENTS = ("asked", "replied", "taken", "returned")


class RequestTrackerAnswers:
    """The tickets of the queues that the scrip is for. The bot's user is `footnote-answers`."""

    name = "request-tracker"
    is_chat = False
    markup = PLAIN
    return_by = "give it to the user footnote-answers"

    def __init__(self, url: str, token: str, secret: str) -> None:
        self._api = Api(f"{url.rstrip('/')}/REST/2.0", {"Authorization": f"token {token}"})
        self._secret = secret

    def read(self, hook: Hook) -> list[Happening]:
        """The event that the scrip sends; nothing for mail of programs."""
        check_signature(hook, self._secret, prefix="footnote")
        try:
            return _happenings(json.loads(hook.body))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RefusedHook("this is not an event of the scrip request_tracker_answers.pl") from error

    def is_own(self, _author: str) -> bool:
        """Whether the bot did something: the scrip leaves that out."""
        return False

    def do(self, step: Step) -> None:
        """Reply or comment; or give the ticket up, if it is the bot's."""
        path = f"/ticket/{step.ticket}"
        if step.action == "open":
            if self._api.call("GET", path)["Owner"]["id"] == "footnote-answers":
                self._api.call("PUT", path, {"Owner": "Nobody"})
        elif step.tries == 1 or not self._has(step):
            kind = "correspond" if step.is_public else "comment"
            content = {"Content": step.text, "ContentType": "text/plain"}
            self._api.call("POST", f"{path}/{kind}", content)

    def _has(self, step: Step) -> bool:
        words = step.text.split()
        return has_content(self._api, step.ticket, lambda text: text.split() == words)


def _happenings(found: dict[str, Any]) -> list[Happening]:
    event, ticket, text = found["event"], str(found["ticket"]), str(found.get("text") or "")
    if event not in _EVENTS:
        raise ValueError(event)
    key = f"{ticket}:{found['id']}"
    if event == "replied":
        return [Happening(ticket, key, "replied", reply_text(text))]
    if event != "asked":
        return [Happening(ticket, key, event)]
    if automatic(message_from_string(str(found.get("headers") or ""))):
        return []
    return [
        Happening(
            ticket,
            key,
            "asked",
            new_text(text),
            title=plain_subject(str(found.get("subject") or "")),
            queue=str(found["queue"]),
            attached=tuple(map(str, found.get("attached") or ())),
        )
    ]
