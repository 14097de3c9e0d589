"""Wordings that something else wins, and records whose words are too near."""

from __future__ import annotations

from pathlib import Path

import pytest
from paths import copy_garden

from footnote.bank import parse
from footnote.review import review_bank

MARKER = "wordings: [watering the roses,"


@pytest.fixture(name="bank")
def _bank(tmp_path: Path) -> Path:
    """The file of a garden bank, to be edited."""
    return copy_garden(tmp_path) / "bank.yaml"


def won(bank: Path, wordings: str = "") -> list[str]:
    """What is said of wordings that are won, with these among those of one entry."""
    text = bank.read_text(encoding="utf-8")
    assert MARKER in text
    bank.write_text(text.replace(MARKER, f"{MARKER} {wordings}"), encoding="utf-8")
    return [problem.message for problem in review_bank(parse(bank)) if problem.check == "won"]


def test_no_wording_of_the_garden_is_won(bank: Path) -> None:
    assert won(bank) == []


def test_wordings_that_the_language_takes(bank: Path) -> None:
    """A crisis, and small talk; not what the bank wins, as it has it itself."""
    crisis, greeting = won(bank, "my roses want to die, good morning, should i buy roses,")
    assert crisis == "this is read as crisis, by “want to die”, and never answered; write it in other words"
    assert greeting.startswith("this is read as small talk, greeting, by “good morning”")
