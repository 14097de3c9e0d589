"""The bank about this program says what the pages say: a page that changed is compared with its answers."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from command_line import run_cli
from documents import text_of
from paths import ROOT

from footnote.bank import compare_source, read_bank
from footnote.record import replace

if TYPE_CHECKING:
    from pathlib import Path

    from footnote.bank import Bank

HOME = ROOT / "faq" / "footnote"
SETTLE = re.findall(r'^manual = .*cmd = "footnote (.*?)"', text_of(ROOT / "pyproject.toml"), re.MULTILINE)[0]
"""The arguments of `poe manual`."""


@pytest.fixture(name="bank", scope="module")
def _bank() -> Bank:
    return read_bank(HOME)


def changed(bank: Bank, home: Path) -> list[str]:
    """The passages that are not in their pages as the bank has them."""
    found = []
    for id, source in bank.sources.items():
        passages = {key: each for key, each in bank.passages.items() if each.source == id}
        text = (home / source.copy).read_text(encoding="utf-8")
        part = replace(bank, passages=passages)
        found += [each.id for each in compare_source(part, text) if each.state != "unchanged"]
    return found


def test_every_passage_is_in_its_page(bank: Bank) -> None:
    """Run `poe manual`, and read the answers it names."""
    assert changed(bank, HOME) == []


def test_every_answer_was_looked_at_after_its_page_changed(bank: Bank) -> None:
    """Then `footnote check --accept PASSAGE --by NAME footnote` notes that."""
    assert [entry.id for entry in bank.entries.values() if entry.review] == []


def test_one_command_reads_every_page(bank: Bank) -> None:
    """The task gives all of them."""
    given = set(re.findall(r"--source (\S+)", SETTLE))
    pages = {os.path.relpath((HOME / source.copy).resolve(), ROOT) for source in bank.sources.values()}
    assert given == pages


def test_a_changed_page_fails_until_somebody_looked(tmp_path: Path, bank: Bank) -> None:
    """From the change over the mark at the entry to the note of who read it."""
    home = tmp_path / "faq" / "footnote"
    shutil.copytree(HOME, home, ignore=shutil.ignore_patterns("questions"))
    for source in bank.sources.values():
        page = home / source.copy
        page.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(HOME / source.copy, page)
    page = tmp_path / "README.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("needs no network", "needs one"), encoding="utf-8")
    assert checked(tmp_path, "R2 is not the same") == (2, True)
    run_cli(tmp_path, *SETTLE.split())
    assert checked(tmp_path, "R2 changed under the answer of network") == (0, True)
    run_cli(tmp_path, "check", "--accept", "R2", "--by", "A. Reader", "faq/footnote")
    assert checked(tmp_path, "R2") == (0, False)
    assert read_bank(home).entries["network"].clock.by == "A. Reader"


def checked(folder: Path, message: str) -> tuple[int, bool]:
    """The exit status of a check, and whether it prints this."""
    done = run_cli(folder, "check", "--quick", "--all", "faq/footnote")
    print(done)
    return done.returncode, message in done.stdout.decode()
