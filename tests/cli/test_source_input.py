"""Texts and banks that `check --source`, `due` and `coverage` cannot use are named; nothing changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run
from several_sources import garden_of_two


@pytest.fixture(name="bank")
def _bank(tmp_path: Path) -> Path:
    return garden_of_two(tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "No such file or directory"),
        (b"", "is empty; save the text of the source into it"),
        (b" \n\n", "is empty; save the text of the source into it"),
        (b"\x89PNG\xff\xfe", "cannot be read as UTF-8 text"),
        (b"<!DOCTYPE html>\n<p>Roses", "is HTML; save the page as plain text instead"),
        (b"\xef\xbb\xbf\n <HTML lang=en>", "is HTML; save the page as plain text instead"),
    ],
)
def test_a_text_that_is_none_changes_nothing(
    footnote: Run, bank: Path, tmp_path: Path, content: bytes | None, message: str
) -> None:
    file = tmp_path / "guide.md"
    if content is not None:
        file.write_bytes(content)
    before = {path: path.read_bytes() for path in bank.rglob("*") if path.is_file()}
    done = footnote("check", bank, "--source", file, "--write")
    assert (done.status, done.out) == (2, "")
    assert message in done.err
    assert {path: path.read_bytes() for path in bank.rglob("*") if path.is_file()} == before


def test_a_map_that_cannot_be_written_is_said(footnote: Run, bank: Path, tmp_path: Path) -> None:
    done = footnote("coverage", bank, "--html", tmp_path / "none" / "map.html")
    assert (done.status, done.out) == (2, "")
    assert "No such file or directory" in done.err


@pytest.mark.parametrize("command", ["due", "coverage"])
def test_a_bank_that_is_not_there_is_said(footnote: Run, command: str) -> None:
    done = footnote(command, "nobank")
    assert (done.status, done.out) == (2, "")
    assert "no bank 'nobank'" in done.err
