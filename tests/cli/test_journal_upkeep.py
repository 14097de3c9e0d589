"""`footnote journal erase`, `backup` and `restore`, as a data-protection officer uses them."""

from __future__ import annotations

import io
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from command_line import run_cli
from paths import GARDEN
from postgres import missing

import footnote as package

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import Run

ANNS = "who sells pots? I'm Ann Kowalski, 12 Elm Street"


@pytest.fixture(autouse=True)
def _database() -> None:
    if find_spec("sqlalchemy") is None:
        missing("the journal needs its database library: pip install '.[serve]'")


def filled(address: Path, text: str) -> list[str]:
    """A journal of what Ann and somebody else asked, and Ann's handover. Its receipts, Ann's two first."""
    from footnote.desks import ConversationStore, Person
    from footnote.dialogue import handoff
    from footnote.journal import Journal, Settings

    bot = package.load(GARDEN)
    replies = [bot.ask(ANNS), bot.ask("do roses need water?")]
    with Journal(Settings(str(address), text=text), [bot.bank]) as journal:  # type: ignore[arg-type]
        receipts = [journal.note(reply) for reply in [*replies, bot.ask("how do I mow the lawn")]]
    packet = handoff.packet(replies, "asked")
    person = Person("Ann Kowalski", "ann@customer.example")
    store = ConversationStore(str(address))
    store.start("garden", person, packet.as_dict(), packet.text(bot.bank.language))
    store.start("garden", Person("Ben"), packet.as_dict() | {"turns": []}, "1. Asked: hello")
    return receipts


def left(address: Path) -> set[str]:
    from footnote.journal import Store

    return {line.receipt for line in Store(str(address)).lines()}


@pytest.mark.parametrize("text", ["full", "redacted"])
def test_a_conversation_goes_with_its_lines_in_the_journal(footnote: Run, tmp_path: Path, text: str) -> None:
    """By an address that no line has; a redacted line is found by the rest of its words."""
    journal = tmp_path / "journal"
    receipts = filled(journal, text)
    done = footnote("journal", "erase", "--journal", journal, "ann@customer.example", "--yes")
    assert (done.status, done.err) == (0, "")
    assert "Ann Kowalski <ann@customer.example>: messages: 1, 1 not at the desk yet\n" in done.out
    assert "erased: conversations: 1, tickets: 0, journal lines: 2\n" in done.out
    assert left(journal) == {receipts[2]}
    again = footnote("journal", "erase", "--journal", journal, "kowalski", "--yes")
    assert (again.status, again.out.partition(";")[0]) == (1, "nothing found")


def test_a_line_without_words_goes_by_its_receipt(footnote: Run, tmp_path: Path) -> None:
    """A program that asks the service gets one with each reply."""
    journal = tmp_path / "journal"
    receipts = filled(journal, "none")
    done = footnote("journal", "erase", "--journal", journal, receipts[0], "--yes")
    assert "(no words stored)" in done.out
    assert left(journal) == {*receipts[1:]}


def test_old_lines_with_the_same_words_stay(footnote: Run, tmp_path: Path) -> None:
    """The conversation that was handed over did not begin a week earlier."""
    from footnote.journal import Store

    journal = tmp_path / "journal"
    filled(journal, "full")
    store = Store(str(journal))
    roses = next(line for line in store.lines() if line.entry == "roses")
    store.write([roses._replace(receipt="old", time="2026-01-01T00:00:00.000000Z")])
    assert footnote("journal", "erase", "--journal", journal, "ann@customer.example", "--yes").status == 0
    assert "old" in left(journal)


def test_nothing_is_erased_that_is_not_confirmed(
    footnote: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a pipe `--yes` is needed; on a terminal, the word."""
    journal = tmp_path / "journal"
    receipts = filled(journal, "full")
    done = footnote("journal", "erase", "--journal", journal, "Kowalski")
    assert (done.status, "12 Elm Street" in done.out) == (2, True)
    assert done.err.startswith("footnote: nothing was erased: write --yes")
    for typed, status in (("y\n", 1), ("", 1), ("yes\n", 0)):
        assert left(journal) == set(receipts)
        monkeypatch.setattr(sys, "stdin", Terminal(typed))
        assert footnote("journal", "erase", "--journal", journal, "Kowalski").status == status
    assert left(journal) == {receipts[2]}


class Terminal(io.StringIO):
    """Standard input of a terminal at which somebody types this."""

    def isatty(self) -> bool:
        return True


def test_conversations_may_have_a_database_of_their_own(
    footnote: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a journal beside it, or without one."""
    filled(tmp_path / "chat", "none")
    monkeypatch.setenv("FOOTNOTE_HANDOFF_DATABASE", str(tmp_path / "chat"))
    done = footnote("journal", "erase", "ann@customer.example", "--yes")
    assert "erased: conversations: 1, tickets: 0, journal lines: 0" in done.out
    filled(tmp_path / "chat", "none")
    filled(tmp_path / "journal", "full")
    erase = ("journal", "erase", "ann@customer.example", "--yes", "--journal", tmp_path / "journal")
    assert "erased: conversations: 1, tickets: 0, journal lines: 2" in footnote(*erase).out
    assert footnote(*erase, "--conversations", tmp_path / "journal").status == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["erase", "ann"], "no journal; name one"),
        (["erase", "ann", "--journal", "nowhere"], "no conversations at nowhere"),
        (["erase", " ", "--journal", "x"], "write a name"),
        (["erase", "--journal", "x"], "TEXT"),
        (["erase", "ann", "--journal", "{text}"], "cannot read the journal: file is not a database"),
        (["backup", "copy", "--journal", "postgresql://x@y/z"], "pg_dump"),
        (["restore", "copy", "--journal", "postgresql://x@y/z"], "pg_restore"),
        (["restore", "{text}", "--journal", "x"], "cannot read"),
        (["backup", "copy"], "no journal; name one"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(tmp_path: Path, arguments: list[str], says: str) -> None:
    """Status 2, and no file is created."""
    (tmp_path / "text").write_text("who sells pots, and more than a few words about pots", encoding="utf-8")
    filled_arguments = [argument.format(text=tmp_path / "text") for argument in arguments]
    done = run_cli(tmp_path, "journal", *filled_arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert says in done.stderr.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["text"]


def test_a_copy_is_made_and_brought_back(footnote: Run, tmp_path: Path) -> None:
    """Who was erased meanwhile is back, and the command says so."""
    journal, copy = tmp_path / "journal", tmp_path / "copy"
    receipts = filled(journal, "full")
    assert footnote("journal", "backup", copy, "--journal", journal) == (0, f"copied to {copy}\n", "")
    footnote("journal", "erase", "--journal", journal, "Kowalski", "--yes")
    refused = footnote("journal", "restore", copy, "--journal", journal)
    assert (refused.status, "write --replace" in refused.err) == (2, True)
    done = footnote("journal", "restore", copy, "--journal", journal, "--replace")
    assert (done.status, "erase again whoever was erased" in done.out) == (0, True)
    assert left(journal) == set(receipts)


def test_tickets_that_the_bot_works_in_go_with_their_lines(footnote: Run, tmp_path: Path) -> None:
    """By words in a message, in whatever letters; tickets of others stay."""
    from footnote.desks.answering.records import Happening
    from footnote.desks.answering.store import TicketStore

    journal = tmp_path / "journal"
    filled(journal, "none")
    store = TicketStore(str(journal))
    for ticket, text in (("17", "Äpfel für Zoë Kowalski"), ("18", "do roses need water?")):
        store.receive(Happening(ticket, f"key {ticket}", "asked", text))
    done = footnote("journal", "erase", "--journal", journal, "zoë kowalski", "--yes")
    assert "ticket 17, " in done.out
    assert "erased: conversations: 0, tickets: 1, journal lines: 0\n" in done.out
    assert footnote("journal", "erase", "--journal", journal, "zoë").status == 1
    assert store.ticket("18").id == "18"
    assert (work := store.claim())
    assert (work.ticket, store.claim()) == ("18", None)
