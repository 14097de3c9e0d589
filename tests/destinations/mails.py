"""E-mail: a mail server with TLS and a login, the team's address, and the person's."""

from __future__ import annotations

import shutil
import smtplib
import ssl
import subprocess
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from ports import free_port
from postgres import missing

from .place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .place import Section


class Mailboxes:
    """Keeps every mail with the addresses that it is for."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802
        """Take a mail."""
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append((envelope.rcpt_tos, mail))
        return "250 OK"

    def of(self, address: str) -> list[EmailMessage]:
        """The mails of an address."""
        return [mail for recipients, mail in self.mails if address in recipients]


@contextmanager
def email(section: Section) -> Iterator[Place]:
    """The team reads mails and replies to them, as any mail program does."""
    boxes, settings = Mailboxes(), section.handoff
    user, password = settings["user"], settings["token"]
    certificate, tls = _certificate(section.folder)

    def authenticate(*given: Any) -> AuthResult:
        data = given[-1]
        return AuthResult(success=(data.login, data.password) == (user.encode(), password.encode()))

    def reply(text: str) -> None:
        asked = boxes.of(settings["to"])[0]
        answer = EmailMessage()
        answer["From"], answer["To"] = settings["to"], asked["Reply-To"]
        answer["Subject"], answer["In-Reply-To"] = f"Re: {asked['Subject']}", asked["Message-ID"]
        answer.set_content(text)
        with smtplib.SMTP("localhost", server.port) as client:
            client.starttls(context=ssl.create_default_context(cafile=certificate))
            client.login(user, password)
            client.send_message(answer)

    server = Controller(
        boxes, hostname="localhost", port=free_port(), require_starttls=True, tls_context=tls,
        auth_required=True, authenticator=authenticate,
    )  # fmt: skip
    server.start()
    try:
        yield Place(
            {"url": f"smtp://localhost:{server.port}"},
            lambda: "\n".join(mail.get_content() for mail in boxes.of(settings["to"])),
            lambda: boxes.of(settings["to"])[0]["Subject"].rpartition("[")[2].strip("]"),
            reply,
            mailed=lambda: "\n".join(mail.get_content() for mail in boxes.of("ann@customer.example")),
        )
    finally:
        server.stop()


def _certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for localhost, which the service is told to trust, and the server's TLS with it."""
    if shutil.which("openssl") is None:
        missing("no openssl: apt-get install openssl")
    key, certificate = folder / "key.pem", folder / CERTIFICATE
    subprocess.run(
        [
            *"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2".split(),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return certificate, context


CERTIFICATE = "certificate.pem"
