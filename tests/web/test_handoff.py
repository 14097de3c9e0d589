"""Handoffs and feedback over HTTP: each is delivered, or the response says that it was not."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import socket
import sqlite3
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from service import needs, service

needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy", "httpx2")

from footnote.dialogue.handoff import packet  # noqa: E402
from footnote.journal import Journal, Settings  # noqa: E402
from footnote.journal.store import Store  # noqa: E402
from footnote.web.webhook import DeliveryError, Webhook  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

    from footnote import Bot
    from footnote.dialogue.handoff import Packet


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
                self.send_response(200 if self.path == "/elsewhere" else desk.status)
                self.send_header("Location", "/elsewhere")  # where it would be accepted
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"


@pytest.fixture
def a_packet(gardener: Bot) -> Packet:
    """A conversation of one turn."""
    return packet([gardener.ask("do roses need water?")], "asked")


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    thread = threading.Thread(target=desk.server.serve_forever, args=(0.05,))
    thread.start()
    yield desk
    desk.server.shutdown()
    thread.join()
    desk.server.server_close()


def test_a_conversation_is_delivered_whole_to_the_desk_and_the_file(desk: Desk, tmp_path: Path) -> None:
    """Signed, with an id that identifies it; with the state that comes back the bot is silent."""
    file = tmp_path / "packets.jsonl"
    with service(handoff_url=desk.url, handoff_secret=SECRET, handoff_file=str(file)) as client:
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
    assert file.read_bytes() == body + b"\n"
    assert file.stat().st_mode & 0o777 == 0o600
    sent = json.loads(body)
    assert sent["id"] == headers["idempotency-key"]
    assert sent["packet"] == got["packet"]
    assert [turn["question"] for turn in sent["packet"]["turns"]] == [turn["question"] for turn in turns]
    assert (got["delivered"], got["state"]["handed"]) == (True, True)
    assert (silent["kind"], silent["text"]) == ("handoff", "")


def test_a_conversation_is_handed_over_once(tmp_path: Path) -> None:
    """A second handoff with the state of the first is refused."""
    with service(handoff_file=str(tmp_path / "packets.jsonl")) as client:
        turns = conversation(client, "hello")
        state = hand_over(client, turns).json()["state"]
        again = client.post("/v1/handoff", json={"turns": turns, "state": state})
    assert again.status_code == 409
    assert len((tmp_path / "packets.jsonl").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize("status", [302, 307, 404, 500])
def test_a_desk_that_does_not_accept_a_packet_is_an_error(desk: Desk, status: int) -> None:
    """A redirect is one too, and is not followed. The caller is asked to try again."""
    desk.status = status
    with service(handoff_url=desk.url) as client:
        got = hand_over(client, conversation(client, "hello"))
        counted = client.get("/metrics").text
    assert (got.status_code, got.json()["type"]) == (502, "urn:footnote:problem:no-desk")
    assert 'footnote_handoffs_total{outcome="failed"} 1.0' in counted
    assert len(desk.received) == 1


def test_the_file_is_enough_where_the_desk_is_unreachable(tmp_path: Path) -> None:
    """Delivery to one of the two targets is a success."""
    file = tmp_path / "packets.jsonl"
    with service(handoff_url="http://127.0.0.1:1/", handoff_file=str(file)) as client:
        assert hand_over(client, conversation(client, "hello")).json()["delivered"]
    assert len(file.read_text(encoding="utf-8").splitlines()) == 1


def test_without_a_desk_the_bot_is_not_silenced() -> None:
    """The person can go on asking the bot."""
    with service() as client:
        got = hand_over(client, conversation(client, "hello")).json()
        assert not client.get("/v1/bank").json()["handoff"]
    assert (got["delivered"], got["state"]["handed"]) == (False, False)


def test_turns_that_are_not_one_conversation_are_refused() -> None:
    """Turns of two banks, and turns that are not replies."""
    with service(handoff_file="/dev/null") as client:
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


def test_feedback_on_an_unknown_receipt_is_not_found(tmp_path: Path) -> None:
    """It is not reported as kept."""
    address = str(tmp_path / "journal.sqlite3")
    with service(Journal(Settings(address)), journal_address=address) as client:
        got = client.post("/v1/feedback", json={"receipt": "a" * 22, "verdict": "helpful"})
        assert "footnote_journal_unmatched_total 1.0" in client.get("/metrics").text
    assert (got.status_code, got.json()["type"]) == (404, "urn:footnote:problem:unknown-receipt")


def test_feedback_in_a_locked_journal_does_not_delay_a_handoff(tmp_path: Path) -> None:
    """Nor is it reported as kept, though a hundred callers wait for it."""
    address = str(tmp_path / "journal.sqlite3")
    file = tmp_path / "packets.jsonl"
    with service(
        Journal(Settings(address)), journal_address=address, handoff_file=str(file), timeout=4.0
    ) as client:
        first = client.post("/v1/ask", json={"question": "do roses need water?"})
        receipt, turn = first.headers["footnote-receipt"], first.json()
        assert client.post("/v1/feedback", json={"receipt": receipt, "verdict": "helpful"}).json()["kept"]
        lock = sqlite3.connect(address, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        results: list[object] = []

        def send() -> None:
            given = client.post("/v1/feedback", json={"receipt": receipt, "verdict": "link dead"})
            results.append(given.json())

        threads = [threading.Thread(target=send) for _ in range(100)]
        for thread in threads:
            thread.start()
        handed = hand_over(client, [turn])
        assert not results
        for thread in threads:
            thread.join()
        lock.execute("ROLLBACK")
        lock.close()
    assert handed.json()["delivered"]
    assert results == [{"kept": False}] * 100


def deliver(webhook: Webhook, packet: Packet) -> bool:
    try:
        webhook.deliver(packet, "text")
    except DeliveryError:
        return False
    return True


def lines_of(file: Path) -> list[Any]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("room", [0, 1, 100])
def test_a_line_that_does_not_fit_on_the_disk_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, a_packet: Packet, room: int
) -> None:
    """The next one is a line of its own."""
    file = tmp_path / "packets.jsonl"
    webhook = Webhook(file=str(file))
    assert deliver(webhook, a_packet)
    with monkeypatch.context() as full:
        really = os.write
        full.setattr(os, "write", lambda handle, data: really(handle, data[:room]))
        assert not deliver(webhook, a_packet)
    assert deliver(webhook, a_packet)
    assert len(lines_of(file)) == 2


@pytest.mark.parametrize("broken", ["fsync", "read"])
def test_a_line_that_may_not_be_on_the_disk_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, a_packet: Packet, broken: str
) -> None:
    """Where flushing fails, and where it is not what was written."""
    file = tmp_path / "packets.jsonl"
    webhook = Webhook(file=str(file))
    assert deliver(webhook, a_packet)

    really, reads = os.read, iter((False, True))

    def fail(*handle_and_size: int) -> bytes:
        if broken == "read":
            return b"something else" if next(reads) else really(*handle_and_size)
        monkeypatch.undo()
        raise OSError("Input/output error")

    monkeypatch.setattr(os, broken, fail)
    assert not deliver(webhook, a_packet)
    monkeypatch.undo()
    assert deliver(webhook, a_packet)
    assert len(lines_of(file)) == 2


def test_a_line_that_another_process_left_half_written_is_ended(tmp_path: Path, a_packet: Packet) -> None:
    """A packet never continues it."""
    file = tmp_path / "packets.jsonl"
    file.write_text('{"id": "half', encoding="utf-8")
    assert deliver(Webhook(file=str(file)), a_packet)
    half, line, end = file.read_bytes().split(b"\n")
    assert (half, json.loads(line)["text"], end) == (b'{"id": "half', "text", b"")


@pytest.mark.parametrize(
    "response",
    [b"SSH-2.0-OpenSSH_9.6\r\n", b"", b"HTTP/1.1 two hundred\r\n\r\n", b"\0" * 100, None],
    ids=["other protocol", "nothing", "no status", "noise", "drips"],
)
def test_a_desk_that_speaks_no_http_fails_within_the_time_limit(
    a_packet: Packet, response: bytes | None
) -> None:
    """The limit is for the whole of it, though every read brings something."""
    sent: list[int] = []

    def answer() -> None:
        taken, _ = listener.accept()
        with taken, suppress(OSError):
            taken.recv(2**16)
            if response is not None:
                taken.sendall(response)
                return
            for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1000:
                taken.sendall(bytes([byte]))
                sent.append(byte)
                time.sleep(0.02)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=answer)
        thread.start()
        webhook = Webhook(f"http://127.0.0.1:{listener.getsockname()[1]}/", timeout=0.5)
        assert not deliver(webhook, a_packet)
        thread.join(30)
    assert len(sent) < 900


def test_a_desk_that_accepts_is_not_waited_for_to_finish(a_packet: Packet) -> None:
    """The body of its response has no end."""

    def answer() -> None:
        taken, _ = listener.accept()
        with taken, suppress(OSError):
            taken.recv(2**16)
            taken.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while True:
                taken.sendall(b"1\r\nx\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=answer)
        thread.start()
        assert deliver(Webhook(f"http://127.0.0.1:{listener.getsockname()[1]}/", timeout=5), a_packet)
        thread.join(15)


def test_without_a_journal_feedback_is_not_kept() -> None:
    """The response says so, and /v1/bank says not to ask for any."""
    with service() as client:
        got = client.post("/v1/feedback", json={"receipt": "a" * 22, "verdict": "helpful"})
        assert (got.status_code, got.json()) == (200, {"kept": False})
        assert not client.get("/v1/bank").json()["feedback"]
