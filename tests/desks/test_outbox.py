"""What waits for the desk: in order, and each message once, whatever fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

import postgres
import pytest
from service import SERVE_IMPATIENTLY, needs

needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy", "httpx2")

import sqlalchemy as sql  # noqa: E402
from desk_messages import PACKET  # noqa: E402
from fake_desk import FakeDesk  # noqa: E402
from http_desk import Call, served  # noqa: E402
from paths import GARDEN, ROOT  # noqa: E402

from footnote.desks import (  # noqa: E402
    ConversationStore,
    Incoming,
    Outgoing,
    Person,
    Sender,
    Ticket,
    UnknownTicket,
    background,
    tables,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONVERSATIONS = int(os.environ.get("FOOTNOTE_TEST_CONVERSATIONS", "60"))
"""Measured with 1,000; see tests/bench/README.md."""

ANN = Person("Ann", "ann@customer.example")


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ConversationStore]:
    if request.param == "sqlite":
        yield ConversationStore(str(tmp_path / "chat.sqlite3"))
        return
    with postgres.running() as server:
        yield ConversationStore(server.address)


def test_messages_wait_in_order_until_the_desk_has_them(store: ConversationStore) -> None:
    """Of two conversations, one does not wait for the other."""
    desk = FakeDesk()
    sender = Sender(store, desk, lambda _id: None)
    one = store.start("garden", ANN, PACKET, "one")
    store.write(one.id, "later")
    desk.down = True
    assert sender.work_due() == 0
    assert store.waiting() == 2
    two = store.start("garden", ANN, PACKET, "two")
    desk.down = False
    assert sender.work_due() == 1  # the first of `one` is due in two seconds
    assert [message.text for message in desk.got] == ["two"]
    assert store.get(two.id) == two._replace(status="open", ticket=Ticket("17", "#17"))


def test_one_process_sends_a_message(store: ConversationStore) -> None:
    """The others leave it alone while it is being sent."""
    store.start("garden", ANN, PACKET, "one")
    assert store.claim() is not None
    assert store.claim() is None


@pytest.mark.parametrize("hours", [0.5, 24 * 400])
def test_a_clock_that_is_set_back_holds_no_message(
    store: ConversationStore, monkeypatch: pytest.MonkeyPatch, hours: float
) -> None:
    """It is sent at once, however far ahead the clock was when it was stored."""
    ahead = tables.now() + timedelta(hours=hours)
    with monkeypatch.context() as changed:
        changed.setattr(tables, "now", lambda: ahead)
        store.start("garden", ANN, PACKET, "one")
        assert store.claim() is not None  # by a process that died
    claimed = store.claim()
    assert claimed
    assert claimed.text == "one"
    store.postpone(claimed, tables.RETRY_DELAYS[-1])
    assert store.claim() is None


def test_what_a_desk_calls_a_ticket_is_a_short_printable_line(store: ConversationStore) -> None:
    """JSON may have half of a character in it, which no database takes."""

    class OddDesk(FakeDesk):
        def open(self, message: Outgoing) -> Ticket:
            super().open(message)
            return Ticket("17\ud800", "#\ud800\x1b[31m\n" * 1_000)

    one = store.start("garden", ANN, PACKET, "one")
    assert Sender(store, OddDesk(), lambda _id: None).work_due() == 1
    found = store.get(one.id)
    assert found
    assert (found.status, len(found.number), found.number[:9]) == ("open", 200, "#\ufffd\ufffd[31m #")
    event = Incoming("17\ud800", "k\udfff" * 300, "reply", "W\x00\ud800", "At noon.")
    assert [store.receive(event), store.receive(event)] == [one.id, ""]
    assert [each.name for each in store.messages(one.id) if each.author == "team"] == ["W\ufffd\ufffd"]


def test_a_damaged_packet_holds_no_other_message(store: ConversationStore) -> None:
    """What it says is there as text, too."""
    damaged = store.start("garden", ANN, PACKET, "one")
    store.start("garden", ANN, PACKET, "two")
    with store._database.begin(write=True) as connection:  # noqa: SLF001  (as a bad disk leaves it)
        ids = {"id": damaged.id}
        connection.execute(sql.text("UPDATE footnote_message SET packet='{' WHERE conversation=:id"), ids)
    desk = FakeDesk()
    assert Sender(store, desk, lambda _id: None).work_due() == 2
    assert sorted(message.text for message in desk.got) == ["one", "two"]


def test_no_error_ends_the_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is the only one: it is logged, and what waits is tried again."""
    monkeypatch.setattr(background, "POLL_INTERVAL", 0.05)
    monkeypatch.setattr(tables, "LEASE", 0)
    store, desk = ConversationStore(str(tmp_path / "chat.sqlite3")), FakeDesk()
    store.start("garden", ANN, PACKET, "one")
    changed: list[str] = []

    def fail_at_first(id: str) -> None:
        changed.append(id)
        if len(changed) == 1:
            raise UnicodeEncodeError("utf-8", "xyzzy", 0, 1, "no")

    sender = Sender(store, desk, fail_at_first)
    with caplog.at_level("WARNING", "footnote.desks"):
        sender.start()
        wait_for(lambda: changed, 20)
        store.start("garden", ANN, PACKET, "two")
        wait_for(lambda: len(changed) == 2, 20)
        sender.stop(10)
    assert "UnicodeEncodeError" in caplog.text
    assert "xyzzy" not in caplog.text


def test_an_event_of_the_desk_counts_once(store: ConversationStore) -> None:
    """And not for a ticket that is nobody's. The number that people see is good, too."""
    started = store.start("garden", ANN, PACKET, "one")
    Sender(store, FakeDesk(), lambda _id: None).work_due()
    reply = Incoming("17", "message:1", "reply", "Wendy", "At noon.")
    assert [store.receive(reply), store.receive(reply)] == [started.id, ""]
    with pytest.raises(UnknownTicket):
        store.receive(reply._replace(ticket="18", key="message:2"))
    assert store.receive(reply._replace(ticket="#17", key="message:3")) == started.id
    texts = [(each.author, each.text) for each in store.messages(started.id)]
    told = ("team", "At noon.")
    assert texts == [("status", "open"), told, ("status", "taken"), told]


def test_a_number_that_two_conversations_have_is_none(store: ConversationStore) -> None:
    """A reply is never shown to somebody else."""
    for text in ("one", "two"):
        store.start("garden", ANN, PACKET, text)
    Sender(store, FakeDesk(), lambda _id: None).work_due()
    with pytest.raises(UnknownTicket, match="more than one"):
        store.receive(Incoming("#17", "message:1", "reply", "Wendy", "At noon."))


def test_the_status_is_that_of_the_last_message_that_is_read_with_it(store: ConversationStore) -> None:
    """Whoever waits for messages reads each change once; a status from before it would stay for good."""
    id = store.start("garden", ANN, PACKET, "one").id
    Sender(store, FakeDesk(), lambda _id: None).work_due()

    def change() -> None:
        for number in range(60):
            store.receive(Incoming("17", f"message:{number}", ("taken", "returned")[number % 2], "Wendy"))

    desk = Thread(target=change)
    desk.start()
    while desk.is_alive():
        conversation, messages = store.get_with_messages(id) or pytest.fail("it is gone")
        assert conversation.status == messages[-1].text
    desk.join()
    assert store.get_with_messages("nobody's") is None


def test_old_conversations_are_deleted_but_not_what_waits(store: ConversationStore) -> None:
    """The desk gets everything before."""
    one = store.start("garden", ANN, PACKET, "one")
    assert store.prune("9999") == 0
    Sender(store, FakeDesk(), lambda _id: None).work_due()
    assert store.prune("9999") == 1
    assert store.get(one.id) is None
    assert store.messages(one.id) == []


class Zammad:
    """A desk that is down half of the time. Then it refuses, or takes what it is sent and dies before it
    responds, or takes nothing and dies.
    """

    def __init__(self) -> None:
        self.tickets: list[str] = []
        self.articles: list[tuple[int, str]] = []
        self._lock = Lock()
        self._calls = 0

    def __call__(self, call: Call) -> tuple[int, Any]:
        with self._lock:
            self._calls += 1
            fault = self._calls % 6  # of six calls, three fail
            if fault == 0:
                return 503, {}
            if fault == 1:
                return 0, {}
            answer = self._answer(call)
            return (0, {}) if fault == 2 else (200, answer)

    def _answer(self, call: Call) -> Any:
        if call.method == "POST" and call.path.endswith("/tickets"):
            self.tickets.append(call.json["title"])
            return self._ticket(len(self.tickets) - 1)
        if call.method == "POST":
            self.articles.append((call.json["ticket_id"], call.json["body"]))
            return {"id": len(self.articles)}
        if "search" in call.path:
            found = [at for at, title in enumerate(self.tickets) if call.query["query"] in title]
            return [self._ticket(at) for at in found]
        ticket = int(call.path.rpartition("/")[2])
        return [{"body": body} for id, body in self.articles if id == ticket]

    def _ticket(self, at: int) -> dict[str, Any]:
        return {"id": at + 1, "number": str(10_000 + at), "title": self.tickets[at]}


def serve(folder: Path, url: str) -> subprocess.Popen[bytes]:
    settings = {"DESK": "zammad", "URL": url, "TOKEN": "t", "QUEUE": "g"}
    settings["DATABASE"] = str(folder / "chat.sqlite3")
    environment = {f"FOOTNOTE_HANDOFF_{name}": value for name, value in settings.items()}
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, *SERVE_IMPATIENTLY, "--port", "0", "--bank", str(GARDEN)],
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=ROOT,
        )


def test_every_message_reaches_its_ticket_once(tmp_path: Path) -> None:
    """The desk is down half of the time, and the service is killed twice while it sends."""
    zammad, store = Zammad(), ConversationStore(str(tmp_path / "chat.sqlite3"))
    with served(zammad) as url:
        for number in range(CONVERSATIONS):
            started = store.start("garden", ANN, PACKET, f"conversation {number}")
            store.write(started.id, f"more of {number}.")
        total = store.waiting()
        for left in (total * 2 // 3, total // 3):  # killed when so many are left
            server = serve(tmp_path, url)
            wait_for(lambda left=left: store.waiting() <= left)
            server.send_signal(signal.SIGKILL)
            server.wait(10)
        server = serve(tmp_path, url)
        wait_for(lambda: store.waiting() == 0)
        server.terminate()
        server.wait(30)
    assert len(zammad.tickets) == len(set(zammad.tickets)) == CONVERSATIONS
    later = Counter(body.split("\n\n")[1] for _, body in zammad.articles)
    assert later == Counter(f"more of {number}." for number in range(CONVERSATIONS))
    assert len({ticket for ticket, _ in zammad.articles}) == CONVERSATIONS


def wait_for(condition: Any, seconds: float = 600) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.1)
