"""Callers that send anything but a request: those that ask in between are answered all the same.

`python tests/campaigns/abuse.py --seconds 60`; a case is one connection, to one service that runs all the
time. Every tenth case is a question, which must get its reply, and every tenth a probe. In the end the
service is alive, has logged no crash, and has not grown.
"""

from __future__ import annotations

import json
import select
import socket
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from campaign import Broken, main
from paths import GARDEN
from service import running

from footnote import load

if TYPE_CHECKING:
    import random

    from service import Running

MAX_GROWTH = 64 * 2**10
"""kB that the service may grow: its caches."""

QUESTION = "do roses need water?"
METHODS = ["GET", "POST", "PUT", "OPTIONS", "HEAD", "get", "", "\x00", "CONNECT", "PRI"]
PATHS = [
    "/v1/ask",
    "/v1/feedback",
    "/v1/handoff",
    "/healthz",
    "/metrics",
    "/",
    "*",
    "//",
    "/%00",
    "/?a",
    "http://x/",
]
HEADERS = [
    *(
        "Content-Length: 10",
        "Content-Length: -1",
        "Content-Length: 99999999999999999999",
        "Content-Length: 1, 2",
    ),
    *("Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Content-Type: application/json"),
    *(
        "Upgrade: h2c",
        "Upgrade: websocket",
        "Connection: close",
        "Connection: upgrade",
        "Expect: 100-continue",
    ),
    *(
        "Host: y",
        "X: \x00",
        ": x",
        "X",
        " folded",
        "Authorization: Bearer x",
        "X-Request-ID: ../x",
        "Origin: null",
    ),
]
BODIES = [
    *(
        b"",
        b"{}",
        b'{"question":',
        b'{"question": 1}',
        b'{"question": "\\ud800"}',
        b"[" * 9_000,
        b'{"a":' * 3_000,
    ),
    *(b"\xff\xfe", b"0\r\n\r\n", b"ffffffffffffffff\r\nx", b"1;" + b"x" * 5_000 + b"\r\na\r\n0\r\n\r\n"),
    *(b'{"question": "x", "state": []}', b'{"turns": [{}]}', b'{"turns": ' + b"[" * 400 + b"]" * 400 + b"}"),
    *(b"1e999", b"NaN", b'"' + b"x" * 20_000),
]


class Abuser:
    """Connects to one service."""

    def __init__(self, server: Running) -> None:
        self.server = server
        parts = urlsplit(server.address)
        self.address = str(parts.hostname), int(parts.port or 0)
        self.expected = load(GARDEN).ask(QUESTION).as_dict()
        self.before = self.read = 0

    def __call__(self, chance: random.Random) -> str:
        """One connection, and how it ended."""
        what = chance.randrange(10)
        if what == 0:
            return self._ask()
        if what == 1:
            return self._probe()
        with socket.create_connection(self.address, 10) as connection, suppress(OSError):
            for part in self._parts(chance):
                connection.sendall(part)
            if chance.random() < 0.3:
                return "left"
            return self._end(connection)
        return "refused"

    def _parts(self, chance: random.Random) -> list[bytes]:
        if chance.random() < 0.2:
            return [chance.randbytes(chance.choice([1, 100, 70_000])) for _ in range(chance.randrange(1, 4))]
        lines = [f"{chance.choice(METHODS)} {chance.choice(PATHS)} HTTP/1.{chance.choice('019x')}"]
        lines += ["Host: x", *chance.choices(HEADERS, k=chance.randrange(6))]
        if chance.random() < 0.1:
            lines.append("X: " + "x" * chance.choice([9_000, 40_000, 400_000]))
        head = "\r\n".join(lines).encode() + b"\r\n\r\n"
        request = head + chance.choice(BODIES)
        cut = chance.randrange(len(request)) if chance.random() < 0.3 else len(request)
        return [request[:cut]] * chance.choice([1, 1, 1, 5])

    @staticmethod
    def _end(connection: socket.socket) -> str:
        """The first status that comes within a moment, if any."""
        if not select.select([connection], [], [], 0.05)[0]:
            return "no response yet"
        data = connection.recv(2**16)
        if data.startswith(b"HTTP/1.1 5") and not data.startswith(b"HTTP/1.1 503"):
            raise Broken(data.decode("latin-1"))
        return data[9:12].decode("latin-1") if data.startswith(b"HTTP/1.1 ") else "closed"

    def _exchange(self, request: bytes) -> tuple[int, bytes]:
        with socket.create_connection(self.address, 20) as connection:
            connection.sendall(request)
            data = b""
            while part := connection.recv(2**16):
                data += part
        head, _, body = data.partition(b"\r\n\r\n")
        return int(head[9:12] or 0), body

    def _ask(self) -> str:
        body = json.dumps({"question": QUESTION}).encode()
        head = f"POST /v1/ask HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
        status, answer = self._exchange(head.encode() + b"Content-Type: application/json\r\n\r\n" + body)
        if (status, json.loads(answer or b"0")) != (200, self.expected):
            raise Broken(f"{status} {answer!r}")
        return "question answered"

    def _probe(self) -> str:
        status, body = self._exchange(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        memory = self._memory()
        self.before = self.before or memory
        errors = self._errors()
        if status != 200 or errors or memory > self.before + MAX_GROWTH:
            raise Broken(f"{status} {body!r}, {memory} kB after {self.before} kB, {errors}")
        return "probe answered"

    def _memory(self) -> int:
        """Resident, in kB."""
        text = Path(f"/proc/{self.server.process.pid}/status").read_text(encoding="utf-8")
        return int(text.partition("VmRSS:")[2].split()[0])

    def _errors(self) -> list[str]:
        """The errors in the log since the last look."""
        with self.server.log.open(encoding="utf-8") as log:
            log.seek(self.read)
            lines = log.readlines()
            self.read = log.tell()
        return [line for line in lines if '"level":"error"' in line]


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), "--bank", str(GARDEN), FOOTNOTE_TIMEOUT="1") as server,
    ):
        main("abuse", Abuser(server), __doc__ or "")
