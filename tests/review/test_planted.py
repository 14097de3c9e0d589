"""Faults planted one by one in two clean banks: each is reported at its line, with what to do."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from paths import DATA

from footnote.bank import default_language, parse, upkeep
from footnote.errors import Problem
from footnote.record import replace
from footnote.review import CHECKS, Need, read_copies, review_bank

PLANTED = DATA / "planted"
FAULTS: list[dict[str, Any]] = yaml.safe_load((PLANTED / "faults.yaml").read_text(encoding="utf-8"))
BANKS = ("library", "tidymark")
NEEDS: dict[str, Need] = {
    "silencers": "nothing",
    "cut-off": "nothing",
    **{each.name: each.need for each in CHECKS},
}


PAGES = frozenset(
    address
    for bank in BANKS
    for address in re.findall(
        r"https?://[^\s\]]+", (PLANTED / bank / "bank.yaml").read_text(encoding="utf-8")
    )
)
"""What there is on the web: the pages that the clean banks name."""


def fetch(page: str) -> str:
    """Why a page cannot be opened, or ""."""
    return "" if page in PAGES else "status 404"


def reviewed(folder: Path, bank: str, *needs: Need) -> list[Problem]:
    """What is found in a bank of this folder, beside the copy of its source."""
    parsed = parse(folder / bank)
    assert parsed.problems == []
    parsed = parsed._replace(bank=replace(parsed.bank, language=default_language()))  # its lexicon is loaded
    copies = read_copies(parsed.bank, upkeep.find_copies(parsed.file, parsed.bank))
    return review_bank(parsed, copies, needs, fetch=fetch)


def replaced(text: str, old: str, new: str) -> tuple[str, int]:
    """The text with `old`, which is there once, however its lines are broken, replaced; and its line."""
    pattern = r"\s+".join(map(re.escape, old.split()))
    (match,) = re.finditer(pattern, text)
    return text[: match.start()] + new + text[match.end() :], text[: match.start()].count("\n") + 1


@pytest.mark.parametrize("bank", BANKS)
def test_a_clean_bank_has_no_findings(bank: str) -> None:
    assert [str(problem) for problem in reviewed(PLANTED, bank, "asking", "online")] == []


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{f['check']}-{n}" for n, f in enumerate(FAULTS)])
def test_a_planted_fault_is_reported(fault: dict[str, Any], tmp_path: Path) -> None:
    """With its file and line, and what to write."""
    for name in (fault["bank"], "sources") if fault.get("copy", True) else (fault["bank"],):
        shutil.copytree(PLANTED / name, tmp_path / name)
    bank_file = tmp_path / fault["bank"] / "bank.yaml"
    changed = tmp_path / "sources" / fault["bank"] / "source.txt" if fault.get("source") else bank_file
    text, line = replaced(changed.read_text(encoding="utf-8"), fault["old"], fault["new"])
    for old, new in [fault["and"]] if "and" in fault else ():
        text, _ = replaced(text, old, new)
    changed.write_text(text, encoding="utf-8")
    need = NEEDS[fault["check"]]
    problems = reviewed(tmp_path, fault["bank"], *(() if need == "copy" else (need,)))
    found = [each for each in problems if each.check == fault["check"]]
    assert found, "nothing is reported"
    said = [each for each in found if fault["says"] in each.message]
    assert said, [each.message for each in found]
    lines = bank_file.read_text(encoding="utf-8").splitlines()
    if "at" in fault:
        line = next(number for number, each in enumerate(lines, start=1) if fault["at"] in each)
    for each in said[:1]:
        assert Path(each.file) == bank_file
        assert ";" in each.message or ":" in each.message
        assert near(lines, each.line, line), (each.line, line)


def near(lines: list[str], reported: int, expected: int) -> bool:
    """Whether a line is the one expected, or the key of the text that it is in."""
    return reported == expected or (
        reported < expected and lines[reported - 1].rstrip().endswith(">-") and expected - reported <= 8
    )


def test_there_are_two_faults_of_each_kind() -> None:
    kinds = [fault["check"] for fault in FAULTS]
    assert len(FAULTS) >= 60
    assert [check.name for check in CHECKS if kinds.count(check.name) < 2] == []
