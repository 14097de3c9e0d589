"""Posting a reply in its ticket: as a public answer, a private note, both, or not at all.

Follow-ups are saved as rows and not by the desk's `update_ticket`, which would render their text as a
template, rename the ticket, and send mails while the database is locked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from helpdesk.models import FollowUp

from footnote.desks.answering import formatting
from footnote.desks.answering.asking import near_entries
from footnote.dialogue import Reply
from footnote.dialogue.handoff import due, hand_over, packet
from footnote.record import replace
from footnote.text import printable

from .models import Turn
from .participants import bot_user, is_handed_back
from .settings import desk_settings

if TYPE_CHECKING:
    from footnote import Bot

    from .models import Talk


def post(turn: Turn, reply: Reply, bot: Bot) -> None:
    """Write a reply in the ticket of a turn, and save the conversation's state. The caller saves the turn."""
    cause = due(reply)
    if reply.kind == "answer":
        text = formatting.answer(reply, bot.bank, desk_settings().closing)
        if desk_settings().answers(turn.talk.ticket.queue.slug, reply.confidence):
            turn.answer = _write(turn, formatting.ANSWER_TITLE, text)
        else:
            _write_draft(turn, text)
    elif reply.kind != "smalltalk" and reply.text:
        if reply.reason == "urgent":  # nobody may be reading yet
            turn.answer = _write(turn, formatting.URGENT_TITLE, printable(reply.text))
        handed = packet(_replies(turn.talk, reply), cause) if cause and not reply.state.handed else None
        attached = (turn.mail or {}).get("attachments", ())
        note = formatting.note(reply, near_entries(reply, bot), bot.bank, handed, attached)
        turn.note = _write(turn, formatting.NOTE_TITLE, note, public=False)
    turn.outcome = _outcome(turn)
    turn.why = _why(turn, reply)
    _save_state(turn.talk, reply, handed=cause is not None)


def _outcome(turn: Turn) -> str:
    if turn.note:
        return str(Turn.Outcome.NOTED)
    return str(Turn.Outcome.ANSWERED if turn.answer else Turn.Outcome.SILENT)


def _why(turn: Turn, reply: Reply) -> str:
    if turn.draft:
        return "a draft is waiting"
    if turn.answer or turn.note:
        return reply.reason or reply.kind
    return "it asks nothing" if reply.text else "the ticket was handed over"


def _write(turn: Turn, title: str, text: str, *, public: bool = True) -> FollowUp:
    written = FollowUp(ticket=turn.talk.ticket, user=bot_user(), title=title, comment=text)
    written.public, written.date = public, timezone.now()
    written.save()
    return written


def _write_draft(turn: Turn, text: str) -> None:
    """Leave the answer to a worker, ready to be sent."""
    turn.draft, turn.decided = text, Turn.Decided.OPEN
    try:
        page = reverse("footnote:draft", args=[turn.pk])
    except NoReverseMatch:
        page = ""
    turn.note = _write(turn, formatting.DRAFT_TITLE, formatting.draft(text, page), public=False)


def _replies(talk: Talk, reply: Reply) -> list[dict[str, object]]:
    """The replies so far, as JSON: of the same bank, since the ticket was last handed to the bot."""
    since = talk.owned if is_handed_back(talk) else None
    earlier = talk.turns.filter(reply__isnull=False, **({"heard__gt": since} if since else {}))
    replies = [turn.reply for turn in earlier.order_by("pk")]
    return [*(each for each in replies if each["bank"]["id"] == reply.bank.id), reply.as_dict()]


def _save_state(talk: Talk, reply: Reply, *, handed: bool) -> None:
    """Save the state for the next message, without options: the customer has not seen those of a note."""
    state = replace(reply.state, options=(), earlier=())
    talk.state = (hand_over(state) if handed else state).as_dict()
    talk.bank = reply.bank.id
    talk.save(update_fields=["state", "bank"])
    if handed and is_handed_back(talk):
        talk.ticket.assigned_to = talk.ticket.queue.default_owner
        talk.ticket.save()
