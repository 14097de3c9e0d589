"""Two replicas behind nginx with one PostgreSQL, one of them killed under load."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import postgres
import pytest
from paths import GARDEN
from ports import free_port
from postgres import missing
from service import needs, running

import footnote

needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy", "psycopg")

from footnote.journal.store import Store  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from service import Running

QUESTIONS = ["do roses need water?", "why", "how do I mow the grass", "the first one", "hello"]
CALLERS = 8

CONFIG = """
daemon off; pid {folder}/nginx.pid; worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    upstream footnote {{ {upstreams} keepalive 16; }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://footnote;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            # The same question gets the same reply at any replica, so one that was lost may be asked again.
            proxy_next_upstream error timeout http_503 non_idempotent;
            proxy_connect_timeout 1s;
        }}
    }}
}}
"""


@contextmanager
def nginx(folder: Path, *replicas: Running) -> Iterator[int]:
    """Debian's nginx in front of the replicas; the port it listens on."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        missing("no nginx: apt-get install nginx-light")
    assert program
    port = free_port()
    servers = [re.sub(r"^http://|/$", "", replica.address) for replica in replicas]
    upstreams = " ".join(f"server {server} max_fails=1 fail_timeout=2s;" for server in servers)
    config = folder / "nginx.conf"
    config.write_text(CONFIG.format(folder=folder, upstreams=upstreams, port=port), encoding="utf-8")
    log = str(folder / "nginx.log")
    process = subprocess.Popen(
        [program, "-c", str(config), "-p", str(folder), "-e", log, "-g", f"error_log {log};"]
    )
    try:
        until_open(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def until_open(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("nginx does not listen")


class Caller(threading.Thread):
    """Has conversations through nginx, and sends feedback on the first reply of each."""

    def __init__(self, port: int, expected: list[dict[str, Any]], go_on: threading.Event) -> None:
        super().__init__()
        self.port, self.expected, self.go_on = port, expected, go_on
        self.wrong: list[object] = []
        self.kept: set[str] = set()
        self.unknown: list[str] = []
        self.conversations = 0

    def run(self) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            while self.go_on.is_set():
                try:
                    self.converse(connection)
                except (OSError, http.client.HTTPException, ValueError, LookupError) as error:
                    self.wrong.append(error)
                    connection.close()

    def converse(self, connection: http.client.HTTPConnection) -> None:
        state, first = None, ""
        for question, expected in zip(QUESTIONS, self.expected, strict=True):
            reply, receipt = self.post(connection, "/v1/ask", {"question": question, "state": state})
            first, state = first or str(receipt), reply["state"]
            if reply != expected:
                self.wrong.append(reply)
        feedback, _ = self.post(connection, "/v1/feedback", {"receipt": first, "verdict": "helpful"})
        if feedback.get("type", "").endswith("unknown-receipt"):
            self.unknown.append(first)
        elif feedback["kept"]:
            self.kept.add(first)
        self.conversations += 1

    @staticmethod
    def post(connection: http.client.HTTPConnection, path: str, body: object) -> tuple[Any, str | None]:
        connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return json.loads(answer.read()), answer.headers["Footnote-Receipt"]


def written(replica: Running) -> int:
    """The number of journal lines that this replica reports as written."""
    with urllib.request.urlopen(f"{replica.address}metrics") as answer:  # noqa: S310  (an address of our own)
        found = re.search(r"^footnote_journal_written_total (\S+)", answer.read().decode(), re.MULTILINE)
    assert found
    return int(float(found[1]))


def expected_replies() -> list[dict[str, Any]]:
    """The replies of a bot in this process."""
    bot, state = footnote.load(GARDEN), footnote.State()
    replies = []
    for question in QUESTIONS:
        reply = bot.ask(question, state)
        state = reply.state
        replies.append(reply.as_dict())
    return replies


@pytest.fixture
def database() -> Iterator[str]:
    with postgres.running() as server:
        yield server.address


def test_callers_do_not_notice_a_killed_replica(database: str, tmp_path: Path) -> None:
    """Every reply is right, every line reported as written is there, and the other replica answers on."""
    environ = {"FOOTNOTE_JOURNAL": database, "FOOTNOTE_BANKS": f"garden={GARDEN}"}
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    with (
        running(tmp_path / "one", **environ) as one,
        running(tmp_path / "two", **environ) as two,
        nginx(tmp_path, one, two) as port,
    ):
        go_on = threading.Event()
        go_on.set()
        callers = [Caller(port, expected_replies(), go_on) for _ in range(CALLERS)]
        for caller in callers:
            caller.start()
        time.sleep(2.5)
        promised = written(one) + written(two)
        assert min(written(one), written(two)) > 0
        before = [caller.conversations for caller in callers]
        one.process.kill()
        time.sleep(2.5)
        go_on.clear()
        for caller in callers:
            caller.join()
        assert two.stop() in (0, -15)
    assert [wrong for caller in callers for wrong in caller.wrong] == []
    assert all(caller.conversations > earlier > 0 for caller, earlier in zip(callers, before, strict=True))
    lines = {line.receipt: line for line in Store(database).lines()}
    assert len(lines) >= promised
    kept = set().union(*(caller.kept for caller in callers))
    print(
        f"{sum(caller.conversations for caller in callers)} conversations, {len(lines)} lines, "
        f"{promised} promised, {len(kept)} kept"
    )
    # The last moment of the killed one may be lost: its own lines, and feedback on those of the other.
    half_a_second = max(CALLERS, sum(before) // 5)
    unknown = [receipt for caller in callers for receipt in caller.unknown]
    assert len(unknown) <= half_a_second  # feedback that came after the loss says so
    assert not lines.keys() & set(unknown)
    assert len(kept - lines.keys()) <= half_a_second
    helpful = [receipt for receipt in kept & lines.keys() if lines[receipt].verdict == "helpful"]
    assert len(helpful) >= len(kept) - 2 * half_a_second
