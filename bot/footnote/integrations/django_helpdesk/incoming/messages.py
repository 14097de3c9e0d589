"""A customer's message: the new text in a follow-up, without quoted mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.desks.answering.asking import Question
from footnote.integrations.django_helpdesk.models import Turn
from footnote.integrations.django_helpdesk.participants import is_first
from footnote.mail import new_text, plain_subject
from footnote.text import MAX_UTTERANCE_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpdesk.models import FollowUp


_TICKET_ID = re.compile(r"\[[\w-]+-\d+\]")

MAX_MESSAGE_LENGTH = 200_000
"""Characters of a message that are parsed: far more than are asked, as a long quotation may come first."""


def parse_message(followup: FollowUp) -> Question:
    """The new text in a follow-up. Each part is cut to the length that the bot reads."""
    ticket = followup.ticket
    body = _new_body(followup)
    if not is_first(followup):
        return Question("", _without(body, _earlier_lines(followup))[:MAX_UTTERANCE_LENGTH])
    title = plain_subject(_TICKET_ID.sub("", ticket.title))
    return Question(title[:MAX_UTTERANCE_LENGTH], body[:MAX_UTTERANCE_LENGTH])


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
