"""The journal: what it stores, for how long, and how it survives failures."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from interpreters import printed
from paths import GARDEN
from postgres import missing, running

import footnote
from footnote.errors import JournalError
from footnote.journal import FEEDBACK, OFF, Journal, Line, Settings, waiting, writer
from footnote.journal.records import LineUpdate, new_receipt, timestamp
from footnote.record import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from postgres import Server

try:
    from footnote.journal.store import Store
except ImportError:
    Store = None  # type: ignore[assignment,misc]


@pytest.fixture(autouse=True)
def _extra() -> None:
    if Store is None:
        missing("the journal needs its database library: pip install '.[serve]'")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty journal's address, in each database."""
    if request.param == "sqlite":
        return str(tmp_path / "journal.sqlite3")
    server: Server = request.getfixturevalue("postgres")
    import sqlalchemy as sql

    engine = sql.create_engine(server.address.replace("postgresql", "postgresql+psycopg", 1))
    with engine.begin() as connection:
        connection.execute(sql.text("DROP TABLE IF EXISTS footnote_journal"))
    engine.dispose()
    return server.address


def kept(address: str) -> list[Line]:
    return list(Store(address).lines())


def until(true: Callable[[], object], seconds: float = 10.0) -> bool:
    """Whether something becomes true in time."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(true())


def line(number: int, **parts: Any) -> Line:
    return Line(
        f"receipt-{number}",
        timestamp(datetime.now(UTC)),
        "garden",
        "v",
        "",
        "decline",
        "off-topic",
        None,
        0.0,
    )._replace(**parts)


def test_a_line_records_a_reply_without_the_question(gardener: footnote.Bot, address: str) -> None:
    """Time, bank, version, channel, kind, reason, entry, confidence and options."""
    with Journal(Settings(address)) as journal:
        receipts = [
            journal.note(gardener.ask(q), surface="test")
            for q in ("do roses need water?", "how do I mow the lawn")
        ]
    answered, declined = kept(address)
    assert [answered.receipt, declined.receipt] == receipts
    assert (answered.bank, answered.version, answered.surface) == ("garden", gardener.bank.version, "test")
    assert (answered.kind, answered.entry, answered.reason) == ("answer", "roses", None)
    assert (declined.kind, declined.entry, declined.reason, declined.offered) == (
        "decline",
        None,
        "not-in-source",
        ("roses",),
    )
    assert 0.5 <= answered.confidence <= 1
    assert datetime.now(UTC) - datetime.fromisoformat(answered.time) < timedelta(minutes=1)
    assert answered.question is declined.question is None


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("none", "I'm Ann Smith, do roses need water?", None),
        ("redacted", "I'm Ann Smith, do roses need water?", "I'm [name], do roses need water?"),
        ("full", "I'm Ann Smith, do roses need water?", "I'm Ann Smith, do roses need water?"),
        ("redacted", "I want to die", None),
        ("full", "I want to die", None),
        ("full", "nul \0 and \ud800 and \x1b[2J", "nul \ufffd and \ufffd and \ufffd[2J"),
        ("full", "x" * 5000, "x" * 2000),
    ],
)
def test_the_settings_say_what_is_stored_of_the_question(
    gardener: footnote.Bot, address: str, text: Any, asked: str, found: str | None
) -> None:
    """By default nothing, and nothing of an emergency ever; what a database rejects is replaced."""
    with Journal(Settings(address, text=text)) as journal:
        journal.note(gardener.ask(asked))
    assert [each.question for each in kept(address)] == [found]


def test_words_that_are_not_stored_never_reach_the_disk(gardener: footnote.Bot, tmp_path: Path) -> None:
    """In none of the database's files."""
    with Journal(Settings(str(tmp_path / "j"), text="redacted")) as journal:
        journal.note(gardener.ask("my name is zebedee"))
        assert journal.flush()
        assert not [path for path in tmp_path.iterdir() if b"zebedee" in path.read_bytes()]
        assert [path for path in tmp_path.iterdir() if b"[name]" in path.read_bytes()]


@pytest.mark.parametrize("feedback", FEEDBACK)
def test_feedback_is_stored_with_its_line(gardener: footnote.Bot, address: str, feedback: str) -> None:
    """By the receipt; the last feedback counts."""
    with Journal(Settings(address)) as journal:
        receipt, other = journal.note(gardener.ask("hello")), journal.note(gardener.ask("bye"))
        assert journal.feedback(receipt, "link dead")
        assert journal.feedback(receipt, feedback)
    assert {each.receipt: each.verdict for each in kept(address)} == {receipt: feedback, other: None}


def test_unknown_feedback_is_refused(gardener: footnote.Bot, address: str) -> None:
    """The error lists what may be written."""
    with Journal(Settings(address)) as journal, pytest.raises(JournalError, match="should have answered"):
        journal.feedback(journal.note(gardener.ask("hello")), "meh")


def test_feedback_waits_for_a_line_that_another_replica_writes(address: str) -> None:
    """One replica gave the reply, another one gets the feedback before the line is written."""
    with Journal(Settings(address)) as here, Journal(Settings(address)) as there:
        there.feedback("receipt-1", "helpful")
        assert there.flush()
        Store(address).write([line(1)])
        assert until(lambda: kept(address)[0].verdict == "helpful")
        assert here.unmatched == there.unmatched == 0


def test_feedback_on_an_unknown_reply_is_counted(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """An invented receipt changes nothing, and does not stay in the queue."""
    monkeypatch.setattr(writer, "WRITE_INTERVAL", 0.01)
    with Journal(Settings(address)) as journal:
        Store(address).write([line(1)])
        journal.feedback("made up", "helpful")
        assert until(lambda: journal.unmatched == 1)
        assert journal.waiting == 0
    assert [each.verdict for each in kept(address)] == [None]


def test_the_chosen_option_is_recorded(gardener: footnote.Bot, address: str) -> None:
    """The line of the reply that asked back has the entry."""
    with Journal(Settings(address)) as journal:
        asked = gardener.ask("Do roses need water? Do tulips need water?")
        receipt = journal.note(asked)
        journal.note(gardener.ask("2", asked.state), follows=receipt)
    assert kept(address)[0].taken == "tulips"


def test_silence_is_not_recorded(gardener: footnote.Bot, address: str) -> None:
    """What somebody types to a person is not the bot's to record."""
    with Journal(Settings(address, text="full")) as journal:
        journal.note(gardener.ask("this is between us", footnote.State(handed=True)))
    assert Store(address).write([]) == []
    assert kept(address) == []


def test_a_receipt_cannot_be_guessed(gardener: footnote.Bot) -> None:
    """It has 128 random bits, whether the journal is on or off."""
    receipts = {OFF.note(gardener.ask("hello")) for _ in range(1000)}
    assert len(receipts) == 1000
    assert {len(receipt) for receipt in receipts} == {22}


def test_a_journal_that_is_off_records_nothing(gardener: footnote.Bot) -> None:
    """And accepts no feedback."""
    assert not OFF.feedback(OFF.note(gardener.ask("hello")), "helpful")
    assert OFF.flush()
    assert OFF.close()
    assert OFF.written == OFF.lost == OFF.waiting == OFF.unmatched == 0


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(""), "address"),
        (Settings("mysql://x/y"), "postgresql://"),
        (Settings("/nowhere/at/all/journal"), "no folder /nowhere/at/all"),
        (Settings("."), "folder"),
        (Settings("postgresql://x:y:z"), "write postgresql://"),
        (Settings("j", text="some"), 'write "none" or "redacted" or "full"'),  # type: ignore[arg-type]
        (Settings("j", keep_days=0), "from 1"),
        (Settings("j", keep_days=True), "from 1"),
    ],
)
def test_wrong_settings_are_refused_with_what_to_write(settings: Settings, words: str) -> None:
    """Before anything is recorded."""
    with pytest.raises(JournalError, match=words):
        Journal(settings)


def test_lines_that_are_too_old_are_deleted_at_the_start(address: str) -> None:
    """Younger ones are kept."""
    old = timestamp(datetime.now(UTC) - timedelta(days=31))
    young = timestamp(datetime.now(UTC) - timedelta(days=29))
    Store(address).write([line(1, time=old), line(2, time=young)])
    with Journal(Settings(address, keep_days=30)):
        assert until(lambda: len(kept(address)) == 1)
    assert kept(address)[0].receipt == "receipt-2"


def test_a_running_journal_deletes_old_lines_again(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """A service that runs for months needs no restart."""
    monkeypatch.setattr(writer, "PRUNE_INTERVAL", 0.05)
    monkeypatch.setattr(writer, "WRITE_INTERVAL", 0.01)
    with Journal(Settings(address, keep_days=30)):
        time.sleep(0.1)
        Store(address).write([line(1, time=timestamp(datetime.now(UTC) - timedelta(days=31)))])
        assert until(lambda: not kept(address))


def test_deleted_lines_are_overwritten(tmp_path: Path) -> None:
    """In the file and in its write-ahead log."""
    store = Store(str(tmp_path / "j"))
    with sqlite3.connect(tmp_path / "j") as other:  # somebody else has it open, so that the log stays
        store.write([line(1, question="zebedee" * 50), line(2)])
        other.execute("SELECT * FROM footnote_journal").fetchall()
        assert store.prune(timestamp(datetime.now(UTC) + timedelta(days=1))) == 2
        assert not [path for path in tmp_path.iterdir() if b"zebedee" in path.read_bytes()]
    other.close()


def test_only_the_owner_can_read_the_file(gardener: footnote.Bot, tmp_path: Path) -> None:
    """Whatever the umask, and in write-ahead mode."""
    before = os.umask(0)
    try:
        with Journal(Settings(str(tmp_path / "j"))) as journal:
            journal.note(gardener.ask("hello"))
            assert journal.flush()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "j").stat().st_mode) == 0o600
    with sqlite3.connect(tmp_path / "j") as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    file.close()


def test_a_locked_database_blocks_no_reply(gardener: footnote.Bot, tmp_path: Path) -> None:
    """The lines are written once the lock is released."""
    path = tmp_path / "j"
    reply = gardener.ask("hello")
    with Journal(Settings(str(path))) as journal:
        journal.note(reply)
        assert journal.flush()
        lock = sqlite3.connect(path, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        start = time.monotonic()
        for _ in range(1000):
            journal.note(reply)
        assert time.monotonic() - start < 1
        assert not journal.flush(timeout=0.2)
        lock.execute("ROLLBACK")
        lock.close()
        assert journal.flush(timeout=20)
        assert (journal.written, journal.lost) == (1001, 0)
    assert len(kept(str(path))) == 1001


def test_a_file_that_was_moved_away_is_created_again(gardener: footnote.Bot, tmp_path: Path) -> None:
    """As log rotation may do; later lines are in the new file."""
    path = tmp_path / "j"
    with Journal(Settings(str(path))) as journal:
        journal.note(gardener.ask("hello"))
        assert journal.flush()
        path.unlink()
        receipt = journal.note(gardener.ask("bye"))
        assert journal.flush()
    assert [each.receipt for each in kept(str(path))] == [receipt]


def test_a_file_that_is_not_a_database_blocks_no_reply(
    gardener: footnote.Bot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged once, without the question, and lost lines are counted."""
    path = tmp_path / "j"
    path.write_text("this is no database, and much longer than a hundred bytes, as it happens to be. " * 9)
    with caplog.at_level(logging.WARNING, "footnote.journal"):
        journal = Journal(Settings(str(path), text="full"))
        journal.note(gardener.ask("zebedee"))
        assert until(lambda: journal.failing)
        assert not journal.close(timeout=1)
    assert journal.lost == 1
    assert len(caplog.records) == 1
    assert "zebedee" not in caplog.text


def test_no_receipt_is_taken_for_an_option() -> None:
    """`footnote journal erase RECEIPT` would say that a text is missing."""
    receipts = {new_receipt() for _ in range(500)}
    assert len(receipts) == 500
    assert not [receipt for receipt in receipts if "-" in receipt or len(receipt) != 22]


def test_a_full_queue_drops_lines_and_counts_them(
    gardener: footnote.Bot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is bounded, whatever the database does."""
    monkeypatch.setattr(waiting, "MAX_WAITING", 10)
    path = tmp_path / "j"
    path.write_text("no database " * 100)
    journal = Journal(Settings(str(path)))
    for _ in range(25):
        journal.note(gardener.ask("hello"))
    assert not journal.feedback("x", "helpful")
    assert (journal.waiting, journal.lost) == (10, 16)
    journal.close(timeout=0.1)
    assert journal.lost == 26


@pytest.mark.parametrize("letter", ["x", "ж", "😀"])
def test_long_questions_fill_the_queue_sooner(
    gardener: footnote.Bot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, letter: str
) -> None:
    """Bytes are bounded, too; written lines make room for others."""
    monkeypatch.setattr(waiting, "MAX_WAITING_SIZE", 200_000)
    reply = replace(gardener.ask("hello"), question=letter * 2_000)
    fit = 200_000 // (waiting.BARE_SIZE + sys.getsizeof(reply.question))
    with Journal(Settings(str(tmp_path / "j"), text="full")) as journal:
        for round in (1, 2):
            with journal._changed:  # noqa: SLF001  (the writing thread waits)
                for _ in range(100):
                    journal.note(reply)
                assert journal.waiting == fit
            assert journal.flush()
            assert (journal.waiting, journal.lost) == (0, round * (100 - fit))


def test_only_the_line_that_the_database_rejects_is_lost(gardener: footnote.Bot, address: str) -> None:
    """The lines before and after it are written."""
    with Journal(Settings(address)) as journal:
        journal.note(gardener.ask("hello"))
        journal.note(
            replace(gardener.ask("hello"), bank=gardener.ask("hello").bank._replace(version="\ud800"))
        )
        journal.note(gardener.ask("bye"))
        assert not journal.flush()
        assert (journal.written, journal.lost) == (2, 1)
    assert len(kept(address)) == 2


def test_a_full_disk_blocks_no_reply(tmp_path: Path) -> None:
    """Once there is space again, the waiting lines are written."""
    program = (
        "import resource, sys, signal, footnote\n"
        "from footnote.journal import Journal, Settings\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "asked = footnote.load(sys.argv[2])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))\n"
        "journal = Journal(Settings(sys.argv[1]))\n"
        "replies = [asked.ask('do roses need water?') for _ in range(2000)]\n"
        "[journal.note(reply) for reply in replies]\n"
        "print(journal.flush(1.5), journal.failing, replies[-1].kind)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\n"
        "print(journal.flush(20), journal.written, journal.lost)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "j", GARDEN], capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == ["False True answer", "True 2000 0"], done.stderr
    assert len(kept(str(tmp_path / "j"))) == 2000


def test_no_line_is_lost_while_the_database_is_down(gardener: footnote.Bot) -> None:
    """PostgreSQL stops and starts again; meanwhile no reply waits."""
    with running() as server, Journal(Settings(server.address)) as journal:
        journal.note(gardener.ask("hello"))
        assert journal.flush()
        server.stop()
        start = time.monotonic()
        for _ in range(100):
            journal.note(gardener.ask("hello"))
        assert time.monotonic() - start < 1
        assert until(lambda: journal.failing)
        server.start()
        assert journal.flush(timeout=20)
        assert (journal.written, journal.lost, journal.failing) == (101, 0, False)
        assert len(kept(server.address)) == 101


def test_a_database_that_is_down_at_the_start_blocks_no_reply(gardener: footnote.Bot, tmp_path: Path) -> None:
    """The service starts, answers, and counts lost lines."""
    journal = Journal(Settings(f"postgresql://bot@/postgres?host={tmp_path}"))
    journal.note(gardener.ask("hello"))
    assert until(lambda: journal.failing)
    assert not journal.close(timeout=0.2)
    assert journal.lost == 1


REPLICA = (
    "import sys, footnote\n"
    "from footnote.journal import Journal, Settings\n"
    "journal, asked = Journal(Settings(sys.argv[1])), footnote.load(sys.argv[2])\n"
    "while True:\n"
    "    receipts = [journal.note(asked.ask('do roses need water?')) for _ in range(7)]\n"
    "    if journal.flush(60): print(*receipts, flush=True)\n"
)


def test_a_killed_replica_loses_no_acknowledged_line(address: str) -> None:
    """Two write to one journal; one is killed, the other goes on."""
    command = [sys.executable, "-c", REPLICA, address, str(GARDEN)]
    replicas = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    acknowledged = [[replica.stdout.readline() for _ in range(3)] for replica in replicas if replica.stdout]
    for lines, replica in zip(acknowledged, replicas, strict=True):
        replica.send_signal(signal.SIGKILL)
        lines.extend(replica.communicate()[0].rsplit("\n", 1)[0].split("\n"))
        time.sleep(0.5)
    written = {each.receipt for each in kept(address)}
    assert set(" ".join([*acknowledged[0], *acknowledged[1]]).split()) <= written


def test_a_forked_process_writes_its_own_lines(address: str) -> None:
    """As in a server that loads the bot once and forks its workers: each line is written exactly once."""
    program = (
        "import os, sys, footnote\n"
        "from footnote.journal import Journal, Settings\n"
        "journal, asked = Journal(Settings(sys.argv[1])), footnote.load(sys.argv[2])\n"
        "journal.note(asked.ask('hello'))\n"
        "children = []\n"
        "for _ in range(3):\n"
        "    child = os.fork()\n"
        "    if not child:\n"
        "        journal.note(asked.ask('bye'))\n"
        "        os._exit(0 if journal.flush(60) and journal.written == 1 else 1)\n"
        "    children.append(child)\n"
        "print([os.waitpid(child, 0)[1] for child in children], journal.close(60))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, address, GARDEN], capture_output=True, text=True, check=False
    )
    assert done.stdout == "[0, 0, 0] True\n", done.stderr
    assert len(kept(address)) == 4


def test_a_process_writes_its_waiting_lines_at_exit(address: str) -> None:
    """Without a call of close."""
    program = (
        "import sys, footnote\nfrom footnote.journal import Journal, Settings\n"
        "journal = Journal(Settings(sys.argv[1]))\njournal.note(footnote.load(sys.argv[2]).ask('hello'))\n"
    )
    subprocess.run([sys.executable, "-c", program, address, GARDEN], check=True)
    assert len(kept(address)) == 1


def test_a_line_is_written_within_the_second(gardener: footnote.Bot, address: str) -> None:
    """Without a flush: that bounds what a killed process loses."""
    Store(address).write([])
    with Journal(Settings(address)) as journal:
        journal.note(gardener.ask("hello"))
        assert until(lambda: journal.written == 1, seconds=1.0)


def test_writing_twice_writes_once(address: str) -> None:
    """A commit whose confirmation was lost is repeated."""
    store = Store(address)
    assert store.write([line(1)], [LineUpdate("receipt-1", "verdict", "helpful")]) == []
    assert store.write([line(1)], [LineUpdate("receipt-2", "verdict", "helpful")]) == [
        LineUpdate("receipt-2", "verdict", "helpful")
    ]
    assert [each.verdict for each in kept(address)] == ["helpful"]


def test_sqlalchemy_is_imported_only_for_a_journal_that_is_on() -> None:
    """Neither by asking nor by `import footnote.journal`."""
    code = (
        "import sys, footnote\n"
        "footnote.load('micrometastases').ask('hello')\n"
        "before = 'footnote.journal' in sys.modules\n"
        "import footnote.journal\n"
        "print(before, sorted({'sqlalchemy', 'sqlite3', 'psycopg'} & set(sys.modules)))"
    )
    assert printed(code) == ["False []"]


def test_a_clock_that_is_set_back_loses_no_line(
    tmp_path: Path, gardener: footnote.Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor any feedback: waiting is by another clock."""
    address = str(tmp_path / "journal.sqlite3")

    class SetBack(datetime):
        """The clock of a machine an hour ago."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) - timedelta(hours=1)

    with Journal(Settings(address)) as journal:
        receipts = [journal.note(gardener.ask("hello"))]
        assert journal.confirmed_feedback(receipts[0], "helpful").result(20)
        with monkeypatch.context() as changed:
            changed.setattr("footnote.journal.records.datetime", SetBack)
            receipts.append(journal.note(gardener.ask("do roses need water?")))
            assert journal.confirmed_feedback(receipts[1], "link dead").result(20)
        assert not journal.confirmed_feedback("made up", "link dead").result(20)
    lines = {line.receipt: line for line in Store(address).lines()}
    assert [lines[receipt].verdict for receipt in receipts] == ["helpful", "link dead"]
    assert lines[receipts[1]].time < lines[receipts[0]].time


def test_feedback_that_is_lost_says_so(tmp_path: Path) -> None:
    """Where the queue is full, and where the journal is closed before it could be written."""
    journal = Journal(Settings(str(tmp_path / "journal.sqlite3")))
    journal.close()
    with pytest.raises(JournalError, match="no more lines"):
        journal.confirmed_feedback("x", "helpful").result(5)
    with pytest.raises(JournalError):
        OFF.confirmed_feedback("x", "helpful").result(5)
