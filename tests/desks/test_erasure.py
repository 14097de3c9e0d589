"""A person is erased from the conversations that were handed over: all of it, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import postgres
import pytest
from service import needs

needs("sqlalchemy", "psycopg")

from desk_messages import PACKET  # noqa: E402
from fake_desk import FakeDesk  # noqa: E402

from footnote.desks import ConversationStore, Erasure, Incoming, Person, Sender, Ticket  # noqa: E402
from footnote.errors import JournalError  # noqa: E402
from footnote.journal import Search  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from footnote.desks import Conversation

ANN, BEN = Person("Ann Léa Kowalski", "ann@customer.example"), Person("Ben", "ben@customer.example")


@pytest.fixture(name="server", scope="module")
def _server() -> Iterator[postgres.Server]:
    with postgres.running() as server:
        yield server


@pytest.fixture(name="address", params=["sqlite", "postgresql"])
def _address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "chat.sqlite3")
    server: postgres.Server = request.getfixturevalue("server")
    erasure = Erasure(server.address)
    erasure.erase([each.conversation.id for each in erasure.find(Search(["customer.example"]))])
    return server.address


def handed_over(address: str) -> tuple[Conversation, Conversation]:
    """Ann's conversation, which the desk has, with a reply and a later message that waits; and Ben's."""
    store = ConversationStore(address)
    anns = store.start("garden", ANN, PACKET, "1. Asked: do roses need water?\n2. Asked: a person")
    message = store.claim()
    assert message
    store.delivered(message, Ticket("17", "#17"))
    store.receive(Incoming("17", "1", "reply", "Wendy", "Dear Ms Kowalski, water them at noon."))
    store.write(anns.id, "my cat Zebedee eats them")
    return anns, store.start("garden", BEN, PACKET, "something else")


@pytest.mark.parametrize(
    "known",
    ["ann@customer.example", "ANN LÉA  kowalski", "#17", "zebedee", "ｋｏｗａｌｓｋｉ", "water them at noon"],
)
def test_a_person_is_found_by_what_is_known_of_them(address: str, known: str) -> None:
    """An address, a name, the ticket, and words of theirs or to them; whatever the case and width."""
    anns, _ = handed_over(address)
    (found,) = Erasure(address).find(Search([known]))
    assert found.conversation.id == anns.id
    assert (found.messages, found.waiting) == (3, 1)
    assert found.asked == ("do roses need water?", "a person")


@pytest.mark.parametrize("known", ["kowal", "customer", "an", "17", "taken", "open"])
def test_a_part_of_a_word_finds_nobody(tmp_path: Path, known: str) -> None:
    """Nor does a word of the program's own; "17" is the ticket's id, which the desk's pages show."""
    address = str(tmp_path / "chat.sqlite3")
    handed_over(address)
    found = Erasure(address).find(Search([known]))
    assert len(found) == {"17": 1, "customer": 2}.get(known, 0)


def test_what_is_erased_is_gone_and_others_stay(address: str) -> None:
    """Messages that wait are not sent any more."""
    anns, bens = handed_over(address)
    store, erasure = ConversationStore(address), Erasure(address)
    assert store.waiting() == 2
    assert erasure.erase([anns.id]) == 1
    assert store.get(anns.id) is None
    assert store.messages(anns.id) == []
    assert store.get(bens.id) == bens
    assert store.waiting() == 1
    assert erasure.find(Search(["kowalski", "zebedee"])) == []
    assert erasure.erase([anns.id]) == 0


def test_a_message_on_its_way_does_not_bring_a_person_back(address: str) -> None:
    """The sender has read it already; it goes on with the others."""
    anns, bens = handed_over(address)
    store, desk = ConversationStore(address), FakeDesk()
    sender = Sender(store, desk, lambda _id: None)
    claimed = store.claim()
    assert claimed
    Erasure(address).erase([anns.id])
    with pytest.raises(store.UNREACHABLE):
        store.delivered(claimed)
    assert sender.work_due() == 1
    assert store.get(anns.id) is None
    assert store.get(bens.id)


def test_no_byte_is_left_in_the_file(tmp_path: Path) -> None:
    """Nor in its log."""
    address = str(tmp_path / "chat.sqlite3")
    anns, _ = handed_over(address)
    assert any(b"Zebedee" in path.read_bytes() for path in tmp_path.iterdir())
    Erasure(address).erase([anns.id])
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Ben" in left
    for gone in (b"Zebedee", b"Kowalski", b"ann@customer", b"noon"):
        assert gone not in left


def test_without_a_database_nothing_is_created(tmp_path: Path) -> None:
    """A mistyped path is an error."""
    with pytest.raises(JournalError, match="no conversations at"):
        Erasure(str(tmp_path / "typo")).find(Search(["ann"]))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("texts", [[], [""], ["ann", " "]])
def test_nothing_is_not_searched_for(texts: list[str]) -> None:
    """It would find everybody."""
    with pytest.raises(JournalError, match="write a name"):
        Search(texts)
