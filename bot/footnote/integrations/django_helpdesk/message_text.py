"""What a customer newly wrote: without the mail that is answered, and without what the desk had said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bs4 import BeautifulSoup
from email_reply_parser import EmailReplyParser

from footnote.text import MAX_LENGTH as LONGEST

from .people import first

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpdesk.models import FollowUp

# "On Sunday Ann <ann@a.example> wrote:", in any language, on one line or wrapped onto two.
_QUOTES = re.compile(
    r"^(?:[^\n]{0,200}\n)?[^\n]{0,200}<[^\n<>]{1,200}@[^\n<>]{1,200}>[^\n]{0,80}:[ \t]*$", re.MULTILINE
)
# Outlook's header over the mail that is answered.
_OUTLOOK = re.compile(r"^(?:-{3,}.*-{3,}|_{20,}|\*?From:\*? .+)$", re.MULTILINE)
_HEADER = re.compile(r"^(?:\*?(?:From|Sent|Date|To|Cc|Subject):\*? .*|-{3,}.*-{3,}|_{20,})\n?", re.MULTILINE)
_TICKET = re.compile(r"\[[\w-]+-\d+\]")
_PREFIX = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg)\s*:)+", re.IGNORECASE)
_EARLIER = "blockquote, .gmail_quote, #appendonsend, #divRplyFwdMsg, .moz-cite-prefix, style, script, head"
_BLOCKS = ["p", "div", "br", "li", "tr", "h1", "h2", "h3"]

READ = 200_000
"""Characters of a message that are looked at: far more than is matched, as a long quote may stand first."""


class Words(NamedTuple):
    """What was written: `title` where the message opens a ticket, and `body`."""

    title: str
    body: str


def words(followup: FollowUp) -> Words:
    """The customer's new words in a follow-up, each part no longer than the bot reads."""
    ticket = followup.ticket
    body = _written(followup)
    if not first(followup):
        return Words("", _without(body, _desk_said(followup))[:LONGEST])
    title = _PREFIX.sub("", _TICKET.sub("", ticket.title)).strip()
    return Words(title[:LONGEST], body[:LONGEST])


def new_text(mail: str) -> str:
    r"""The part of a mail that its sender wrote.

    >>> new_text("And how big?\n\nOn 2 May, Desk <desk@a.example> wrote:\n> They are small.")
    'And how big?'
    """
    text = mail[:READ].replace("\r\n", "\n")
    found = [match.start() for pattern in (_QUOTES, _OUTLOOK) if (match := pattern.search(text))]
    above = text[: min(found)].strip() if found else text
    # Where nothing stands above the header, the mail is a forward.
    return str(EmailReplyParser.parse_reply(above or _HEADER.sub("", text))).strip()


def _written(followup: FollowUp) -> str:
    """The text of a follow-up as it was sent: of a mail that came as HTML only, from the HTML itself."""
    comment = (followup.comment or "")[:READ]
    if not followup.message_id:
        return comment.replace("\r\n", "\n").strip()
    html = _html(followup, comment)
    return new_text(html or comment)


def _html(followup: FollowUp, comment: str) -> str:
    """The lines of the mail's HTML, where the desk made the comment from it and ran its lines together."""
    for attached in followup.followupattachment_set.filter(mime_type="text/html"):
        try:
            with attached.file.open("rb") as stream:
                page = BeautifulSoup(stream.read(READ * 4), "html.parser")
        except OSError:
            continue
        if _squeezed(page.text).endswith(_squeezed(comment)):
            return _lines(page)
    return ""


def _lines(page: BeautifulSoup) -> str:
    for earlier in page.select(_EARLIER):
        earlier.decompose()
    for block in page.find_all(_BLOCKS):
        block.insert_after("\n")
    return "\n".join(" ".join(line.split()) for line in page.get_text().splitlines()).strip()


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _desk_said(followup: FollowUp) -> set[str]:
    """The lines of what the desk wrote before, which come back in mails that quote without any mark."""
    earlier = followup.ticket.followup_set.filter(pk__lt=followup.pk, user__isnull=False)
    comments: Iterable[str] = earlier.exclude(comment=None).values_list("comment", flat=True)
    return {" ".join(line.split()) for comment in comments for line in comment[:READ].splitlines()} - {""}


def _without(text: str, lines: set[str]) -> str:
    kept = (line for line in text.split("\n") if " ".join(line.split()) not in lines)
    return "\n".join(kept).strip()
