"""`footnote journal`: the commands of a desk, and `gaps` on its journal."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from command_line import Run, json_lines, run_shell
from paths import GARDEN
from postgres import missing

import footnote as package


@pytest.fixture(autouse=True)
def _database() -> None:
    if find_spec("sqlalchemy") is None:
        missing("the journal needs its database library: pip install '.[serve]'")


@pytest.fixture(name="journal")
def _journal(tmp_path: Path) -> Path:
    """The path of a journal with a declined and an answered question."""
    from footnote.journal import Journal, Settings

    bot = package.load(GARDEN)
    with Journal(Settings(str(tmp_path / "journal"), text="redacted"), [bot.bank]) as journal:
        receipt = journal.note(bot.ask("who sells pots? I'm Ann Smith"))
        journal.note(bot.ask("do roses need water?"))
        journal.feedback(receipt, "should have answered")
    return tmp_path / "journal"


def test_stats_counts_the_lines(footnote: Run, journal: Path) -> None:
    """By bank, kind, reason and feedback."""
    assert footnote("journal", "stats", "--journal", journal).out.splitlines() == [
        "2\tlines",
        "1\tgarden\tanswer\t-\t-",
        "1\tgarden\tdecline\toff-topic\tshould have answered",
    ]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no full device")
@pytest.mark.parametrize("command", ["stats", "export"])
def test_a_full_disk_behind_the_output_is_no_problem_of_the_journal(
    tmp_path: Path, journal: Path, command: str
) -> None:
    done = run_shell(tmp_path, f"{{0}} journal {command} --journal {journal} > /dev/full")
    assert done.returncode == 2
    assert b"cannot write the output: No space left" in done.stderr
    assert b"cannot read the journal" not in done.stderr


def test_the_environment_names_the_journal(
    footnote: Run, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no option does."""
    monkeypatch.setenv("FOOTNOTE_JOURNAL", str(journal))
    assert footnote("journal", "stats").out.startswith("2\tlines\n")
    assert "1 question" not in footnote("gaps", "--bank", GARDEN).err


def test_export_prints_json_lines(footnote: Run, journal: Path) -> None:
    """Oldest first, with the words as the journal keeps them."""
    exported = footnote("journal", "export", "--journal", journal).out
    assert [line["question"] for line in json_lines(exported)] == [
        "who sells pots? I'm [name]",
        "do roses need water?",
    ]


def test_gaps_reads_the_journal(footnote: Run, journal: Path) -> None:
    """Only what was asked of this bank."""
    report = json.loads(footnote("gaps", "--journal", journal, "--json", "--bank", GARDEN).out)
    assert report["gaps"][0]["questions"] == [{"question": "who sells pots? I'm [name]", "times": 1}]
    assert json.loads(footnote("gaps", "--journal", journal, "--json").out)["asked"] == 0


def test_prune_deletes_what_is_too_old(footnote: Run, journal: Path) -> None:
    """And nothing else."""
    from footnote.journal import open_store, timestamp as stamp

    store = open_store(str(journal))
    line = next(store.lines())
    store.write([line._replace(receipt="old", time=stamp(datetime.now(UTC) - timedelta(days=10)))])
    done = footnote("journal", "prune", "--journal", journal, "--keep-days", 9)
    assert done == (0, "lines older than 9 days deleted: 1\n", "")
    receipts = {line.receipt for line in store.lines()}
    assert line.receipt in receipts
    assert "old" not in receipts


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["gaps", "--journal", "nowhere"], "no journal at nowhere"),
        (["gaps", "--journal", "{text}"], "cannot read the journal: file is not a database"),
        (["journal", "stats", "--journal", "nowhere"], "no journal at nowhere"),
        (["journal", "export", "--journal", "mysql://x"], "a journal is a path or postgresql://"),
        (["journal", "prune", "--journal", "nowhere"], "no journal at nowhere"),
        (["journal", "prune", "--journal", "x", "--keep-days", "0"], "from 1"),
    ],
)
def test_a_journal_that_cannot_be_read_is_an_error(
    footnote: Run, tmp_path: Path, arguments: list[str], says: str
) -> None:
    """Status 2, in a sentence."""
    (tmp_path / "text").write_text("who sells pots, and more than a few words about pots", encoding="utf-8")
    done = footnote(*(argument.format(text=tmp_path / "text") for argument in arguments))
    assert (done.status, done.out) == (2, "")
    assert says in done.err


def test_days_that_are_no_number_are_an_error(
    footnote: Run, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment is read as strictly as an option."""
    monkeypatch.setenv("FOOTNOTE_JOURNAL_KEEP_DAYS", "soon")
    done = footnote("journal", "prune", "--journal", journal)
    assert done == (2, "", "footnote: FOOTNOTE_JOURNAL_KEEP_DAYS must be a number of days, not 'soon'\n")
