"""Mails about follow-ups of the bot, sent after they are saved.

An answer is mailed to everybody who gets a worker's answer. A note is mailed to the ticket's owner only,
whatever the desk's settings say of private follow-ups: people in copy may be the customer's. Every mail
declares that a program sent it, so that no out-of-office reply starts a loop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.safestring import mark_safe
from helpdesk.lib import safe_template_context
from helpdesk.signals import update_ticket_done

from footnote.desks.answering.formatting import NOTE_TITLE

if TYPE_CHECKING:
    from helpdesk.models import FollowUp

    from .models import Turn

_AUTOMATIC_HEADERS = {
    "Auto-Submitted": "auto-replied",
    "X-Auto-Response-Suppress": "All",
    "Precedence": "auto_reply",
}


def notify(turn: Turn) -> None:
    """Mail the answer and the note of a message, call the desk's webhooks, and record that they are sent.

    The follow-up records who has been mailed, so that a second try mails the others only.
    """
    for written in (turn.answer, turn.note):
        if written:
            _send(written, in_reply_to=turn.followup.message_id)
            update_ticket_done.send_robust(sender="footnote", followup=written)
    type(turn).objects.filter(pk=turn.pk).update(told=True)


def _send(written: FollowUp, in_reply_to: str | None) -> None:
    ticket, sent = written.ticket, set(written.email_recipients or ())
    headers = {**_AUTOMATIC_HEADERS, **({"In-Reply-To": in_reply_to} if in_reply_to else {})}
    skip = {*sent, written.user.email}
    try:
        ticket.send(
            _roles(written), dont_send_to=skip, sent_to=sent, fail_silently=True, extra_headers=headers
        )
    finally:
        written.email_recipients = sorted(sent)
        type(written).objects.filter(pk=written.pk).update(email_recipients=written.email_recipients)


def _roles(written: FollowUp) -> dict[str, tuple[str, dict[str, Any]]]:
    """The desk's mail template and its context, by recipient."""
    ticket = written.ticket
    roles = {}
    if written.public:
        context = _context(written, written.comment)
        roles = {"submitter": ("updated_submitter", context), "ticket_cc": ("updated_cc", context)}
    owner = ticket.assigned_to
    if owner and owner.usersettings_helpdesk.email_on_ticket_change:
        text = (
            written.comment
            if written.public
            else f"{NOTE_TITLE}: there is a note for you on the ticket's page."
        )
        roles["assigned_to"] = ("updated_owner", {**_context(written, text), "private": not written.public})
    return roles


def _context(written: FollowUp, text: str) -> dict[str, Any]:
    # The desk marks every comment as safe, and splits lines at \r\n. Our text has no markup.
    comment = mark_safe(text.replace("\r\n", "\n").replace("\n", "\r\n"))  # noqa: S308
    return {**safe_template_context(written.ticket), "comment": comment}
