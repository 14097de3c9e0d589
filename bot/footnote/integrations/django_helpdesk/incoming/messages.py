"""A customer's message: the new text in a follow-up, without quoted mail, and the bot's reply to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from footnote.dialogue import Reply, fill, options
from footnote.integrations.django_helpdesk.models import Turn
from footnote.integrations.django_helpdesk.participants import is_first
from footnote.integrations.mail import new_text, plain_subject
from footnote.record import replace
from footnote.text import MAX_UTTERANCE_LENGTH, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpdesk.models import FollowUp

    from footnote import Bot
    from footnote.dialogue import State
    from footnote.text import Utterance

_TICKET_ID = re.compile(r"\[[\w-]+-\d+\]")

MAX_MESSAGE_LENGTH = 200_000
"""Characters of a message that are parsed: far more than are asked, as a long quotation may come first."""


class Message(NamedTuple):
    """The customer's text: `body`, and `title` where the message opens a ticket."""

    title: str
    body: str


def parse_message(followup: FollowUp) -> Message:
    """The new text in a follow-up. Each part is cut to the length that the bot reads."""
    ticket = followup.ticket
    body = _new_body(followup)
    if not is_first(followup):
        return Message("", _without(body, _earlier_lines(followup))[:MAX_UTTERANCE_LENGTH])
    title = plain_subject(_TICKET_ID.sub("", ticket.title))
    return Message(title[:MAX_UTTERANCE_LENGTH], body[:MAX_UTTERANCE_LENGTH])


def _new_body(followup: FollowUp) -> str:
    """The new text of a follow-up: of a mail, what its sender wrote."""
    mail = Turn.objects.filter(followup=followup).values_list("mail", flat=True).first()
    if mail is not None:
        return str(mail["text"])
    comment = (followup.comment or "")[:MAX_MESSAGE_LENGTH]
    return new_text(comment) if followup.message_id else comment.replace("\r\n", "\n").strip()


def _earlier_lines(followup: FollowUp) -> set[str]:
    """The lines that the desk wrote earlier: some mail programs quote them without any mark."""
    earlier = followup.ticket.followup_set.filter(pk__lt=followup.pk, user__isnull=False)
    comments: Iterable[str] = earlier.exclude(comment=None).values_list("comment", flat=True)
    return {
        " ".join(line.split()) for comment in comments for line in comment[:MAX_MESSAGE_LENGTH].splitlines()
    } - {""}


def _without(text: str, lines: set[str]) -> str:
    kept = (line for line in text.split("\n") if " ".join(line.split()) not in lines)
    return "\n".join(kept).strip()


def reply_to(bot: Bot, message: Message, state: State) -> Reply:
    """The bot's reply to a message.

    The question may be in the title ("How big are micromets?", "see above"), in the body ("Help", "how big
    are micromets?"), or one in each; words of distress may be in either.
    """
    body = bot.ask(message.body, state)
    if not message.title or plain(message.title) in plain(message.body):
        return body
    both, trace = bot.explain(f"{message.title}\n\n{message.body}", state)
    if both.kind == "handoff" or body.kind == "handoff":
        return both if both.kind == "handoff" else body
    if body.kind == "answer":
        return _answer_or_clarify(bot, body, message, trace.utterance)
    if both.kind == "answer":
        settled = body.reason == "personal" or (
            body.kind == "clarify" and both.entry not in _option_entries(body)
        )
        return body if settled else both
    return both if body.kind == "smalltalk" or body.reason == "unclear" else body


def _option_entries(reply: Reply) -> set[str]:
    return {option.entry for option in reply.options}


def _answer_or_clarify(bot: Bot, body: Reply, message: Message, both: Utterance) -> Reply:
    """The answer to the body; where the title is another question, a reply that asks which comes first."""
    questions = [question.plain for question in both.questions]
    title = bot.ask(message.title)
    if title.kind != "answer" or title.entry == body.entry or plain(message.title) not in questions:
        return body
    return _clarify(bot, body, title)


def _clarify(bot: Bot, body: Reply, title: Reply) -> Reply:
    entries = [bot.bank.entries[reply.entry] for reply in (title, body) if reply.entry]
    return Reply(
        question=f"{title.question}\n\n{body.question}",
        kind="clarify",
        text=fill(bot.bank, bot.bank.language.texts["two_questions"]),
        bank=body.bank,
        state=replace(body.state, options=tuple(entry.id for entry in entries)),
        confidence=min(title.confidence, body.confidence),
        options=options(entries),
    )
