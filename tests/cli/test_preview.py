"""`footnote preview` as an author meets it: what an edit changes, and the exit status."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command_line import Run
from paths import copy_garden

QUESTIONS = """\
schema: 1
answered:
  - {ask: "watering the roses today", entry: roses}
unanswered:
  - {ask: "who is the president", reason: off-topic}
"""


@pytest.fixture(name="bank")
def _bank(tmp_path: Path) -> Path:
    """A copy of the garden bank with labelled questions, and another as it was before an edit."""
    folder = copy_garden(tmp_path)
    (folder / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    shutil.copytree(folder, tmp_path / "before")
    return folder


def edit(bank: Path, old: str, new: str) -> None:
    """Replace a part of the bank's file."""
    file = bank / "bank.yaml"
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_same_files_change_nothing(footnote: Run, bank: Path) -> None:
    """Nothing is asked."""
    done = footnote("preview", bank, "--against", bank.parent / "before")
    assert done.status == 0
    assert done.out.endswith(": the files of the bank are the same\n")


def test_a_right_reply_that_becomes_wrong_is_an_error(footnote: Run, bank: Path) -> None:
    """It is named with its line, what answered and what answers, the slip of it too."""
    edit(bank, "wordings: [watering the roses, do roses need water]", "wordings: [pruning]")
    edit(bank, "wordings: [watering the tulips,", "wordings: [watering the roses today,")
    done = footnote("preview", bank, "--against", bank.parent / "before")
    assert done.status == 1
    assert "Right before, wrong now: 2\n  questions.yaml:3: watering the roses today\n" in done.out
    assert "    from  roses\n    to    tulips\n    right roses\n    why   " in done.out
    assert "by the new wording “watering the roses today” of tulips\n    also  " in done.out
    brief = footnote("preview", bank, "--against", bank.parent / "before", "--no-slips")
    assert "  of 2 labelled questions\n" in brief.out
    assert "also" not in brief.out


def test_what_people_asked_is_asked_too(footnote: Run, bank: Path) -> None:
    """A newly answered question is no error; nobody said what is right."""
    edit(bank, "wordings: [watering the tulips,", "wordings: [bulbs in a vase, watering the tulips,")
    asked = bank.parent / "asked.txt"
    asked.write_text("bulbs in a vase\n", encoding="utf-8")
    done = footnote("preview", bank, "--against", bank.parent / "before", "--from", asked, "--json")
    found = json.loads(done.out)
    assert done.status == 0
    assert found["asked"] == {"labelled": 2, "slip": 2, "journal": 1}
    assert [(one["effect"], one["right"]) for one in found["changes"]] == [("new", None)]


def test_without_questions_it_says_where_to_write_some(footnote: Run, bank: Path) -> None:
    (bank / "questions.yaml").unlink()
    done = footnote("preview", bank, "--against", bank.parent / "before")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("footnote: no questions to ask; write labelled ones")


def test_two_banks_are_one_too_many(footnote: Run, bank: Path) -> None:
    assert footnote("preview", bank, "--bank", bank).status == 2
