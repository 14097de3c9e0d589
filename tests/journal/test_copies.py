"""Copies of a journal: made while it is written to, brought back, and PostgreSQL's own."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING

import postgres
import pytest
from desk_messages import PACKET
from documents import blocks
from paths import ROOT
from service import needs

import footnote
from footnote.errors import JournalError

needs("sqlalchemy", "psycopg")

from footnote.desks import ConversationStore, Person  # noqa: E402
from footnote.journal import Journal, Settings, Store, back_up, restore  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

DEPLOY = ROOT / "bot" / "deploy" / "README.md"


def receipts(address: str) -> set[str]:
    return {line.receipt for line in Store(address).lines()}


@pytest.fixture(name="journal")
def _journal(tmp_path: Path, gardener: footnote.Bot) -> str:
    """A journal with one line, and a conversation that was handed over."""
    address = str(tmp_path / "journal.sqlite3")
    with Journal(Settings(address)) as journal:
        journal.note(gardener.ask("do roses need water?"))
    ConversationStore(address).start("garden", Person("Ann"), PACKET, "one")
    return address


def test_a_copy_has_what_the_log_has(journal: str, tmp_path: Path, gardener: footnote.Bot) -> None:
    """The service has not closed the file; the copy is one file, its owner's alone."""
    copy = tmp_path / "copy"
    with Journal(Settings(journal)) as running:
        running.note(gardener.ask("hello"))
        assert running.flush()
        back_up(journal, str(copy))
        running.note(gardener.ask("bye"))
    assert len(receipts(journal)) == 3
    assert len(receipts(str(copy))) == 2
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert not list(tmp_path.glob("copy-*"))


def test_a_copy_is_brought_back(journal: str, tmp_path: Path, gardener: footnote.Bot) -> None:
    """To a new place, or over what is there while a service writes to it, which goes on."""
    copy, new = str(tmp_path / "copy"), str(tmp_path / "new")
    back_up(journal, copy)
    restore(copy, new)
    assert receipts(new) == receipts(copy)
    with Journal(Settings(journal)) as running:
        lost = running.note(gardener.ask("hello"))
        assert running.flush()
        restore(copy, journal, replace=True)
        assert receipts(journal) == receipts(copy)
        kept = running.note(gardener.ask("bye"))
    assert receipts(journal) == receipts(copy) | {kept}
    assert lost not in receipts(journal)
    assert ConversationStore(journal).waiting() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"who sells pots, and a good deal more than a hundred bytes of it " * 3, "not a database"),
        (None, "there is no journal at"),
        ("CREATE TABLE lawn (length)", "none of its tables"),
    ],
)
def test_what_is_no_journal_is_neither_copied_nor_brought_back(
    tmp_path: Path, journal: str, content: bytes | str | None, says: str
) -> None:
    """Nothing is created, and what is there stays."""
    wrong = tmp_path / "wrong"
    if isinstance(content, bytes):
        wrong.write_bytes(content)
    elif content:
        with closing(sqlite3.connect(wrong)) as connection:
            connection.execute(content)
    before = receipts(journal)
    with pytest.raises(JournalError, match=says):
        restore(str(wrong), journal, replace=True)
    with pytest.raises(JournalError, match=says):
        back_up(str(wrong), str(tmp_path / "copy"))
    assert receipts(journal) == before
    assert not (tmp_path / "copy").exists()


def test_a_damaged_copy_is_not_brought_back(tmp_path: Path, journal: str) -> None:
    """A page in its middle was overwritten."""
    copy = tmp_path / "copy"
    back_up(journal, str(copy))
    with copy.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(JournalError, match=r"damaged|malformed"):
        restore(str(copy), str(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_no_file_is_overwritten(journal: str, tmp_path: Path) -> None:
    """Neither by a copy nor, without a word, by bringing one back."""
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")
    with pytest.raises(JournalError, match=r"^\S+taken exists; write the path of a new file$"):
        back_up(journal, str(taken))
    with pytest.raises(JournalError, match="--replace"):
        restore(journal, str(taken))
    assert taken.read_text(encoding="utf-8") == "mine"
    with pytest.raises(JournalError, match=r"^cannot write \S+copy: No such file or directory; write"):
        back_up(journal, str(tmp_path / "nowhere" / "copy"))


def test_postgresql_is_copied_as_the_page_shows(tmp_path: Path, gardener: footnote.Bot) -> None:
    """The page's commands; conversations after it get numbers of their own."""
    dump, bring_back = (
        line
        for block in blocks(DEPLOY, "sh")
        for line in block.splitlines()
        if re.match("pg_(dump|restore)", line)
    )
    with postgres.running() as server:
        folders = f"{server.programs}{os.pathsep}{os.environ['PATH']}"
        environ = {**os.environ, "PATH": folders, "FOOTNOTE_JOURNAL": server.address}
        with Journal(Settings(server.address)) as journal:
            journal.note(gardener.ask("do roses need water?"))
        store = ConversationStore(server.address)
        started = store.start("garden", Person("Ann"), PACKET, "one")
        before = receipts(server.address)
        subprocess.run(["sh", "-ec", dump], env=environ, cwd=tmp_path, check=True)
        store.write(started.id, "lost")
        Store(server.address).erase(before)
        subprocess.run(["sh", "-ec", bring_back], env=environ, cwd=tmp_path, check=True)
        assert receipts(server.address) == before
        assert [message.text for message in store.messages(started.id)] == []
        assert store.write(started.id, "kept") > 1
        with pytest.raises(JournalError, match="pg_dump"):
            back_up(server.address, str(tmp_path / "copy"))
