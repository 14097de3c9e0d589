"""What is to be done in tickets: in order, and once, in both databases."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING

import postgres
import pytest
from service import needs

needs("httpx2", "sqlalchemy")

from desk_bench import Bench, no_delay  # noqa: E402
from desk_events import request_tracker  # noqa: E402
from http_desk import Call, served  # noqa: E402

from footnote.desks import tables  # noqa: E402
from footnote.desks.answering.records import Happening  # noqa: E402
from footnote.desks.answering.store import TicketStore  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

__all__ = ["no_delay"]

TICKETS = 5


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TicketStore]:
    if request.param == "sqlite":
        yield TicketStore(str(tmp_path / "chat.sqlite3"))
        return
    with postgres.running() as server:
        yield TicketStore(server.address)


def test_a_clock_that_is_set_back_holds_nothing(store: TicketStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also not what a process had that died."""
    ahead = tables.now() + timedelta(days=400)
    with monkeypatch.context() as changed:
        changed.setattr(tables, "now", lambda: ahead)
        store.receive(Happening("7", "1", "asked", "do roses need water?"))
        assert store.claim() is not None
    assert store.claim() is not None
    assert store.claim() is None


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_each_step_is_done_once_by_several_processes(store: TicketStore, tmp_path: Path) -> None:
    """Three replicas, which get each event twice, and a desk that fails at every second call."""
    calls: list[tuple[str, str]] = []

    def answer(call: Call) -> tuple[int, Any]:
        if call.method == "GET":
            return 200, {"items": []}
        calls.append((call.path, call.json["Content"]))
        return (503 if len(calls) % 2 else 201), {}

    with served(answer) as url:
        benches = [Bench(tmp_path, "request-tracker", url) for _ in range(3)]
        for bench in benches:
            bench.store = bench.answerer.store = store
        threads = [Thread(target=work, args=(bench,)) for bench in benches]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    benches[0].answerer.work_due()
    taken = [call for number, call in enumerate(calls, start=1) if number % 2 == 0]
    answered = Counter(taken)
    assert set(answered.values()) == {1}
    assert len(answered) == 2 * TICKETS
    for ticket in range(TICKETS):
        path = f"/REST/2.0/ticket/{ticket}/correspond"
        assert [text.split(" [")[0] for each, text in taken if each == path] == [
            "Every morning",
            "Not in winter",
        ]


def work(bench: Bench) -> None:
    for number, text in enumerate(("do roses need water?", "do tulips need water?")):
        for ticket in range(TICKETS):
            bench.happens(request_tracker("asked", number, ticket=str(ticket), text=text))


def test_what_is_old_is_forgotten(store: TicketStore) -> None:
    """With all that happened in the ticket."""
    store.receive(Happening("7", "1", "asked", "do roses need water?"))
    assert store.prune(tables.cutoff(1)) == 0
    assert store.prune(tables.cutoff(-1)) == 1
    assert store.claim() is None
    assert store.receive(Happening("7", "1", "asked"))
