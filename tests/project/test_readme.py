"""What the README shows is what happens: every command in it is run, and its output compared."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"
TEXT = README.read_text(encoding="utf-8")
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(>>> .*?)^```$", re.MULTILINE | re.DOTALL)


def transcripts() -> list[tuple[str, str]]:
    """Each `$ footnote …` of the README's consoles, and what is printed under it."""
    found = []
    for block in CONSOLE.findall(TEXT):
        for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = piece.partition("\n")
            found.append((command, output.strip("\n")))
    return found


@pytest.mark.parametrize(("command", "output"), transcripts(), ids=lambda part: part[:60])
def test_a_command_of_the_readme_prints_what_it_shows(command: str, output: str, tmp_path: Path) -> None:
    """In an empty folder, as a new user would run it."""
    program, *arguments = shlex.split(command)
    assert program == "footnote", "a console of the README shows this command only"
    done = subprocess.run(
        [sys.executable, "-m", "footnote", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(README.parent)},
        check=False,
    )
    assert (done.stdout + done.stderr).strip("\n") == output


def test_the_readme_has_transcripts() -> None:
    """So that the test above has something to hold."""
    assert len(transcripts()) >= 3


def test_the_python_of_the_readme_is_true() -> None:
    """Every `>>>` is run."""
    examples = "\n".join(PYTHON.findall(TEXT))
    test = doctest.DocTestParser().get_doctest(examples, {}, "README.md", str(README), 0)
    assert test.examples
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


def test_the_readme_opens_with_the_two_commands() -> None:
    """A new user sees them before anything else."""
    assert "pip install . && footnote" in TEXT[:600]
    assert "pip install '.[test]' && pytest" in TEXT[:600]
