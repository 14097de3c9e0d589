"""E-mail: a thread for each conversation, which a mail program and a person can answer."""

from __future__ import annotations

import socketserver
import time
from contextlib import suppress

import pytest
from service import needs

needs("httpx2", "sqlalchemy")

from desk_messages import outgoing  # noqa: E402
from mail_server import listening, mail_server  # noqa: E402

from footnote.desks import DeskError, MailServer, Person, Ticket  # noqa: E402
from footnote.desks.kinds.smtp import EmailDesk  # noqa: E402


def desk_at(url: str) -> EmailDesk:
    return EmailDesk(url, "team@desk.example", "chat@desk.example")


def test_a_conversation_is_a_thread_that_the_team_can_answer() -> None:
    """A reply goes to the person; a later message is under the first."""
    with mail_server() as (url, received):
        desk = desk_at(url)
        ticket = desk.open(outgoing())
        desk.add(outgoing(number=2, packet=None, text="one more thing ü", ticket=ticket))
    first, later = received
    assert ticket.number == "7K3Q9BCD"
    assert first["Subject"] == "do roses need water? [7K3Q9BCD]"
    assert (first["To"], first["Reply-To"]) == ("team@desk.example", "Ann Lee <ann@customer.example>")
    assert "Handed over because" in first.get_content()
    assert later["In-Reply-To"] == first["Message-ID"] == "<7K3Q9BCD@desk.example>"
    assert "one more thing ü" in later.get_content()


def test_a_mail_that_is_sent_again_is_the_same_mail() -> None:
    """By its Message-ID, which mail servers go by."""
    with mail_server() as (url, received):
        desk_at(url).open(outgoing())
        desk_at(url).open(outgoing(tries=2))
    assert received[0]["Message-ID"] == received[1]["Message-ID"]


def test_a_name_is_no_header() -> None:
    """Whatever somebody calls themselves."""
    person = Person('Ann" <eve@evil.example>, "x', "ann@customer.example")
    mail = desk_at("smtp://h").mail(outgoing(person=person), "text")
    assert [each.addr_spec for each in mail["From"].addresses] == ["chat@desk.example"]
    assert [each.addr_spec for each in mail["Reply-To"].addresses] == ["ann@customer.example"]


def test_a_person_without_an_address_is_named_to_the_team() -> None:
    """Nobody looks for one in vain."""
    with mail_server() as (url, received):
        desk_at(url).open(outgoing(person=Person(), ticket=Ticket("", "")))
    assert received[0]["Reply-To"] is None
    assert "no way to reach this person" in received[0].get_content()


def test_a_mail_server_that_fails_is_tried_again() -> None:
    """Whether it refuses or is not there."""
    with mail_server(refuses=True) as (url, _), pytest.raises(DeskError):
        desk_at(url).open(outgoing())
    with pytest.raises(DeskError):
        desk_at("smtp://127.0.0.1:1").open(outgoing())


@pytest.mark.parametrize("before", [b"", b"220 test\r\n"], ids=["greeting", "response"])
def test_a_mail_server_that_drips_fails_within_its_time(before: bytes) -> None:
    """Which is for the whole of it, though every read brings something."""
    sent: list[bytes] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(before)
            with suppress(OSError):
                while len(sent) < 500:
                    sent.append(b"2")
                    self.wfile.write(b"2")
                    time.sleep(0.02)

    with listening(Handler) as url, pytest.raises(DeskError):
        MailServer(url, timeout=0.3).send(desk_at(url).mail(outgoing(), "text"))
    assert len(sent) < 100


def test_a_server_that_takes_no_mail_is_tried_again() -> None:
    """It says so in its greeting."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"554 no\r\n")
            self.rfile.read()

    with listening(Handler) as url, pytest.raises(DeskError, match="554"):
        desk_at(url).open(outgoing())
