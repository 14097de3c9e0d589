"""`footnote serve` in a process of its own: how it starts, why it cannot, and how it stops."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from interpreters import printed
from paths import GARDEN, ROOT
from ports import free_port
from service import needs, running

if TYPE_CHECKING:
    from collections.abc import Iterator

needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy")

from footnote.web.server import run  # noqa: E402

QUESTION = json.dumps({"question": "do roses need water?"}).encode()


@contextmanager
def connected(address: str) -> Iterator[http.client.HTTPConnection]:
    parts = urlsplit(address)
    with closing(http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=20)) as connection:
        yield connection


def post(connection: http.client.HTTPConnection, path: str, body: bytes) -> tuple[int, Any]:
    connection.request("POST", path, body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


def test_it_serves_the_bank_of_the_command_line(tmp_path: Path) -> None:
    """It logs a line for each request, without the question."""
    with running(tmp_path, "--bank", str(GARDEN)) as server:
        with connected(server.address) as connection:
            status, reply = post(connection, "/v1/ask", QUESTION)
        assert (status, reply["entry"], reply["bank"]["id"]) == (200, "roses", "garden")
        assert server.stop() in (0, -signal.SIGTERM)
        lines = server.lines()
    assert [line["event"] for line in lines] == ["bank in use", "listening", "request", "stopped"]
    assert {"request", "route", "status", "ms", "kind", "entry"} <= lines[2].keys()
    assert "water" not in json.dumps(lines)


def test_what_needs_neither_a_journal_nor_a_desk_imports_nothing_for_them() -> None:
    """SQLAlchemy and httpx2 would take 15 MB."""
    code = (
        "import sys\n"
        "from footnote.journal import OFF\n"
        "from footnote.web import build\n"
        "from footnote.web.banks import Banks\n"
        "from footnote.web.settings import load_settings\n"
        f"loaded = load_settings(environ={{}}, options={{'banks': {{'garden': {str(GARDEN)!r}}}}})\n"
        "build(loaded, Banks(loaded.banks), OFF)\n"
        "print(sorted({'sqlalchemy', 'sqlite3', 'httpx2'} & set(sys.modules)))"
    )
    assert printed(code)[-1] == "[]"


def desk_at(url: str, folder: Path) -> dict[str, str]:
    """The environment of a service that hands conversations over to a webhook."""
    database = str(folder / "chat.sqlite3")
    return {
        "FOOTNOTE_HANDOFF_URL": url,
        "FOOTNOTE_HANDOFF_SECRET": "s",
        "FOOTNOTE_HANDOFF_DATABASE": database,
    }


def test_a_request_in_progress_is_finished_before_it_stops(tmp_path: Path) -> None:
    """SIGTERM arrives while the help desk is slow: the packet is delivered all the same."""
    desk = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{desk.getsockname()[1]}/"
    with (
        running(tmp_path, "--bank", str(GARDEN), **desk_at(url, tmp_path)) as server,
        desk,
        connected(server.address) as connection,
    ):
        turn = post(connection, "/v1/ask", QUESTION)[1]
        got: list[tuple[int, Any]] = []
        body = json.dumps({"turns": [turn]}).encode()
        waiting = threading.Thread(target=lambda: got.append(post(connection, "/v1/handoff", body)))
        waiting.start()
        taken, _ = desk.accept()
        server.process.terminate()
        time.sleep(0.3)
        assert server.process.poll() is None
        with taken:
            taken.recv(2**16)
            taken.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
        waiting.join(20)
        assert server.process.wait(20) in (0, -signal.SIGTERM)
    assert got[0][0] == 200
    assert got[0][1]["delivered"]


def test_a_body_that_never_ends_times_out(tmp_path: Path) -> None:
    """Other requests are answered meanwhile."""
    with running(tmp_path, "--bank", str(GARDEN), FOOTNOTE_TIMEOUT="0.5") as server:
        parts = urlsplit(server.address)
        with socket.create_connection((str(parts.hostname), parts.port), 10) as slow:
            head = "POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            slow.sendall(head.encode() + b"Content-Length: 99\r\n\r\n{")
            with connected(server.address) as other:
                assert post(other, "/v1/ask", QUESTION)[0] == 200
            assert slow.recv(2**16).startswith(b"HTTP/1.1 408 ")


def test_a_body_that_declares_too_much_is_refused_before_it_arrives(tmp_path: Path) -> None:
    """By its Content-Length."""
    with running(tmp_path, "--bank", str(GARDEN), FOOTNOTE_TIMEOUT="60") as server:
        parts = urlsplit(server.address)
        with socket.create_connection((str(parts.hostname), parts.port), 10) as connection:
            head = "POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            connection.sendall(head.encode() + b"Content-Length: 99999\r\n\r\n{")
            assert connection.recv(2**16).startswith(b"HTTP/1.1 413 ")


def failed_start(*arguments: str, **more: Any) -> tuple[int, str]:
    """The exit status and the standard error of a `footnote serve` that does not start."""
    command = [sys.executable, "-m", "footnote", "serve", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60, **more)
    return done.returncode, done.stderr


def test_a_start_that_fails_says_why_in_a_sentence() -> None:
    """A port in use, an unknown host, a missing bank: exit status 2, and no traceback."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        status, text = failed_start("--port", str(taken.getsockname()[1]))
    assert (status, "set another host or port" in text, text.count("\n")) == (2, True, 1)
    for arguments, says in [
        (["--host", "nowhere.invalid"], "cannot listen on nowhere.invalid:8000"),
        (["--bank", "nowhere"], "no bank 'nowhere'"),
        (["--config", "nowhere.toml"], "nowhere.toml: No such file"),
        (["--port", "http"], "--port: write a whole number"),
    ]:
        status, text = failed_start(*arguments)
        assert (status, says in text, "Traceback" in text) == (2, True, False), text


def test_a_wrong_journal_address_is_a_problem() -> None:
    """It is checked before anything is served."""
    status, text = failed_start("--port", "0", env={**os.environ, "FOOTNOTE_JOURNAL": "mysql://x"})
    assert (status, "postgresql://" in text, "Traceback" in text) == (2, True, False)


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    """In one sentence."""
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    (tmp_path / "starlette.py").write_text("raise ModuleNotFoundError(name='starlette')", encoding="utf-8")
    status, text = failed_start(env={**os.environ, "PYTHONPATH": path})
    assert status == 2
    assert text.splitlines()[0] == "footnote: serving needs starlette: pip install 'footnote-bot[serve]'"


@pytest.mark.parametrize("hint", ["keys", "origins"])
def test_a_problem_names_the_settings_file(tmp_path: Path, hint: str) -> None:
    """And the setting in it."""
    path = tmp_path / "footnote.toml"
    path.write_text(f'{hint} = ["x"]\n', encoding="utf-8")
    status, text = failed_start("--config", str(path))
    assert (status, f"{path}: {hint}: " in text) == (2, True)


@pytest.mark.parametrize("setting", ["journal.address", "handoff.database"])
@pytest.mark.parametrize(
    ("place", "why"),
    [
        (".", "Is a directory"),
        ("missing/chat.sqlite3", "No such file or directory"),
        ("text.txt", "file is not a database"),
        ("text.txt/chat.sqlite3", "Not a directory"),
    ],
)
def test_a_database_that_cannot_be_written_to_is_said_at_the_start(
    place: str, why: str, setting: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what to write; not with the first question, when nobody looks."""
    (tmp_path / "text.txt").write_text("no database " * 100, encoding="utf-8")
    field = {"journal.address": "journal_address", "handoff.database": "handoff_database"}[setting]
    port = free_port()
    options = {"port": port, field: str(tmp_path / place), "handoff_desk": "file"}
    options |= {
        "handoff_file": str(tmp_path / "out"),
        "handoff_database": options.get("handoff_database", ""),
    }
    assert not run(None, options)
    socket.create_server(("127.0.0.1", port)).close()  # the service does not hold it any more
    said = capsys.readouterr().err
    assert said.startswith(f"footnote: {setting}: cannot write to {tmp_path / place}: ")
    assert why in said
    assert "write the path of a file in a folder that this user can write to" in said


def test_a_journal_that_another_program_has_locked_is_waited_for(tmp_path: Path) -> None:
    """It is free again some time; so does a PostgreSQL come up."""
    path = tmp_path / "journal.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        with running(tmp_path, "--bank", str(GARDEN), FOOTNOTE_JOURNAL=str(path)) as server:
            assert server.process.poll() is None
