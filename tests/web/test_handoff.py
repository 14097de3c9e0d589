"""Handoffs and feedback over HTTP: each is delivered, or the response says that it was not."""

from __future__ import annotations

import hashlib
import hmac
import json
import sqlite3
import threading
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from service import needs, service

needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy", "httpx2")

from footnote.journal import Journal, Settings, writer  # noqa: E402
from footnote.journal.store import Store  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient


SECRET = "known to the desk"  # noqa: S105


def conversation(client: TestClient, *questions: str) -> list[dict[str, Any]]:
    turns: list[dict[str, Any]] = []
    for question in questions:
        state = turns[-1]["state"] if turns else None
        turns.append(client.post("/v1/ask", json={"question": question, "state": state}).json())
    return turns


def hand_over(client: TestClient, turns: list[dict[str, Any]], **more: object) -> Any:
    return client.post("/v1/handoff", json={"turns": turns, "state": turns[-1]["state"], **more})


class Desk:
    """A fake help desk: records the packets POSTed to it, and responds with `status`."""

    def __init__(self) -> None:
        self.status = 200
        self.received: list[tuple[dict[str, str], bytes]] = []
        desk = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                desk.received.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(desk.status)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    thread = threading.Thread(target=desk.server.serve_forever, args=(0.05,))
    thread.start()
    yield desk
    desk.server.shutdown()
    thread.join()
    desk.server.server_close()


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "chat.sqlite3")


def test_a_conversation_is_delivered_whole_to_the_desk(desk: Desk, database: str) -> None:
    """Signed, with an id that identifies it; with the state that comes back the bot is silent."""
    with service(handoff_url=desk.url, handoff_secret=SECRET, handoff_database=database) as client:
        turns = conversation(client, "do roses need water?", "can I speak to somebody")
        got = hand_over(client, turns, cause="asked").json()
        silent = client.post(
            "/v1/ask", json={"question": "do roses need water?", "state": got["state"]}
        ).json()
    headers, body = desk.received[0]
    signed = hmac.new(
        SECRET.encode(), headers["footnote-timestamp"].encode() + b"." + body, hashlib.sha256
    ).hexdigest()
    assert headers["footnote-signature"] == f"sha256={signed}"
    sent = json.loads(body)
    assert sent["id"] == headers["idempotency-key"]
    assert sent["packet"] == got["packet"]
    assert [turn["question"] for turn in sent["packet"]["turns"]] == [turn["question"] for turn in turns]
    assert (got["delivered"], got["status"], got["state"]["handed"]) == (True, "open", True)
    assert got["number"] == sent["reference"]
    assert (silent["kind"], silent["text"]) == ("handoff", "")


def test_a_file_gets_a_line_that_only_its_owner_can_read(database: str, tmp_path: Path) -> None:
    """Without any other desk."""
    file = tmp_path / "packets.jsonl"
    with service(handoff_file=str(file), handoff_database=database) as client:
        got = hand_over(client, conversation(client, "hello"), email="ann@customer.example").json()
    [line] = file.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["packet"] == got["packet"]
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_conversation_is_handed_over_once(desk: Desk, database: str) -> None:
    """A second handoff with the state of the first is refused."""
    with service(handoff_url=desk.url, handoff_secret=SECRET, handoff_database=database) as client:
        turns = conversation(client, "hello")
        state = hand_over(client, turns).json()["state"]
        again = client.post("/v1/handoff", json={"turns": turns, "state": state})
    assert again.status_code == 409
    assert len(desk.received) == 1


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_desk_that_does_not_accept_a_packet_costs_nothing(
    desk: Desk, database: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A redirect is such a case too, and is not followed. The packet is kept and sent again."""
    from footnote.desks import background, tables
    from footnote.web.handover import endpoints

    monkeypatch.setattr(endpoints, "TICKET_WAIT", 0.2)
    monkeypatch.setattr(tables, "RETRY_DELAYS", (0.1,))
    monkeypatch.setattr(background, "POLL_INTERVAL", 0.05)
    desk.status = status
    with service(handoff_url=desk.url, handoff_secret=SECRET, handoff_database=database) as client:
        got = hand_over(client, conversation(client, "hello")).json()
        assert (got["delivered"], got["status"]) == (True, "waiting")
        assert "have kept your conversation" in got["notice"]
        desk.status = 200
        here = f"/v1/conversations/{got['conversation']}/messages?wait=10"
        assert client.get(here).json()["status"] == "open"
        assert "footnote_desk_waiting 0.0" in client.get("/metrics").text
    assert len({headers["idempotency-key"] for headers, _ in desk.received}) == 1


def test_without_a_desk_the_bot_is_not_silenced() -> None:
    """The person can go on asking the bot."""
    with service() as client:
        got = hand_over(client, conversation(client, "hello")).json()
        assert not client.get("/v1/bank").json()["handoff"]
    assert (got["delivered"], got["state"]["handed"]) == (False, False)
    assert got["notice"].startswith("I cannot pass this on from here. You can reach ")


def test_turns_that_are_not_one_conversation_are_refused(database: str) -> None:
    """Turns of two banks, and turns that are not replies."""
    with service(handoff_file="/dev/null", handoff_database=database) as client:
        one, two = conversation(client, "hello", "bye")
        two["bank"] = {"id": "other", "version": "sha256:0"}
        assert hand_over(client, [one, two]).json()["type"] == "urn:footnote:problem:no-conversation"
        assert hand_over(client, [{**one, "kind": "verdict"}]).status_code == 422


def test_feedback_that_is_reported_as_kept_is_on_the_disk(tmp_path: Path) -> None:
    """With the receipt of the reply."""
    address = str(tmp_path / "journal.sqlite3")
    with service(Journal(Settings(address)), journal_address=address) as client:
        receipt = client.post("/v1/ask", json={"question": "do roses need water?"}).headers[
            "footnote-receipt"
        ]
        got = client.post("/v1/feedback", json={"receipt": receipt, "verdict": "not what I asked"})
        assert got.json() == {"kept": True}
        assert "footnote_journal_written_total 1.0" in client.get("/metrics").text
    [line] = Store(address).lines()
    assert line.receipt == receipt
    assert (line.kind, line.verdict, line.question) == ("answer", "not what I asked", None)


def test_feedback_on_a_receipt_of_nobody_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once no replica has written its reply for a while."""
    monkeypatch.setattr(writer, "UPDATE_TIMEOUT", 0.2)
    path = str(tmp_path / "j")
    with service(Journal(Settings(path)), journal_address=path) as client:
        got = client.post("/v1/feedback", json={"receipt": "a" * 22, "verdict": "helpful"})
    assert (got.status_code, got.json()["type"]) == (404, "urn:footnote:problem:unknown-receipt")


def test_feedback_that_waits_for_the_disk_keeps_no_place_of_a_handover(
    desk: Desk, database: str, tmp_path: Path
) -> None:
    """The journal's file is locked by another program."""
    path = str(tmp_path / "j")
    given: dict[str, Any] = {"handoff_url": desk.url, "handoff_secret": SECRET, "handoff_database": database}
    verdict = {"receipt": "a" * 22, "verdict": "helpful"}
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as lock,
        service(Journal(Settings(path)), journal_address=path, concurrency=1, timeout=5, **given) as client,
    ):
        turns = conversation(client, "hello")
        lock.execute("BEGIN EXCLUSIVE")
        waiting = threading.Thread(target=client.post, args=("/v1/feedback",), kwargs={"json": verdict})
        waiting.start()
        time.sleep(0.3)
        assert waiting.is_alive()
        assert hand_over(client, turns).status_code == 200
        assert client.post("/v1/feedback", json=verdict).status_code == 503  # it has places of its own
        lock.execute("ROLLBACK")
        waiting.join(20)


def test_without_a_journal_feedback_is_not_kept() -> None:
    """The response says so, and /v1/bank says not to ask for any."""
    with service() as client:
        got = client.post("/v1/feedback", json={"receipt": "a" * 22, "verdict": "helpful"})
        assert (got.status_code, got.json()) == (200, {"kept": False})
        assert not client.get("/v1/bank").json()["feedback"]
