"""What an author reads about each mistake, in full: the cases of problems.txt.

There, after `> ` stands a text of a file, or `(all)` for all of it, after `= ` what an author writes
instead, and below all that is then reported. `pytest --regen` writes the reports anew; the difference is
then read like any other.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from bank_files import BANK, LANGUAGE, SHORT, WORDINGS, problems, write_bank

FILE = Path(__file__).with_name("problems.txt")


class Mistake(NamedTuple):
    """A change of one file, and what is reported after it."""

    file: str
    old: str
    new: str
    reported: tuple[str, ...]


def mistakes() -> list[Mistake]:
    found, file = [], ""
    for paragraph in FILE.read_text(encoding="utf-8").strip().split("\n\n"):
        first, *rest = paragraph.split("\n")
        if first.startswith("# "):
            file = first[2:]
        else:
            found.append(Mistake(file, first[2:], rest[0][2:], tuple(rest[1:])))
    return found


def unescaped(text: str) -> str:
    for escape, meant in ((r"\n", "\n"), (r"\t", "\t"), (r"\0", "\0")):
        text = text.replace(escape, meant)
    return text


def reported(folder: Path, mistake: Mistake) -> list[str]:
    """All problems of the bank with this mistake."""
    whole = {
        "bank.yaml": SHORT if mistake.file == "wordings.yaml" else BANK,
        "plainish.yaml": LANGUAGE,
        "wordings.yaml": WORDINGS,
    }
    text, old, new = whole[mistake.file], unescaped(mistake.old), unescaped(mistake.new)
    assert old == "(all)" or old in text, old
    whole[mistake.file] = new if old == "(all)" else text.replace(old, new, 1)
    wordings = whole["wordings.yaml"] if mistake.file == "wordings.yaml" else None
    return problems(write_bank(folder, whole["bank.yaml"], whole["plainish.yaml"], wordings))


@pytest.mark.parametrize("mistake", mistakes(), ids=lambda mistake: f"{mistake.file} {mistake.new[:40]}")
def test_a_mistake_is_reported_in_full(tmp_path: Path, mistake: Mistake, pytestconfig: pytest.Config) -> None:
    found = reported(tmp_path, mistake)
    if pytestconfig.getoption("--regen"):
        head = f"> {mistake.old}\n= {mistake.new}\n"
        text = FILE.read_text(encoding="utf-8")
        text = text.replace(head + "\n".join(mistake.reported), head + "\n".join(found), 1)
        FILE.write_text(text, encoding="utf-8", newline="\n")
    else:
        assert found == list(mistake.reported)
