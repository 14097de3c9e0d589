"""Connections that bring too much, too little, or nothing; and what becomes of them when it stops."""

from __future__ import annotations

import json
import select
import signal
import socket
import threading
import time
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from paths import GARDEN
from service import Running, needs, running

if TYPE_CHECKING:
    from collections.abc import Iterator

needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy")

ORIGIN = "https://desk.example"
HEAD = b"POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
BODY = json.dumps({"question": "do roses need water?"}).encode()
QUESTION = HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service with few connections and little patience."""
    limits = {"FOOTNOTE_TIMEOUT": "0.5", "FOOTNOTE_CONNECTIONS": "20", "FOOTNOTE_ORIGINS": ORIGIN}
    with running(tmp_path_factory.mktemp("serve"), "--bank", str(GARDEN), **limits) as server:
        yield server


def connect(server: Running) -> socket.socket:
    parts = urlsplit(server.address)
    return socket.create_connection((str(parts.hostname), parts.port), 10)


def received(connection: socket.socket, seconds: float = 10) -> bytes:
    """All that comes until the other side ends the connection. A reset raises ConnectionError."""
    connection.settimeout(seconds)
    data = b""
    while part := connection.recv(2**16):
        data += part
    return data


def asked(connection: socket.socket) -> bytes:
    """The response to a question, where it is not the last of its connection."""
    connection.sendall(QUESTION)
    data = b""
    while not is_whole(data):
        part = connection.recv(2**16)
        if not part:
            break
        data += part
    return data


def is_whole(response: bytes) -> bool:
    head, ends, body = response.partition(b"\r\n\r\n")
    return bool(ends) and len(body) >= length_of(head + ends)


def length_of(response: bytes) -> int:
    return int(response.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])


def handed_over(server: Running) -> tuple[str, int]:
    """A conversation's id, and the number of its last message."""

    def call(path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{server.address}v1/{path}", data, headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
            return json.loads(response.read())

    reply = call("ask", {"question": "do roses need water?"})
    id = call("handoff", {"turns": [reply], "state": reply["state"]})["conversation"]
    return id, call(f"conversations/{id}/messages")["last"]


def memory(server: Running) -> int:
    """Resident memory in kB."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0])


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", b""),
        (b"POST /v1/ask HTTP/1.1\r\nHost: x\r\nX-Part: of a head", b"HTTP/1.1 408 "),
        (b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET ", b"HTTP/1.1 200 "),
        (HEAD + b"Content-Length: 99\r\n\r\n{", b"HTTP/1.1 408 "),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", b"HTTP/1.1 408 "),
    ],
    ids=["nothing", "part of a head", "part of the next", "part of a body", "part of the chunks"],
)
def test_what_does_not_arrive_is_not_waited_for(server: Running, sent: bytes, status: bytes) -> None:
    """The connection ends in order, and says what was wrong."""
    with connect(server) as connection:
        connection.sendall(sent)
        assert received(connection, 4).startswith(status)  # idle ones are kept for five seconds


def test_a_head_that_drips_is_not_waited_for(server: Running) -> None:
    """Each byte does not begin the time anew."""
    with connect(server) as connection:
        began = time.monotonic()
        with suppress(OSError):
            for byte in HEAD * 20:
                connection.sendall(bytes([byte]))
                if select.select([connection], [], [], 0.05)[0]:
                    break
        assert time.monotonic() - began < 5
        assert received(connection).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize(
    "part", [b"X-Header: " + b"x" * 65_000, b"X: y\r\n" * 10_000], ids=["one header", "many headers"]
)
@pytest.mark.parametrize(
    "head", [HEAD, QUESTION.replace(b"Content-Length: 36", b"Transfer-Encoding: chunked")[:-36] + b"0\r\n"]
)
def test_a_head_has_a_largest_size(server: Running, head: bytes, part: bytes) -> None:
    """A single header of any size takes no memory either; nor do trailers."""
    before = memory(server)
    with connect(server) as connection:
        connection.settimeout(5)
        with suppress(OSError):
            connection.sendall(head)
            for _ in range(600):  # 40 MB
                connection.sendall(part)
    assert memory(server) - before < 8_000
    with connect(server) as connection:
        assert asked(connection).startswith(b"HTTP/1.1 200 ")


def test_a_whole_head_that_is_too_large_is_refused(server: Running) -> None:
    """With a status of its own."""
    with connect(server) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 40_000 + b"\r\n\r\n")
        assert received(connection).startswith(b"HTTP/1.1 431 ")
    with connect(server) as connection:
        connection.sendall(
            b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 30_000 + b"\r\nConnection: close\r\n\r\n"
        )
        assert received(connection).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    ("origin", "rest", "status"),
    [
        (ORIGIN, b"X: " + b"x" * 40_000 + b"\r\n\r\n", b"431"),
        (ORIGIN, b"X: never ends", b"408"),
        ("https://other.example", b"X: " + b"x" * 40_000 + b"\r\n\r\n", b"431"),
    ],
)
def test_pages_of_allowed_origins_may_read_why_a_connection_is_refused(
    server: Running, origin: str, rest: bytes, status: bytes
) -> None:
    with connect(server) as connection:
        connection.sendall(f"GET /healthz HTTP/1.1\r\nHost: x\r\nOrigin: {origin}\r\n".encode() + rest)
        refusal = received(connection)
    assert refusal.startswith(b"HTTP/1.1 %s " % status)
    allowed = f"access-control-allow-origin: {ORIGIN}".encode() in refusal
    assert allowed == (origin == ORIGIN)


def test_a_refusal_is_read_though_the_body_is_still_being_sent(server: Running) -> None:
    """A connection closed with unread data is reset, and then the response may be lost."""
    with connect(server) as connection:
        connection.sendall(HEAD + b"Content-Length: 90000000\r\n\r\n")
        with suppress(OSError):
            for _ in range(100):
                connection.sendall(b"x" * 65_536)
                time.sleep(0.001)
                if select.select([connection], [], [], 0)[0]:
                    break
        assert connection.recv(2**16).startswith(b"HTTP/1.1 413 ")


def test_idle_connections_make_way_for_new_ones(server: Running) -> None:
    """Those that have waited longest go first, and none with a request in progress."""
    with ExitStack() as stack:
        idle = [stack.enter_context(connect(server)) for _ in range(60)]
        time.sleep(0.1)
        assert asked(idle[-1]).startswith(b"HTTP/1.1 200 ")
        with connect(server) as connection:
            assert asked(connection).startswith(b"HTTP/1.1 200 ")


def test_slow_bodies_do_not_starve_the_others(tmp_path: Path) -> None:
    """What has not arrived is not in progress."""
    with (
        running(tmp_path, "--bank", str(GARDEN), FOOTNOTE_CONCURRENCY="2") as server,
        ExitStack() as stack,
    ):
        for _ in range(50):
            stack.enter_context(connect(server)).sendall(HEAD + b"Content-Length: 99\r\n\r\n{")
        with connect(server) as connection:
            assert asked(connection).startswith(b"HTTP/1.1 200 ")


def test_pipelined_requests_are_all_answered(server: Running) -> None:
    """In order, though they arrive at once."""
    with connect(server) as connection:
        last = QUESTION.replace(b"Host: x\r\n", b"Host: x\r\nConnection: close\r\n")
        connection.sendall(QUESTION * 5 + last)
        assert received(connection).count(b"HTTP/1.1 200 ") == 6


def test_every_connection_is_answered_or_ended_in_order_when_it_stops(tmp_path: Path) -> None:
    """Sixteen callers ask again and again: each gets a last response, which says so, and none of them a
    reset, or a part of a response. One that did not get to ask in the time that is left finds its connection
    ended, as an idle one is.
    """
    ends: list[str] = []

    def ask_on(server: Running, pause: float) -> None:
        with connect(server) as connection:
            try:
                while data := asked(connection):
                    if not is_whole(data):
                        ends.append("part of a response")
                        return
                    if b"connection: close" in data.lower():
                        ends.append("last response")
                        return
                    time.sleep(pause)  # it is idle for most of the time
                ends.append("end")
            except ConnectionError as error:
                ends.append(type(error).__name__)

    with running(tmp_path, "--bank", str(GARDEN)) as server:
        pauses = [0.1 + 0.02 * number for number in range(16)]
        threads = [threading.Thread(target=ask_on, args=(server, pause)) for pause in pauses]
        idle = connect(server)
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        server.process.terminate()
        for thread in threads:
            thread.join(20)
        assert received(idle) == b""
        idle.close()
        assert server.process.wait(20) in (0, -signal.SIGTERM)
    assert len(ends) == 16
    assert ends.count("last response") > 12  # all, unless this machine is busy
    assert set(ends) <= {"last response", "end"}


def test_requests_that_wait_for_messages_are_answered_when_it_stops(tmp_path: Path) -> None:
    """At once: there will be no news, and the next process has the same conversations."""
    packets = str(tmp_path / "packets.jsonl")
    database = str(tmp_path / "chat.sqlite3")
    environ = {"FOOTNOTE_HANDOFF_FILE": packets, "FOOTNOTE_HANDOFF_DATABASE": database}
    with running(tmp_path, "--bank", str(GARDEN), **environ) as server, connect(server) as connection:
        id, last = handed_over(server)
        path = f"/v1/conversations/{id}/messages?after={last}&wait=30"
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.3)  # it waits
        began = time.monotonic()
        server.process.terminate()
        response = received(connection, 15)
        assert response.startswith(b"HTTP/1.1 200 ")
        assert b'"messages":[]' in response
        assert server.process.wait(15) in (0, -signal.SIGTERM)
        assert time.monotonic() - began < 10  # it was 20, and a response of 500


def test_one_that_has_said_all_it_will_gets_its_response(server: Running) -> None:
    """It has ended its side of the connection."""
    with connect(server) as connection:
        connection.sendall(QUESTION)
        connection.shutdown(socket.SHUT_WR)
        assert received(connection).startswith(b"HTTP/1.1 200 ")


def test_one_that_ends_in_the_middle_of_a_body_is_closed(server: Running) -> None:
    """Nothing can be answered, and nobody may be there."""
    with connect(server) as connection:
        connection.sendall(QUESTION[:-3])
        connection.shutdown(socket.SHUT_WR)
        began = time.monotonic()
        assert not received(connection, 10).startswith(b"HTTP/1.1 200 ")
        assert time.monotonic() - began < 8


def test_one_that_waits_for_messages_and_is_gone_is_closed(tmp_path: Path) -> None:
    """It would take the place of another for half a minute."""
    packets, database = str(tmp_path / "packets.jsonl"), str(tmp_path / "chat.sqlite3")
    environ = {"FOOTNOTE_HANDOFF_FILE": packets, "FOOTNOTE_HANDOFF_DATABASE": database}
    with running(tmp_path, "--bank", str(GARDEN), **environ) as server, connect(server) as connection:
        id, last = handed_over(server)
        path = f"/v1/conversations/{id}/messages?after={last}&wait=30"
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        connection.shutdown(socket.SHUT_WR)
        began = time.monotonic()
        assert received(connection, 15) == b""
        assert time.monotonic() - began < 12


IMPATIENT = """
import sys
from footnote.web.limits import connections
connections.WRITE_TIMEOUT = 0.3
from footnote.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def test_one_that_does_not_read_is_closed(tmp_path: Path) -> None:
    """What is to be sent to it would stay in memory."""
    asked = 500
    with (
        running(tmp_path, "--bank", str(GARDEN), command=("-c", IMPATIENT, "serve")) as server,
        connect(server) as connection,
    ):
        connection.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * asked)
        time.sleep(2)
        with suppress(ConnectionError):
            assert received(connection).count(b"HTTP/1.1 200 ") < asked
        assert not [line for line in server.lines() if line["event"] == "crash"]


def test_what_follows_a_request_and_is_none_ends_the_connection_without_a_crash(server: Running) -> None:
    """The request was in progress: its response comes too late."""
    with connect(server) as connection:
        connection.sendall(QUESTION * 3 + b"\x00\x01 nonsense\r\n\r\n")
        assert received(connection).startswith(b"HTTP/1.1 ")
    assert not [line for line in server.lines() if line["event"] == "crash"]


@pytest.mark.parametrize("place", [0, 1])
def test_a_client_that_offers_another_protocol_is_answered_in_this_one(server: Running, place: int) -> None:
    """Java's `HttpClient` offers HTTP/2 with its first request, wherever the header stands."""
    offer = b"Connection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQBAAAAAAIAAAAA\r\n"
    lines = [b"Content-Length: %d\r\n" % len(BODY), offer]
    lines.insert(place * 2, b"Upgrade: h2c\r\n")
    with connect(server) as connection:
        for _ in range(2):
            connection.sendall(HEAD + b"".join(lines) + b"\r\n" + BODY)
            response = b""
            while not is_whole(response):
                response += connection.recv(2**16)
            assert response.startswith(b"HTTP/1.1 200")
            assert json.loads(response.partition(b"\r\n\r\n")[2])["entry"] == "roses"
