"""The mail with a code, and the mail with a conversation."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import TYPE_CHECKING

from footnote.dialogue import plain
from footnote.errors import BotError
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from footnote.bank import Bank
    from footnote.desks.records import Message
    from footnote.dialogue import Reply


class TooManyMails(BotError):
    """So many mails were sent that this one has to wait."""


def of_code(sender: str, to: str, bank: Bank, code: str) -> EmailMessage:
    """The mail with a code. It has nothing that somebody typed."""
    texts = bank.language.texts
    text = texts["code_text"].format(title=bank.title, code=code)
    return _mail(sender, to, texts["code_subject"].format(code=code), text)


def of_conversation(
    sender: str, to: str, bank: Bank, replies: Iterable[Reply], messages: Iterable[Message]
) -> EmailMessage:
    """The mail with a conversation: what was asked, each reply with its sources, and what the team wrote."""
    lines = [*_with_the_bot(replies, bank), *_with_the_team(messages)]
    text = "\n\n".join(filter(None, (bank.title, bank.notice, *lines)))
    return _mail(sender, to, bank.language.texts["transcript_subject"].format(title=bank.title), text)


def _with_the_bot(replies: Iterable[Reply], bank: Bank) -> Iterator[str]:
    for reply in replies:
        yield _quoted(reply.question)
        yield plain(reply, bank.language) if reply.text else ""


def _with_the_team(messages: Iterable[Message]) -> Iterator[str]:
    for message in messages:
        if message.author == "person":
            yield _quoted(message.text)
        elif message.author == "team":
            yield f"{printable(message.name)}: {printable(message.text)}".removeprefix(": ")


def _quoted(text: str) -> str:
    """What the person wrote, so that no line of it can pass for something else."""
    return "\n".join(f"> {line}" for line in printable(text).split("\n"))


def _mail(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, " ".join(printable(subject).split())
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or "localhost")
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    return mail
