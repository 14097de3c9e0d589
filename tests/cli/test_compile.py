"""`footnote compile`: one file of a bank that can be asked elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from paths import GARDEN

import footnote
from footnote.cli.main import main
from footnote.runtime import compile_bank


def test_the_file_is_named_after_the_bank_and_can_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["compile", str(GARDEN)]) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["garden.footnote"]
    says = r"garden\.footnote: \d+\.\d MB; ask it with footnote ask --bank garden\.footnote QUESTION\n"
    assert re.fullmatch(says, capsys.readouterr().out)
    assert main(["ask", "--bank", "garden.footnote", "do roses need water"]) == 0
    assert "Every morning" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["-o", "--output"])
def test_output_names_the_file(tmp_path: Path, option: str) -> None:
    file = tmp_path / "my.bank"
    for _ in range(2):  # a compiled bank may be replaced
        assert main(["compile", str(GARDEN), option, str(file)]) == 0
        assert file.read_bytes() == compile_bank(str(GARDEN))
    assert footnote.load(file).bank.id == "garden"


def test_a_file_that_is_no_compiled_bank_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "thesis.txt"
    file.write_text("precious")
    assert main(["compile", str(GARDEN), "-o", str(file)]) == 2
    assert capsys.readouterr().err == (
        f"footnote: cannot write {file}: there is another file of this name, no compiled bank\n"
    )
    assert file.read_text() == "precious"


@pytest.mark.parametrize("output", ["no-such-folder/file", ".", "nul\0"])
def test_an_output_that_cannot_be_written_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], output: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["compile", str(GARDEN), "-o", output]) == 2
    assert capsys.readouterr().err.startswith("footnote: cannot write ")
    assert list(tmp_path.iterdir()) == []


def test_a_bank_that_is_none_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bank.yaml").write_text("title: x\n")
    assert main(["compile", "no-such-bank"]) == 2
    assert capsys.readouterr().err.startswith("footnote: no bank 'no-such-bank'")
    assert main(["compile", str(tmp_path), "-o", str(tmp_path / "out")]) == 2
    assert "bank.yaml:1:1: " in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
