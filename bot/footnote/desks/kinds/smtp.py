"""E-mail: each conversation is a thread of mails to one address; workers reply to the person's address."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr
from typing import TYPE_CHECKING

from footnote.desks.mail_server import MailServer
from footnote.desks.records import Ticket
from footnote.desks.texts import later, opening

if TYPE_CHECKING:
    from footnote.desks.records import Hook, Incoming, Outgoing


class EmailDesk:
    """Sends mails by a server at `smtp://host:587` (with TLS where the server offers it) or `smtps://host`.

    A message that is sent again, because the connection broke, has the same `Message-ID`.
    """

    answers_here = False

    def __init__(self, url: str, to: str, sender: str, user: str = "", password: str = "") -> None:
        self._server = MailServer(url, user, password)
        self._to = to
        self._sender = sender

    def open(self, message: Outgoing) -> Ticket:
        """Send the conversation."""
        self._send(message, opening(message, answers_here=False))
        return Ticket(message.conversation.reference, message.conversation.reference)

    def add(self, message: Outgoing) -> None:
        """Send a later message, in the same thread."""
        self._send(message, later(message))

    def read(self, _hook: Hook) -> list[Incoming]:
        """Nothing: replies go to the person's own address."""
        return []

    def mail(self, message: Outgoing, text: str) -> EmailMessage:
        """The mail with a message."""
        person, reference = message.conversation.person, message.conversation.reference
        mail = EmailMessage()
        name = person.name or "Chat"
        mail["From"] = formataddr((f"{name} (chat)", parseaddr(self._sender)[1]))
        mail["To"] = self._to
        mail["Date"] = format_datetime(datetime.fromisoformat(message.time))
        domain = self._sender.rpartition("@")[2].strip(" >") or "localhost"
        first = f"<{reference}@{domain}>"
        if message.packet is None:
            mail["Subject"] = f"Re: your chat conversation [{reference}]"
            mail["Message-ID"] = f"<{reference}.{message.number}@{domain}>"
            mail["In-Reply-To"] = mail["References"] = first
        else:
            mail["Subject"] = message.subject
            mail["Message-ID"] = first
        if person.email:
            mail["Reply-To"] = formataddr((person.name, person.email))
        mail["X-Footnote-Reference"] = reference
        mail.set_content(text)
        return mail

    def _send(self, message: Outgoing, text: str) -> None:
        self._server.send(self.mail(message, text))
