"""A mail as a worker would read it: what its sender wrote, and what is attached."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bs4 import BeautifulSoup

from .automatic import automatic
from .quoting import parts, without_quotes
from .signatures import without_signature
from .words import folded, mail_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

MAX_LENGTH = 200_000
"""Characters of a mail that are read: far more than are asked, as a long quotation may come first."""

_QUOTED = (
    "blockquote, .gmail_quote, #appendonsend, .moz-cite-prefix, .yahoo_quoted, .protonmail_quote, style, "
    "script, head, title"
)
_BLOCKS = ["p", "div", "li", "tr", "h1", "h2", "h3", "h4", "pre", "table", "hr"]
_CELLS = ["td", "th"]
_LINE, _PARAGRAPH = "\x1e", "\x1d"
_BREAKS = re.compile(r"[ \xa0]*[\x1d\x1e][\x1d\x1e \xa0]*")
"""Marks of the ends of blocks: however many meet, they are one line break, or an empty line."""

_HIDDEN = re.compile(r"display:\s*none|font-size:\s*0|max-height:\s*0", re.IGNORECASE)


class Mail(NamedTuple):
    """A mail. `automatic` says why no person wrote it, or is empty; `attachments` are the names of files."""

    subject: str
    text: str
    automatic: str
    attachments: tuple[str, ...]


def read_mail(message: EmailMessage) -> Mail:
    """A mail, parsed with `email.policy.default`."""
    subject = _decoded_subject(message)
    text = new_text(_body(message), forwards=is_forward(subject))
    return Mail(plain_subject(subject), text, automatic(message), tuple(_attachments(message)))


def new_text(body: str, *, forwards: bool = False) -> str:
    r"""The part of a mail's text that its sender wrote, without the mail it quotes and its signature.

    >>> new_text("And how big?\n\nOn 2 May, Desk <desk@a.example> wrote:\n> They are small.")
    'And how big?'
    """
    found = parts(body[:MAX_LENGTH])
    own = "\n".join(without_signature(without_quotes(found.above))).strip()
    own = re.sub(r"\n{3,}", "\n\n", own)
    if not own or ((forwards or found.forwarded) and not _asks(own)):
        below = new_text("\n".join(found.below)) if found.below else ""
        return "\n\n".join(filter(None, (own, below)))
    return own


def is_forward(subject: str) -> bool:
    """Whether a subject begins with "Fwd:" or the like."""
    start, colon, _ = re.sub("：", ":", subject).partition(":")
    return bool(colon) and folded(start) in mail_words().forward_prefixes


def plain_subject(subject: str) -> str:
    """A subject without "Re:" and "Fwd:", however many there are."""
    known = mail_words().reply_prefixes | mail_words().forward_prefixes
    rest = subject.strip()
    while True:
        start, colon, after = re.sub("：", ":", rest, count=1).partition(":")
        if not colon or folded(re.sub(r"\[\d+\]|\(\d+\)", "", start)) not in known:
            return rest
        rest = after.strip()


def html_text(html: str) -> str:
    """The text of a mail's HTML, without what it quotes by its own marks: a line a block, cells apart."""
    page = BeautifulSoup(html[: MAX_LENGTH * 4], "html.parser")
    for quoted in page.select(_QUOTED):
        if not quoted.decomposed and not _holds_forward(quoted):
            quoted.decompose()
    for header in page.select("#divRplyFwdMsg"):  # Outlook on the web: the mail below it is an earlier one
        header.insert_before(f"{_LINE}-----Original Message-----{_LINE}")
    for hidden in page.find_all(style=_HIDDEN):
        hidden.decompose()
    for text in page.find_all(string=re.compile(r"\n")):
        text.replace_with(text.replace("\n", " "))
    for block in page.find_all(_BLOCKS):
        block.insert_before(_PARAGRAPH if block.name == "p" else _LINE)
        block.insert_after(_PARAGRAPH if block.name == "p" else _LINE)
    for line_break in page.find_all("br"):
        line_break.replace_with("\n")
    for cell in page.find_all(_CELLS):
        cell.insert_after(" ")
    return _with_lines(page.get_text())


def _with_lines(text: str) -> str:
    """The text with line breaks in place of the marks of blocks."""
    broken = _BREAKS.sub(lambda marks: "\n\n" if _PARAGRAPH in marks[0] else "\n", text)
    lines = "\n".join(" ".join(line.split()) for line in broken.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _holds_forward(quoted: object) -> bool:
    text = folded(str(getattr(quoted, "text", ""))[:300])
    return any(phrase in text for phrase in mail_words().forwarded)


def _asks(text: str) -> bool:
    return "?" in text or len(text.split()) > 25


def _decoded_subject(message: EmailMessage) -> str:
    try:
        return " ".join(str(message.get("Subject", "")).split())
    except (LookupError, ValueError):
        return ""


def _body(message: EmailMessage) -> str:
    """The plain text; the HTML's where there is none, or where it only says that there is HTML."""
    plain = _content(message, "plain")
    html = _content(message, "html")
    if html and len(plain.split()) < 4 < len(html_text(html).split()):
        return html_text(html)
    return plain or (html_text(html) if html else "")


def _content(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    given = part.get_payload()
    if isinstance(given, str) and _is_decoded(given):
        return given[: MAX_LENGTH * 4]
    try:
        return str(part.get_content())[: MAX_LENGTH * 4]
    except (LookupError, ValueError, KeyError):
        raw = part.get_payload(decode=True)
        return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""


def _is_decoded(payload: str) -> bool:
    """Whether a mail was parsed from text, and not from bytes, so that nothing is left to decode."""
    return not payload.isascii() and not any("\udc80" <= each <= "\udcff" for each in payload)


def _attachments(message: EmailMessage) -> Iterator[str]:
    """The names of attached files and of inline images, each once."""
    seen = set()
    for part in message.walk():
        name = part.get_filename() or ""
        is_image = part.get_content_maintype() == "image"
        if (name or is_image or part.get_content_disposition() == "attachment") and not part.is_multipart():
            name = " ".join((name or f"{part.get_content_type()} without a name").split())[:100]
            if name not in seen:
                seen.add(name)
                yield name
