"""A mail server that takes mails to be sent."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .records import DeskError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

TIMEOUT = 20.0
"""Seconds that the mail server has for each step."""


class MailServer:
    """The server at `smtp://host:587` (with TLS where the server offers it) or `smtps://host`."""

    def __init__(self, url: str, user: str = "", password: str = "") -> None:
        self._server = urlsplit(url)
        self._login = (user, password)

    def send(self, mail: EmailMessage) -> None:
        """Give the server a mail. Raises DeskError where it does not take it."""
        try:
            with self._connection() as server:
                server.send_message(mail)
        except (OSError, smtplib.SMTPException) as error:
            raise DeskError(f"the mail server: {type(error).__name__}: {error}") from error

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        host, port = self._server.hostname or "localhost", self._server.port
        if self._server.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port or 465, timeout=TIMEOUT, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(host, port or 25, timeout=TIMEOUT)
        with server:
            server.ehlo()
            if self._server.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
            user, password = self._login
            if user:
                server.login(user, password)
            yield server
