"""Completion scripts and the man page: made from the parser, and shipped as they are made."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from command_line import Run
from generated_files import FOLDER, generated

from footnote.cli.commands import COMMANDS
from footnote.cli.commands.completion import SHELLS


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Help is as wide as the window."""
    monkeypatch.setenv("COLUMNS", "80")


def test_the_files_are_as_they_are_generated(pytestconfig: pytest.Config) -> None:
    """A new option is in them, or this fails; `pytest --regen` writes them."""
    if pytestconfig.getoption("--regen"):
        for name, content in generated().items():
            (FOLDER / name).write_text(content, encoding="utf-8", newline="\n")
    # The words are compared: where lines are wrapped differs between versions of Python.
    files = {path.name: path.read_text(encoding="utf-8").split() for path in FOLDER.iterdir()}
    assert files == {name: content.split() for name, content in generated().items()}


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_prints_the_script_of_a_shell(footnote: Run, shell: str) -> None:
    """With every command in it, and where to put it."""
    done = footnote("completion", shell)
    assert (done.status, done.err) == (0, "")
    assert done.out == (FOLDER / f"footnote.{shell}").read_text(encoding="utf-8")
    assert all(name in done.out for name in COMMANDS)


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_can_read_its_script(tmp_path: Path, shell: str) -> None:
    """Without a complaint; one that is not installed is asked only where nothing may be skipped."""
    if not shutil.which(shell) and os.environ.get("CI") != "true":
        pytest.skip(f"{shell} is not installed")
    done = subprocess.run(
        [shell, "-n", str(FOLDER / f"footnote.{shell}")], capture_output=True, cwd=tmp_path, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
@pytest.mark.parametrize(
    ("words", "completions"),
    [
        (["footnote", "sc"], {"schema", "score"}),
        (["footnote", "ask", "--js"], {"--json", "--jsonl"}),
        (["footnote", "completion", ""], set(SHELLS)),
        (["footnote", "journal", "e"], {"erase", "export"}),
        (["footnote", "--color", ""], {"auto", "always", "never"}),
    ],
)
def test_bash_completes(tmp_path: Path, words: list[str], completions: set[str]) -> None:
    """Commands, options and choices, at the last word."""
    script = (
        f'source "{FOLDER}/footnote.bash"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
        '_shtab_footnote footnote "${COMP_WORDS[COMP_CWORD]}"; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-c", script, "-", *words], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert set(done.stdout.split()) == completions, done.stderr


def test_the_man_page_has_every_command() -> None:
    """And no date, which would make another page of the same parser."""
    page = (FOLDER / "footnote.1").read_text(encoding="utf-8")
    assert page.startswith('.TH FOOTNOTE "1" "" ')
    for name, does in COMMANDS.items():
        assert f"footnote {name}" in page
        assert " ".join(does.split()[:3]).replace("-", r"\-") in page


@pytest.mark.skipif(not shutil.which("man"), reason="man is not installed")
def test_man_can_show_the_page(tmp_path: Path) -> None:
    """Without a warning."""
    done = subprocess.run(
        ["man", "--warnings", "-l", str(FOLDER / "footnote.1")], capture_output=True, text=True, cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "MANPAGER": "cat", "LC_ALL": "C.UTF-8", "MANWIDTH": "80"}, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert "footnote - answer questions from a bank" in " ".join(done.stdout.split())
