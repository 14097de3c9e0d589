"""E-mail: a thread for each conversation, which a mail program and a person can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from service import needs

needs("httpx2", "sqlalchemy")

from desk_messages import outgoing  # noqa: E402
from mail_server import mail_server  # noqa: E402

from footnote.desks import DeskError, Person, Ticket  # noqa: E402
from footnote.desks.kinds.smtp import EmailDesk  # noqa: E402

if TYPE_CHECKING:
    pass


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
