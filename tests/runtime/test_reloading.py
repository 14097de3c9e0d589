"""A bank that is edited while it is in use: the new version as a whole, or the old one and what is wrong."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from paths import copy_garden

import footnote
from footnote.errors import BankError, UnknownBank
from footnote.runtime import Reloader, loading, reloading

QUESTION = "do roses need water"


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the garden bank, and a cache folder of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return copy_garden(tmp_path)


def edit(bank: Path, old: str = "Every morning [1].", new: str = "At dawn, every day [1].") -> None:
    file = bank / "bank.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    status = file.stat()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns + 1))  # within a clock's tick, too


def answer(reloader: Reloader) -> str:
    return reloader.bot.ask(QUESTION).text


def test_a_new_version_is_used_as_soon_as_it_is_there(bank: Path) -> None:
    reloader = Reloader(bank)
    edit(bank)
    assert answer(reloader) == "Every morning [1]."
    change = reloader.check()
    assert change
    assert change.bot is reloader.bot
    assert answer(reloader) == "At dawn, every day [1]."
    assert reloader.check() is None


def test_while_nothing_changes_nothing_is_read(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reloader = Reloader(bank)

    def fail(*_: object, **__: object) -> footnote.Bot:
        raise AssertionError("the bank was read again")

    monkeypatch.setattr(reloading, "load_path", fail)
    assert [reloader.check() for _ in range(3)] == [None] * 3


def test_files_that_are_written_again_without_a_change_make_no_new_version(bank: Path) -> None:
    reloader = Reloader(bank)
    before = reloader.bot
    os.utime(bank / "bank.yaml", (0, 0))
    assert reloader.check() is None
    assert reloader.bot is before


def test_a_faulty_version_is_reported_once_and_the_old_one_answers(bank: Path) -> None:
    reloader = Reloader(bank)
    edit(bank, "title:", "titel:")
    change = reloader.check()
    assert change
    assert change.bot is None
    assert isinstance(change.error, BankError)
    assert reloader.error is change.error
    assert reloader.check() is None
    assert answer(reloader) == "Every morning [1]."


def test_a_corrected_version_is_used(bank: Path) -> None:
    """Also where it is the old one again: then nothing is new, and nothing wrong any more."""
    reloader = Reloader(bank)
    edit(bank, "title:", "titel:")
    reloader.check()
    edit(bank, "titel:", "title:")
    assert reloader.check() is None
    assert reloader.error is None
    edit(bank)
    assert reloader.check()
    assert answer(reloader) == "At dawn, every day [1]."


def test_a_bank_that_vanishes_is_reported_and_answers_on(bank: Path) -> None:
    reloader = Reloader(bank)
    shutil.rmtree(bank)
    change = reloader.check()
    assert change
    assert "no such file" in str(change.error)
    assert answer(reloader) == "Every morning [1]."


def test_a_change_of_the_language_counts(bank: Path) -> None:
    reloader = Reloader(bank)
    file = bank.parent / "gardenish.yaml"
    file.write_text(file.read_text().replace("text: Hello.", "text: Good day to you."))
    assert reloader.check()
    assert reloader.bot.ask("hello").text == "Good day to you."


def test_settling_waits_until_two_checks_see_the_same(bank: Path) -> None:
    reloader = Reloader(bank, settle=True)
    edit(bank)
    assert reloader.check() is None
    edit(bank, "At dawn, every day [1].", "Whenever it is dry [1].")
    assert reloader.check() is None
    assert answer(reloader) == "Every morning [1]."
    assert reloader.check()
    assert answer(reloader) == "Whenever it is dry [1]."


def test_a_file_written_to_while_it_is_read_is_read_again(
    bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The half of a file that was there may even be a bank."""
    reloader = Reloader(bank)

    def slow(path: str, **how: Any) -> footnote.Bot:
        bot = loading.load_path(path, **how)
        monkeypatch.undo()
        edit(bank, "At dawn, every day [1].", "Whenever it is dry [1].")
        return bot

    edit(bank)
    monkeypatch.setattr(reloading, "load_path", slow)
    assert reloader.check() is None
    assert answer(reloader) == "Every morning [1]."
    assert reloader.check()
    assert answer(reloader) == "Whenever it is dry [1]."


def test_an_optional_bank_may_become_usable_later(bank: Path) -> None:
    edit(bank, "title:", "titel:")
    reloader = Reloader(bank, optional=True)
    assert [reloader.usable, reloader.check()] == [False, None]
    with pytest.raises(BankError, match="titel"):
        reloader.bot.ask(QUESTION)
    edit(bank, "titel:", "title:")
    assert reloader.check()
    assert [reloader.usable, answer(reloader)] == [True, "Every morning [1]."]


def test_a_bank_that_must_be_there_is(bank: Path) -> None:
    edit(bank, "title:", "titel:")
    with pytest.raises(BankError):
        Reloader(bank)
    with pytest.raises(UnknownBank):
        Reloader("no-such-bank")


@pytest.mark.parametrize("private", [False, True])
def test_only_the_first_version_is_compiled_and_in_private_none(bank: Path, *, private: bool) -> None:
    """Whoever edits a bank waits for the next reply."""
    reloader = Reloader(bank, private=private)
    before = [file.read_bytes() for file in bank.parent.rglob("garden-*.footnote")]
    assert len(before) == (not private)
    edit(bank)
    reloader.check()
    assert [file.read_bytes() for file in bank.parent.rglob("garden-*.footnote")] == before


def test_a_thread_does_not_wait_for_another_that_reads(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes on with the version there is."""
    reloader = Reloader(bank)
    reading, proceed = Event(), Event()

    def slow(path: str, **how: Any) -> footnote.Bot:
        reading.set()
        assert proceed.wait(10)
        return loading.load_path(path, **how)

    monkeypatch.setattr(reloading, "load_path", slow)
    edit(bank)
    changes: list[reloading.Reload | None] = []
    thread = Thread(target=lambda: changes.append(reloader.check()))
    thread.start()
    assert reading.wait(10)
    assert reloader.check() is None
    assert answer(reloader) == "Every morning [1]."
    proceed.set()
    thread.join()
    assert changes[0]
    assert answer(reloader) == "At dawn, every day [1]."
