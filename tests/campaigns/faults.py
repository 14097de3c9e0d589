"""A service that is killed, whose disk fills up, whose database is stopped: it loses nothing it confirmed.

`python tests/campaigns/faults.py --seconds 120`; a case is up to three faults at once, under load, to a
service that answers, takes feedback and hands over. What was confirmed (`kept: true`, `delivered: true`) must
be there in the end: each verdict in the journal, and each packet as one whole line of the desk's file, once
nothing waits any more. Faults: killed and started again; the disk full for a while (a limit on the size of
files); a clock that was ahead by a day when what waits was stored; and, where PostgreSQL is installed and
`--postgres` is given, its journal and conversations in a database that is stopped at once and started again.
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
from collections import Counter
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sql

from campaign import Broken, main  # first: it puts the helpers of the tests on the path
import postgres
from paths import GARDEN
from service import SERVE_IMPATIENTLY, Running

from footnote.journal import Database, open_store, timestamp

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
        self.tables = Database(self.journal, sql.MetaData())
        self.file = folder / "packets.jsonl"
        self.confirmed = 0
        self.server: Running
        self.callers: Callers

    def __call__(self, chance: random.Random) -> str:
        """Some faults at once; what they were."""
        faults = [self._clock_ahead, self._killed, self._disk_full]
        faults += [self._database_stopped] if self.database else []
        chosen = [each for each in faults if chance.random() < 0.5] or [self._killed]
        self.callers = Callers()
        self._start()
        try:
            time.sleep(chance.uniform(0.3, 1.5))
            with ExitStack() as stack:
                for fault in chosen:
                    stack.enter_context(fault(chance))
                    time.sleep(chance.uniform(0.1, 1.5))
            time.sleep(chance.uniform(0.3, 1.0))
            self.callers.stop()
            self._drain()
        finally:
            self.callers.stop()
            self.server.stop()
        self._check()
        return ", ".join(fault.__name__.strip("_").replace("_", " ") for fault in chosen)

    def _start(self) -> None:
        self.server = Running(
            self.folder,
            "--bank",
            str(GARDEN),
            command=SERVE_IMPATIENTLY,
            FOOTNOTE_JOURNAL=self.journal,
            FOOTNOTE_HANDOFF_FILE=str(self.file),
            FOOTNOTE_TIMEOUT="5",
            PYTHONDONTWRITEBYTECODE="1",  # Python itself leaves half a file where the disk is full
        )
        self.callers.address = self.server.address

    @contextmanager
    def _killed(self, _chance: random.Random) -> Iterator[None]:
        self._kill()
        self._start()
        yield

    def _kill(self) -> None:
        self.server.process.kill()
        self.server.process.wait()

    @contextmanager
    def _disk_full(self, chance: random.Random) -> Iterator[None]:
        size = self.file.stat().st_size if self.file.exists() else 0
        most = size + chance.randrange(1, 3_000)  # in the middle of a line
        process = self.server.process.pid
        resource.prlimit(process, resource.RLIMIT_FSIZE, (most, UNLIMITED))
        yield
        with suppress(ProcessLookupError):
            resource.prlimit(process, resource.RLIMIT_FSIZE, (UNLIMITED, UNLIMITED))

    @contextmanager
    def _database_stopped(self, _chance: random.Random) -> Iterator[None]:
        assert self.database
        self.database.stop()
        yield
        self.database.start()

    @contextmanager
    def _clock_ahead(self, _chance: random.Random) -> Iterator[None]:
        """It was set back while the service was down: what waits is due tomorrow."""
        self._kill()
        tomorrow = timestamp(datetime.now(UTC) + timedelta(days=1))
        ahead = sql.text("UPDATE footnote_message SET due = :time WHERE due IS NOT NULL")
        with self.tables.begin(write=True) as connection:
            connection.execute(ahead, {"time": tomorrow})
        self._start()
        yield

    def _drain(self) -> None:
        """Wait until the desk has everything. Raises Broken where it has not in half a minute."""
        counted = sql.text("SELECT count(*) FROM footnote_message WHERE due IS NOT NULL")
        ends = time.monotonic() + 30
        while time.monotonic() < ends:
            with suppress(sql.exc.SQLAlchemyError), self.tables.begin() as connection:
                if not connection.execute(counted).scalar_one():
                    return
            time.sleep(0.1)
        raise Broken("messages wait for longer than half a minute")

    def _check(self) -> None:
        """Raises Broken where something confirmed is not there, or there twice."""
        lines = self.file.read_bytes().split(b"\n") if self.file.exists() else []
        packets = Counter(map(_question_in, lines))
        wrong = {question: packets[question] for question in self.callers.packets if packets[question] != 1}
        verdicts = self.callers.verdicts
        written = {line.receipt: line.verdict for line in open_store(self.journal).lines()}
        lost = {receipt for receipt, verdict in verdicts.items() if written.get(receipt) != verdict}
        if lost or wrong:
            raise Broken(f"lost: {lost} of {len(verdicts)}; packets that are there so many times: {wrong}")
        self.confirmed += len(verdicts) + len(self.callers.packets)


def _question_in(line: bytes) -> str:
    """The question of a packet; an empty text for a line that a killed service left half written."""
    try:
        return str(json.loads(line)["packet"]["turns"][0]["question"])
    except ValueError:
        return ""


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
