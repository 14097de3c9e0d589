"""The script that finds wordings a bank does not need."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from paths import GARDEN, copy_garden
from tools import prune_wordings

import footnote
from footnote.bank import read_bank

if TYPE_CHECKING:
    from pathlib import Path


WORDINGS = """\
schema: 1
wordings:
  # Asked at the gate.
  by hand:
    - do roses want water daily
    - do roses drink water daily
    - do roses like water daily
    - do roses love water daily
  shouted:
    - ROSES THIRSTY
"""


@pytest.fixture(name="bank")
def _bank() -> footnote.Bank:
    return read_bank(GARDEN)


def test_each_entry_and_topic_keeps_a_wording_at_least(bank: footnote.Bank) -> None:
    kept = prune_wordings.start(bank, 0.01)
    assert {id: len(wordings) for id, wordings in kept.items()} == dict.fromkeys(
        [*bank.entries, *bank.silent], 1
    )
    smaller = prune_wordings.keep(bank, kept)
    assert [set(entry.wordings) for entry in smaller.entries.values()] == [kept[id] for id in bank.entries]


def test_what_is_not_answered_without_a_wording_is_kept(bank: footnote.Bank) -> None:
    """Nothing is sure enough for a confidence above 1, so that every wording is kept."""
    kept = prune_wordings.condense(bank, 0.3, 1.1, 3)
    assert kept == {id: set(wordings) for id, wordings in prune_wordings.wordings_of(bank).items()}


def test_what_is_answered_anyway_is_not_kept(bank: footnote.Bank) -> None:
    """With no confidence needed, only wordings that lead to another entry are added."""
    kept = prune_wordings.condense(bank, 0.5, 0.0, 3)
    smaller = footnote.Bot(prune_wordings.keep(bank, kept))
    for id in bank.entries:
        assert all(prune_wordings.is_met(smaller, id, each, 0.0) for each in bank.entries[id].wordings)


def test_the_others_are_deleted_from_their_files(tmp_path: Path) -> None:
    """Comments stay; a group without wordings is deleted, and so is a file without groups."""
    for name in ("roses.yaml", "tulips.yaml"):
        (tmp_path / name).write_text(WORDINGS, encoding="utf-8")
    prune_wordings.write(tmp_path, {"roses": {"do roses drink water daily"}})
    assert [file.name for file in tmp_path.iterdir()] == ["roses.yaml"]
    assert (tmp_path / "roses.yaml").read_text(encoding="utf-8") == (
        "schema: 1\nwordings:\n  # Asked at the gate.\n  by hand:\n    - do roses drink water daily\n"
    )


def test_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The figures of both banks, and the wordings left of each entry."""
    folder = copy_garden(tmp_path)
    (folder / "questions.yaml").write_text(
        "schema: 1\nanswered: [{ask: when do roses drink, entry: roses}]\n", encoding="utf-8"
    )
    monkeypatch.setattr(sys, "argv", ["prune_wordings.py", str(folder), "--start", "0.1", "--surely", "0"])
    prune_wordings.main()
    printed = capsys.readouterr().out
    assert "all          10 right 1.000" in printed
    assert "kept          6 right 1.000" in printed
    assert "tulips                          1 of    2\n" in printed
