"""What a reply becomes in its ticket: a public answer, a private note, both, or nothing.

Follow-ups are written as rows, not by the desk's `update_ticket`, which would render their text as a
template, rename the ticket, and mail while the database is locked.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.utils import timezone
from helpdesk.models import FollowUp

from footnote.dialogue import Reply, State
from footnote.dialogue.handoff import due, hand_over, packet

from . import formatting as wording
from .models import Turn
from .people import bot_user
from .settings import desk
from .silence import handed_back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote import Bot
    from footnote.bank.models import Entry

    from .models import Talk


def post(turn: Turn, reply: Reply, bot: Bot) -> None:
    """Say a reply in the ticket of a turn, and keep the state of the talk. The caller saves the turn."""
    cause = due(reply)
    if reply.kind == "answer":
        text = wording.answer(reply, bot.bank.notice, desk().closing)
        turn.answer = _write(turn, wording.ANSWER_TITLE, text)
    elif reply.kind != "smalltalk" and reply.text:
        if reply.reason == "urgent":  # nobody may be reading yet
            turn.answer = _write(turn, wording.URGENT_TITLE, wording.answer(reply, "", ""))
        handed = packet(_replies(turn.talk, reply), cause) if cause and not reply.state.handed else None
        note = wording.note(reply, _near(reply, bot), bot.bank, handed)
        turn.note = _write(turn, wording.NOTE_TITLE, note, public=False)
    turn.outcome = _outcome(turn)
    turn.why = _why(turn, reply)
    _keep(turn.talk, reply, handed=cause is not None)


def _outcome(turn: Turn) -> str:
    said = Turn.Outcome.NOTED if turn.note else Turn.Outcome.ANSWERED
    return str(said if turn.note or turn.answer else Turn.Outcome.SILENT)


def _why(turn: Turn, reply: Reply) -> str:
    if turn.answer or turn.note:
        return reply.reason or reply.kind
    return "it asks nothing" if reply.text else "the ticket was handed over"


def _write(turn: Turn, title: str, text: str, *, public: bool = True) -> FollowUp:
    written = FollowUp(ticket=turn.talk.ticket, user=bot_user(), title=title, comment=text)
    written.public, written.date = public, timezone.now()
    written.save()
    return written


def _near(reply: Reply, bot: Bot) -> Iterator[Entry]:
    """The entries a worker may want: those that the bot would offer, or else the best matches."""
    near = [option.entry for option in reply.options]
    if not near and reply.reason in ("not-in-source", "personal"):
        near = [hit.entry for hit in bot.candidates(reply.question)]
    known = (bot.bank.entries[entry] for entry in dict.fromkeys(near) if entry in bot.bank.entries)
    return islice(known, wording.NEAR)


def _replies(talk: Talk, reply: Reply) -> list[dict[str, object]]:
    """The talk so far as the bank that answers now had it, since it was last handed to the bot."""
    since = talk.owned if handed_back(talk) else None
    earlier = talk.turns.filter(reply__isnull=False, **({"heard__gt": since} if since else {}))
    replies = [turn.reply for turn in earlier.order_by("pk")]
    return [*(each for each in replies if each["bank"]["id"] == reply.bank.id), reply.as_dict()]


def _keep(talk: Talk, reply: Reply, *, handed: bool) -> None:
    """The state for the next message. Options stand in notes only, so a "2" of the customer takes none."""
    state = State(reply.state.entry, declined=reply.state.declined, handed=reply.state.handed)
    talk.state = (hand_over(state) if handed else state).as_dict()
    talk.bank = reply.bank.id
    talk.save(update_fields=["state", "bank"])
    if handed and handed_back(talk):
        talk.ticket.assigned_to = talk.ticket.queue.default_owner
        talk.ticket.save()
