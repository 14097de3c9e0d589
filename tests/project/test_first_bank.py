"""The banks that faq/README.md makes line by line: each file is written, and each command is run."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, NamedTuple

import pytest
from command_line import run_cli
from documents import text_of
from paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TITLE, FROM_PAGE = "## Your first bank in ten minutes\n", "## A bank from pages\n"

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"(saved as|end\s+of)\s+`([\w/.]+)`|such as `([\w/.]+)`:|as `([\w/.]+)`:")


class Step(NamedTuple):
    """A code block, its language, and the file that the text above it names, if any."""

    language: str
    code: str
    file: str
    is_added: bool


def steps(title: str = TITLE) -> Iterator[Step]:
    """The blocks of a section, in order."""
    section = text_of(ROOT / "faq" / "README.md").partition(title)[2]
    blocks = list(_BLOCK.finditer(section))
    ends = (match.start() for match in re.finditer(r"^## ", section, re.MULTILINE))
    last = next(at for at in ends if not any(block.start() < at < block.end() for block in blocks))
    end = 0
    for block in (each for each in blocks if each.end() <= last):
        named = list(_FILE.finditer(section, end, block.start()))
        file = next(filter(None, named[-1].groups()[1:])) if named else ""
        yield Step(block[1], block[2], file, bool(named) and (named[-1][1] or "").startswith("end"))
        end = block.end()


def is_shown(shown: str, printed: str) -> bool:
    """Whether this was printed; a line of `…` stands for any lines."""
    parts = [re.escape(part) for part in re.split(r"^…\n", shown, flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\n)*".join(parts), printed) is not None


def run(commands: str, folder: Path) -> None:
    """Run each `$ footnote …`. Fails where it prints anything else than what is under it."""
    for piece in re.split(r"^\$ ", commands, flags=re.MULTILINE)[1:]:
        command, _, shown = piece.partition("\n")
        program, *arguments = shlex.split(command)
        done = run_cli(folder, *arguments)
        assert (program, done.stderr) == ("footnote", b"")
        assert is_shown(shown, done.stdout.decode()), f"{command}:\n{done.stdout.decode()}"


def test_the_first_bank_can_be_made_as_it_is_shown(tmp_path: Path) -> None:
    """Every file, and every line that a command prints."""
    for step in steps():
        if step.language == "console":
            run(step.code, tmp_path)
            continue
        file = tmp_path / step.file
        file.parent.mkdir(exist_ok=True)
        before = file.read_text(encoding="utf-8") if step.is_added else ""
        file.write_text(before + step.code, encoding="utf-8")


def test_the_section_has_every_step() -> None:
    """A page, a bank, what is added to it, questions, and what is run after each of the last three."""
    files = [(step.file, step.is_added) for step in steps() if step.language != "console"]
    assert files == [
        ("library.txt", False),
        ("library/bank.yaml", False),
        ("library/bank.yaml", True),
        ("library/questions.yaml", False),
    ]
    assert sum(step.language == "console" for step in steps()) == 4


def test_a_page_becomes_a_bank_as_it_is_shown(tmp_path: Path) -> None:
    """What is written into a draft takes the place of what is to be written."""
    pytest.importorskip("selectolax", reason="reading a page needs footnote-bot[author]")
    page, new, draft, written, check = steps(FROM_PAGE)
    (tmp_path / page.file).write_text(page.code, encoding="utf-8")
    run(new.code, tmp_path)
    entries = tmp_path / "faq" / "shop" / "entries.yaml"
    text = entries.read_text(encoding="utf-8")
    assert draft.code in text
    unwritten = "    answer: >-\n      TO BE WRITTEN\n"
    entries.write_text(text.replace(unwritten, written.code, 1), encoding="utf-8")
    run(check.code, tmp_path)


@pytest.mark.parametrize(
    ("shown", "printed", "expected"),
    [
        ("a\n", "a\n", True),
        ("a\n", "a\nb\n", False),
        ("a\n…\nc\n", "a\nb\nb\nc\n", True),
        ("a\n…\n", "a\n", True),
        ("a\n…\nc\n", "a\nb\n", False),
    ],
)
def test_lines_may_be_left_out(shown: str, printed: str, *, expected: bool) -> None:
    """Only where the page says so."""
    assert is_shown(shown, printed) is expected
