"""What the service does with more than it can do: `python tests/bench/bench_overload.py [--connections N]`.

It runs on one core, and is asked from another over many connections that are always busy: questions that
nobody asked before, from the shipped bank's wordings; with `--hostile`, every fourth request is a line that
takes long, a large state, or no request at all. Meanwhile `/healthz` is called ten times a second over a
connection of its own. Printed are how long those took that were answered and those that were refused, and
how the memory grew, for the run and, by its slope in the second half, for an hour. With `--journal` the
service keeps a journal, and with it a desk: a file.

Needs Linux and the extra [serve].
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

from footnote import load

ROOT = Path(__file__).parents[2]
HEAD = "POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n"


class Load:
    """Callers that ask without a pause, and what came of it, by status: seconds."""

    def __init__(self, port: int, seed: int, *, hostile: bool) -> None:
        self._port = port
        self._chance = random.Random(seed)  # noqa: S311
        self._hostile = hostile
        self._wordings = [wording for _, wording in load().bank.wordings()]
        self.took: dict[int, list[float]] = {}
        self.probes: list[float] = []
        self.ends: Counter[str] = Counter()

    def _body(self) -> bytes:
        chance = self._chance
        question = f"{chance.choice(self._wordings)} {chance.randrange(10**6)}"
        body: dict[str, object] = {"question": question}
        if self._hostile and chance.random() < 0.25:
            words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(240)]
            body = chance.choice([
                {"question": " ".join(words)},
                {"question": "? ".join(words)[:2_000]},
                {"question": "\ufdfa" * chance.randrange(2_000)},
                {"question": question, "state": {"answered": words[:20], "facts": words[:10]}},
                {"question": question, "state": {"options": words * 10}},
                {"question": question, "state": {"question": "x" * 300, "entries": words[:6]}},
                {"question": "x" * 16_000},
            ])  # fmt: skip
        return json.dumps(body).encode()

    async def call(self, request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> int:
        """The status of a response."""
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        if length:
            await reader.readexactly(int(length[1]))
        if b"connection: close" in head.lower():
            writer.close()
        return int(head[9:12])

    async def caller(self, until: float) -> None:
        """Ask until a time, over as many connections as it takes."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        while time.monotonic() < until:
            if writer.is_closing():
                reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            body = self._body()
            began = time.monotonic()
            try:
                status = await self.call(HEAD.format(len(body)).encode() + body, reader, writer)
            except (OSError, asyncio.IncompleteReadError) as error:
                self.ends[type(error).__name__] += 1
                writer.close()
                continue
            self.took.setdefault(status, []).append(time.monotonic() - began)

    async def prober(self, until: float) -> None:
        """Call /healthz ten times a second."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        while time.monotonic() < until:
            began = time.monotonic()
            await self.call(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", reader, writer)
            self.probes.append(time.monotonic() - began)
            await asyncio.sleep(0.1)


def memory(process: int) -> float:
    """Resident, in MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def spent(process: int) -> float:
    """Seconds of its core so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measured(load: Load, process: int, connections: int, seconds: float) -> list[float]:
    """Put the load on, and return the memory of each second."""
    until = time.monotonic() + seconds
    sizes: list[float] = []

    async def watch() -> None:
        while time.monotonic() < until:
            sizes.append(memory(process))
            await asyncio.sleep(1)

    callers = [load.caller(until) for _ in range(connections)]
    await asyncio.wait_for(asyncio.gather(load.prober(until), watch(), *callers), seconds + 30)
    return sizes


def show(load: Load, sizes: list[float], seconds: float) -> None:
    """Print what was measured."""
    for status, took in sorted(load.took.items()):
        print(f"{status}: {len(took) / seconds:6.0f}/s   {_marks(took)}")
    print(f"/healthz: {len(load.probes)} calls, {_marks(load.probes)}")
    print(f"ended without a response: {dict(load.ends) or 'none'}")
    half = len(sizes) // 2
    slope = np.polyfit(range(half, len(sizes)), sizes[half:], 1)[0] if half > 1 else 0
    hour = sizes[-1] + max(0, slope) * max(0, 3600 - len(sizes))
    print(f"memory: from {sizes[0]:.0f} to {sizes[-1]:.0f} MB, at most {max(sizes):.0f} MB")
    print(f"memory at each tenth: {', '.join(f'{size:.0f}' for size in sizes[:: max(1, len(sizes) // 10)])}")
    print(f"by the slope of the second half: {hour:.0f} MB after an hour")


def _marks(took: list[float]) -> str:
    marks = np.percentile(took, (50, 99, 100)) * 1e3
    return "p50 {:.0f}, p99 {:.0f}, longest {:.0f} ms".format(*marks)


def main() -> None:
    """Serve on one core, and ask from the other."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--connections", type=int, default=600)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--hostile", action="store_true")
    parser.add_argument("--journal", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryFile() as log, tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "footnote", "serve", "--port", "0"]
        environment = dict(os.environ)
        if given.journal:
            environment["FOOTNOTE_JOURNAL"] = f"{folder}/journal.sqlite3"
            environment["FOOTNOTE_HANDOFF_FILE"] = f"{folder}/packets.jsonl"
        server = subprocess.Popen(["taskset", "-c", "0", *command], cwd=ROOT, env=environment, stderr=log)
        os.sched_setaffinity(0, {1})
        port = None
        while port is None and server.poll() is None:
            time.sleep(0.1)
            found = re.search(
                rb'"listening","address":"http://[^:]*:(\d+)', os.pread(log.fileno(), 10_000, 0)
            )
            port = int(found[1]) if found else None
        try:
            load, before = Load(port or 0, given.seed, hostile=given.hostile), spent(server.pid)
            show(
                load, asyncio.run(measured(load, server.pid, given.connections, given.seconds)), given.seconds
            )
            share = (spent(server.pid) - before) / given.seconds
            print(f"the service had {share:.0%} of its core; on a busy machine, the rest went to others")
        finally:
            server.terminate()
            server.wait(30)


if __name__ == "__main__":
    main()
