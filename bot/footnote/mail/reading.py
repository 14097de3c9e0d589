"""A mail as a worker would read it: what its sender wrote, and what is attached."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .automatic import automatic
from .html import html_text
from .own_text import MAX_LENGTH, is_forward, new_text, plain_subject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage


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
