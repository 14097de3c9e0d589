"""E-mail: each conversation is a thread of mails to one address; workers reply to the person's address."""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import contextmanager, suppress
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr
from threading import Timer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from footnote.desks.records import DeskError, Ticket
from footnote.desks.texts import later, opening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.desks.records import Hook, Incoming, Outgoing

TIMEOUT = 20.0
"""Seconds that the mail server has for a mail in all, however slowly its responses drip."""


class EmailDesk:
    """Sends mails by a server at `smtp://host:587` (with TLS where the server offers it) or `smtps://host`.

    A message that is sent again, because the connection broke, has the same `Message-ID`.
    """

    answers_here = False

    def __init__(  # noqa: PLR0913  (all but the first three are named)
        self,
        url: str,
        to: str,
        sender: str,
        user: str = "",
        password: str = "",
        *,
        timeout: float = TIMEOUT,
    ) -> None:
        self._server = urlsplit(url)
        self._timeout = timeout
        self._to = to
        self._sender = sender
        self._login = (user, password)

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
        try:
            with self._connection() as server:
                server.send_message(self.mail(message, text))
        except (OSError, smtplib.SMTPException) as error:
            raise DeskError(f"the mail server: {type(error).__name__}: {error}") from error

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        """A server that is greeted and logged in to, and whose connection ends when its time is over."""
        host, port = self._server.hostname or "localhost", self._server.port
        server: smtplib.SMTP = (
            smtplib.SMTP_SSL(timeout=self._timeout, context=ssl.create_default_context())
            if self._server.scheme == "smtps"
            else smtplib.SMTP(timeout=self._timeout)
        )
        server._host = host  # type: ignore[attr-defined]  # noqa: SLF001  (for TLS; only `__init__` sets it)
        with _ended_after(self._timeout, server), server:
            code, greeting = server.connect(host, port or server.default_port)
            if code != 220:
                server.close()
                raise smtplib.SMTPConnectError(code, greeting)
            server.ehlo()
            if self._server.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
            user, password = self._login
            if user:
                server.login(user, password)
            yield server


@contextmanager
def _ended_after(seconds: float, server: smtplib.SMTP) -> Iterator[None]:
    """End the server's connection after so many seconds: its own time limit is for each read alone."""

    def end() -> None:
        if server.sock is not None:
            with suppress(OSError):  # it is closed already
                # Not the method of a TLS socket, which would pull it from under who reads from it.
                socket.socket.shutdown(server.sock, socket.SHUT_RDWR)

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
