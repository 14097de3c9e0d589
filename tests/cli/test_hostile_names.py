"""Names of files and arguments that would drive a terminal, and folders that nobody may list."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from paths import GARDEN, copy_garden

from footnote.bank import parse
from footnote.console import PlainStream
from footnote.runtime import load

if TYPE_CHECKING:
    from command_line import Run

ESCAPES = "\x1b[31m\x9b2J\x07"
"""Red, a cleared screen, and a bell."""

COMMANDS = [
    ["ask", "--bank", "{bad}", "hello"],
    ["check", "--quick", "{bad}"],
    ["check", "--quick", "{bank}"],
    ["check", "--source", "{bad}", "{bank}"],
    ["check", str(GARDEN), "--accept", "{bad}", "--by", "x"],
    ["check", "--source", "{bank}/bank.yaml", "{bank}", "--html", "{bad}/x.html"],
    ["compile", "{bank}", "-o", "{folder}/{bad}.footnote"],
    ["export", "{bank}", "{folder}/{bad}.csv"],
    ["fmt", "{bank}"],
    ["gaps", "{bad}"],
    ["help", "{bad}"],
    ["score", "--bank", "{bank}", "{bad}"],
    ["serve", "--config", "{bad}"],
    ["topics", "--bank", "{bank}", "{bad}"],
    ["journal", "stats", "--journal", "{bad}"],
    ["schema", "{bad}"],
    ["{bad}"],
    ["--{bad}"],
]


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A bank in a folder whose name drives a terminal, with a file that has problems."""
    folder = tmp_path / f"bank{ESCAPES}"
    shutil.copytree(GARDEN, folder)
    (folder / f"entries{ESCAPES}.yaml").write_text("x: 1\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
def test_no_name_drives_the_terminal(footnote: Run, bank: Path, arguments: list[str]) -> None:
    """Whether the command can use it or not."""
    values = {"bad": f"x{ESCAPES}", "bank": bank, "folder": bank.parent}
    done = footnote(*(argument.format(**values) for argument in arguments))
    for text in (done.out, done.err):
        assert not set(ESCAPES[0] + "\x9b\x07") & set(text), text


def test_bytes_of_a_progress_bar_are_left_alone(tmp_path: Path) -> None:
    """Only texts are messages."""
    with (tmp_path / "out").open("w+", encoding="utf-8") as file:
        stream = PlainStream(file)
        assert stream.write("a\x1b[0m\tb\n") == 8
        stream.flush()
        stream.buffer.write(b"\x1b[0m")
        stream.flush()
        assert (tmp_path / "out").read_bytes() == "a\ufffd[0m\tb\n".encode() + b"\x1b[0m"


def test_the_folder_above_a_bank_need_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can be checked can be asked: the language is found by its name."""
    bank = copy_garden(tmp_path)
    really = os.listdir

    def listed(folder: str | Path = ".") -> list[str]:
        if Path(folder) == bank.parent:
            raise PermissionError(13, "Permission denied")
        return really(folder)

    monkeypatch.setattr(os, "listdir", listed)
    assert parse(bank).problems == []
    assert load(bank, private=True).ask("do roses need water?").entry == "roses"


def test_a_folder_of_a_bank_that_cannot_be_listed_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its wordings are not left out in silence."""
    bank = copy_garden(tmp_path)
    (bank / "wordings").mkdir()
    really = os.access
    monkeypatch.setattr(os, "access", lambda path, *mode: "wordings" not in str(path) and really(path, *mode))
    assert [problem.message for problem in parse(bank).problems] == [
        "the folder wordings cannot be listed; give yourself the right to do so"
    ]


def test_thousands_of_problems_are_counted(footnote: Run, bank: Path) -> None:
    """Ten of a kind are shown."""
    text = (bank / "bank.yaml").read_text(encoding="utf-8")
    entries = "".join(
        f"  - id: e{number}\n    question: What?\n    cites: [Q{number}]\n" for number in range(3_000)
    )
    (bank / "bank.yaml").write_text(text.replace("entries:\n", f"entries:\n{entries}"), encoding="utf-8")
    done = footnote("check", "--quick", bank)
    assert done.status != 0
    assert len(done.out.splitlines()) < 100
    assert "2990 more like these" in done.out
