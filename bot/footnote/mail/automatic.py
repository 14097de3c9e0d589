"""Mail that no person wrote: absence notes, delivery reports, lists, newsletters, invitations."""

from __future__ import annotations

import re
from email.utils import parseaddr
from typing import TYPE_CHECKING

from .words import folded, mail_words

if TYPE_CHECKING:
    from email.message import Message

_PRECEDENCE = frozenset(("bulk", "list", "junk", "auto_reply", "auto-reply"))
_SUPPRESSED = re.compile(r"\b(all|autoreply|oof)\b", re.IGNORECASE)
_LISTS = ("List-Id", "List-Unsubscribe", "List-Post", "List-Help", "Feedback-ID")
_ANSWERS = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-AutoReply-From", "X-Mail-Autoreply")
_PROGRAMS = re.compile(
    r"(?:mailer-?daemon|postmaster|bounces?|no-?reply|do-?not-?reply|notifications?|auto(?:matic)?-?reply)"
    r"(?:[+=.-].*)?"
)


def automatic(message: Message) -> str:
    """Why a mail is from a program, or "" where a person wrote it."""
    return next(filter(None, (_of_report(message), _of_headers(message), _of_subject(message))), "")


def _of_report(message: Message) -> str:
    kind = message.get_content_type()
    if kind == "multipart/report" or _header(message, "X-Failed-Recipients"):
        return "a delivery report"
    if any(part.get_content_type() == "text/calendar" for part in message.walk()):
        return "an invitation"
    return ""


def _of_headers(message: Message) -> str:
    submitted = _header(message, "Auto-Submitted").partition(";")[0].strip()
    if submitted and submitted != "no":
        return "an automatic answer"
    if any(message.get(name) for name in _ANSWERS):
        return "an automatic answer"
    if any(message.get(name) for name in _LISTS) or _header(message, "Precedence") in _PRECEDENCE:
        return "mail of a list"
    if _SUPPRESSED.search(_header(message, "X-Auto-Response-Suppress")):
        return "mail of a program"
    if _header(message, "Return-Path") == "<>":
        return "a delivery report"
    local = parseaddr(str(message.get("From", "")))[1].partition("@")[0].casefold()
    return "mail of a program" if _PROGRAMS.fullmatch(local) else ""


def _of_subject(message: Message) -> str:
    subject = folded(str(message.get("Subject", "")))
    return "an absence note" if subject.startswith(mail_words().absence) else ""


def _header(message: Message, name: str) -> str:
    return str(message.get(name, "")).strip().casefold()
