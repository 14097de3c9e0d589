"""What a bank can be asked: by section, and to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from paths import copy_garden

from footnote import load
from footnote.dialogue import sections, starters
from footnote.record import replace

if TYPE_CHECKING:
    from pathlib import Path

    import footnote


def test_questions_are_grouped_by_the_section_they_cite(gardener: footnote.Bot) -> None:
    """In the order of the bank; without titles where most sections have a single question."""
    bank = gardener.bank
    grouped = {title: [entry.id for entry in each] for title, each in sections(bank, bank.entries.values())}
    assert grouped == {"Water": ["roses", "tulips", "why-water"], "Size": ["dwarf", "giant"]}
    few = sections(bank, [bank.entries["dwarf"], bank.entries["roses"], bank.entries["giant"]])
    assert [(title, len(each)) for title, each in few] == [("", 3)]
    assert sections(bank, []) == []


def test_a_conversation_begins_with_the_first_question_of_each_section() -> None:
    """Not with one for a range of sizes, which is for who has one; at most four."""
    bank = replace(load("micrometastases").bank, starters=())
    cited = [entry for _, each in sections(bank, bank.entries.values()) for entry in each[:1]]
    assert starters(bank) == cited[:4]


@pytest.mark.parametrize(
    ("written", "begins"),
    [("", ["roses", "tulips", "why-water"]), ("starters: [giant, roses]\n", ["giant", "roses"])],
)
def test_a_bank_names_what_to_begin_with(tmp_path: Path, written: str, begins: list[str]) -> None:
    """In its own order."""
    folder = copy_garden(tmp_path)
    with (folder / "bank.yaml").open("a", encoding="utf-8") as file:
        file.write(written)
    assert [entry.id for entry in starters(load(folder).bank)] == begins
