"""A service that is killed, whose disk fills up, whose database is stopped: it loses nothing it confirmed.

`python tests/campaigns/faults.py --seconds 120`; a case is one fault under load, to a service that answers,
takes feedback and hands over. What was confirmed (`kept: true`, `delivered: true`) must be there in the end:
each verdict in the journal, each packet as a whole line of its file, or stored to be sent. Faults: killed and
started again; the disk full for a while (a limit on the size of files, raised again); and, where PostgreSQL
is installed and `--postgres` is given, its journal in a database that is stopped at once and started again.
"""

# ruff: noqa: I001

from __future__ import annotations

import json
import resource
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sql

from campaign import Broken, main  # first: it puts the helpers of the tests on the path
import postgres
from paths import GARDEN
from service import Running

from footnote.journal import Database, open_store

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

QUESTIONS = ["do roses need water?", "how do I mow the grass", "who is the president?", "hello"]
VERDICTS = ["helpful", "not what I asked", "link dead"]
UNLIMITED = resource.RLIM_INFINITY


class Callers:
    """Threads that ask, rate and hand over, and remember what was confirmed."""

    def __init__(self) -> None:
        self.address = ""
        self.going = True
        self.verdicts: dict[str, str] = {}
        self.packets: set[str] = set()
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self._converse, args=(number,)) for number in range(4)]
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """Wait for the calls in progress."""
        self.going = False
        for thread in self.threads:
            thread.join()

    def _converse(self, number: int) -> None:
        turn = 0
        while self.going:
            turn += 1
            try:
                self._turn(number, turn)
            except (OSError, HTTPException, ValueError):
                time.sleep(0.05)  # it is down, or says that it cannot: nothing was confirmed

    def _turn(self, number: int, turn: int) -> None:
        reply, receipt = self._post("ask", {"question": QUESTIONS[turn % len(QUESTIONS)]})
        verdict = VERDICTS[turn % len(VERDICTS)]
        if self._post("feedback", {"receipt": receipt, "verdict": verdict})[0]["kept"]:
            with self.lock:
                self.verdicts[receipt] = verdict
        if turn % 3 == 0:
            told = {**reply, "question": f"{number}-{turn}-{receipt}"}
            if self._post("handoff", {"turns": [told]})[0]["delivered"]:
                with self.lock:
                    self.packets.add(told["question"])

    def _post(self, path: str, body: object) -> tuple[Any, str]:
        request = urllib.request.Request(  # noqa: S310
            f"{self.address}v1/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=20) as response:  # noqa: S310
            return json.loads(response.read()), response.headers.get("Footnote-Receipt", "")


class Faults:
    """A service with a journal and a file of packets, and what happens to it."""

    def __init__(self, folder: Path, database: postgres.Server | None) -> None:
        self.folder = folder
        self.database = database
        self.journal = database.address if database else str(folder / "journal.sqlite3")
        self.file = folder / "packets.jsonl"
        self.confirmed = 0

    def __call__(self, chance: random.Random) -> str:
        """One fault; what it was."""
        callers, server = Callers(), self._started()
        callers.address = server.address
        faults = [self._kill, self._fill_disk, *([self._stop_database] if self.database else [])]
        fault = chance.choice(faults)
        try:
            time.sleep(chance.uniform(0.3, 1.5))
            server = fault(server, callers, chance)
            time.sleep(chance.uniform(0.3, 1.0))
        finally:
            callers.stop()
            server.stop()
        self._check(callers)
        return fault.__name__.strip("_").replace("_", " ")

    def _started(self) -> Running:
        return Running(
            self.folder,
            "--bank",
            str(GARDEN),
            FOOTNOTE_JOURNAL=self.journal,
            FOOTNOTE_HANDOFF_FILE=str(self.file),
            FOOTNOTE_TIMEOUT="5",
        )

    def _kill(self, server: Running, callers: Callers, _chance: random.Random) -> Running:
        server.process.kill()
        server.process.wait()
        server = self._started()
        callers.address = server.address
        return server

    def _fill_disk(self, server: Running, _callers: Callers, chance: random.Random) -> Running:
        size = self.file.stat().st_size if self.file.exists() else 0
        most = size + chance.randrange(1, 3_000)  # in the middle of a line
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (most, UNLIMITED))
        time.sleep(chance.uniform(0.3, 1.5))
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (UNLIMITED, UNLIMITED))
        return server

    def _stop_database(self, server: Running, _callers: Callers, chance: random.Random) -> Running:
        assert self.database
        self.database.stop()
        time.sleep(chance.uniform(0.1, 3.0))
        self.database.start()
        return server

    def _check(self, callers: Callers) -> None:
        """Raises Broken where something confirmed is not there."""
        lines = self.file.read_bytes().split(b"\n") if self.file.exists() else []
        packets = {_question_in(line) for line in lines} | set(self._waiting())
        written = {line.receipt: line.verdict for line in open_store(self.journal).lines()}
        lost = {receipt for receipt, verdict in callers.verdicts.items() if written.get(receipt) != verdict}
        if lost or not callers.packets <= packets:
            raise Broken(f"lost: {lost} of {len(callers.verdicts)}, {callers.packets - packets}")
        self.confirmed += len(callers.verdicts) + len(callers.packets)

    def _waiting(self) -> Iterator[str]:
        """The questions of the packets that are stored until the desk has them."""
        stored = sql.text("SELECT packet FROM footnote_message WHERE due IS NOT NULL AND packet IS NOT NULL")
        with Database(self.journal, sql.MetaData()).begin() as connection:
            for (packet,) in connection.execute(stored):
                yield _first_question(json.loads(packet))


def _question_in(line: bytes) -> str:
    """The question of a packet; an empty text for a line that a killed service left half written."""
    try:
        return _first_question(json.loads(line)["packet"])
    except ValueError:
        return ""


def _first_question(packet: Any) -> str:
    return str(packet["turns"][0]["question"])


if __name__ == "__main__":
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = None
        if "--postgres" in sys.argv:
            sys.argv.remove("--postgres")
            database = stack.enter_context(postgres.running())
        faults = Faults(folder, database)
        stack.callback(lambda: print(f"{faults.confirmed:,} verdicts and packets were confirmed", flush=True))
        main("faults", faults, __doc__ or "")
