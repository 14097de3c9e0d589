"""Which bank a command gets: a path that is no bank's folder is explained, not read as broken YAML."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run
from paths import GARDEN, copy_garden

from footnote.runtime import compile_bank


@pytest.fixture(name="compiled")
def _compiled(tmp_path: Path) -> Path:
    """The garden bank, compiled."""
    file = tmp_path / "garden.footnote"
    file.write_bytes(compile_bank(str(GARDEN)))
    return file


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["check", "--source", "{source}"], ["score"]],
)
def test_a_compiled_bank_is_refused_where_the_yaml_files_are_needed(
    footnote: Run, compiled: Path, tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "source.txt").write_text("Roses need water.", encoding="utf-8")
    words = (word.format(source=tmp_path / "source.txt") for word in arguments)
    done = footnote(*words, "--bank", compiled)
    assert done == (2, "", f"footnote: {compiled} is a compiled bank; give the folder of its YAML files\n")


def test_topics_lists_a_compiled_bank(footnote: Run, compiled: Path) -> None:
    assert footnote("topics", "--bank", compiled) == footnote("topics", "--bank", GARDEN)


@pytest.mark.parametrize("command", ["check", "score"])
def test_a_part_of_a_bank_names_the_folder(footnote: Run, tmp_path: Path, command: str) -> None:
    folder = copy_garden(tmp_path)
    for part in ("entries.yaml", "wordings/roses.yaml", "questions/journal.yaml"):
        file = folder / part
        file.parent.mkdir(exist_ok=True)
        file.write_text("schema: 1\n", encoding="utf-8")
        says = f"footnote: {file} is a part of a bank; give the bank's folder, {folder}\n"
        assert footnote(command, "--bank", file) == (2, "", says)
    says = f"footnote: {folder / 'wordings'} is a part of a bank; give the bank's folder, {folder}\n"
    assert footnote(command, "--bank", folder / "wordings") == (2, "", says)


def test_check_takes_files_of_a_bank_as_git_hooks_name_them(
    footnote: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_garden(tmp_path)
    (folder / "wordings").mkdir()
    (folder / "wordings" / "roses.yaml").write_text("schema: 1\nwordings: {}\n", encoding="utf-8")
    files = ["bank.yaml", "wordings/roses.yaml"]
    done = footnote("check", *(folder / file for file in files))
    assert done == footnote("check", folder)
    monkeypatch.chdir(folder)
    assert footnote("check", *files, ".").out == footnote("check", ".").out
    monkeypatch.chdir(tmp_path)
    assert footnote("check", f"{folder.name}/bank.yaml").out == footnote("check", folder.name).out


@pytest.mark.parametrize(
    "arguments", [["ask", "x"], ["topics"], ["why", "x"], ["gaps", "{questions}"], ["check"], ["score"]]
)
def test_a_folder_of_banks_names_its_banks(footnote: Run, tmp_path: Path, arguments: list[str]) -> None:
    folder = copy_garden(tmp_path)
    questions = tmp_path / "asked"
    questions.write_text("x\n", encoding="utf-8")
    says = f"footnote: {tmp_path} is no bank, but has banks in it; give the folder of one, such as {folder}\n"
    words = (word.format(questions=questions) for word in arguments)
    assert footnote(*words, "--bank", tmp_path) == (2, "", says)


@pytest.mark.parametrize(
    "arguments",
    [
        ["score", "--html"], ["score", "--against"], ["gaps", "x", "--html"], ["gaps", "x", "--source"],
        ["check", "--source"],
    ],
)  # fmt: skip
def test_an_empty_value_is_wrong_usage(footnote: Run, arguments: list[str]) -> None:
    """As of a variable of a shell that is not set; the option is not ignored."""
    done = footnote(*arguments, "")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"footnote: {arguments[-1]}: the value is empty; write a name or path")


@pytest.mark.parametrize("bank", ["", "  "])
def test_an_empty_bank_is_wrong_usage(footnote: Run, bank: str) -> None:
    for arguments in (["ask", "hello", "--bank", bank], ["--bank", bank, "ask", "hello"]):
        done = footnote(*arguments)
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith(
            "footnote: --bank: the value is empty; write a name or path, or leave the option out\n"
        )


@pytest.mark.parametrize("name", ["microm", "micrometastasis", "Micrometastases"])
def test_a_name_that_is_nearly_a_bank_gets_a_hint(footnote: Run, name: str) -> None:
    done = footnote("ask", "hello", "--bank", name)
    assert (done.status, done.out) == (2, "")
    assert "; did you mean micrometastases?\n" in done.err
