"""A mail server that takes mails to be sent."""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import contextmanager, suppress
from threading import Timer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .records import DeskError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

TIMEOUT = 20.0
"""Seconds that the mail server has for a mail in all, however slowly its responses drip."""


class MailServer:
    """The server at `smtp://host:587` (with TLS where the server offers it) or `smtps://host`."""

    def __init__(self, url: str, user: str = "", password: str = "", *, timeout: float = TIMEOUT) -> None:
        self._server = urlsplit(url)
        self._timeout = timeout
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
