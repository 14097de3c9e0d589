"""What the pages show is what happens: commands are run, links are followed, examples are true."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from documents import (
    PAGES,
    Transcript,
    anchors,
    blocks,
    headings,
    links,
    text_of,
    transcripts,
)
from paths import ROOT

README = ROOT / "README.md"
WEB = ROOT / "bot" / "footnote" / "web" / "README.md"

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def footnote(*arguments: str, folder: Path) -> str:
    """What a command prints, started in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "footnote", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "bot")},
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("shown", transcripts(README), ids=lambda shown: shown.command[:60])
def test_a_command_prints_what_the_readme_shows(shown: Transcript, tmp_path: Path) -> None:
    """In an empty folder, as a new user would run it."""
    program, *arguments = shlex.split(shown.command)
    assert program == "footnote", "a console block of the README shows this command only"
    assert footnote(*arguments, folder=tmp_path).strip("\n") == shown.output


def test_the_readme_shows_three_commands() -> None:
    """An answer, an answer about a size, and a question that the source does not answer."""
    assert len(transcripts(README)) >= 3


@each_page
def test_the_python_examples_are_true(page: Path) -> None:
    """Every `>>>` is run."""
    examples = "\n".join(block for block in blocks(page, "python") if block.startswith(">>>"))
    test = doctest.DocTestParser().get_doctest(examples, {}, page.name, str(page), 0)
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


def test_the_handoff_and_the_journal_work_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second block uses the names of the first."""
    pytest.importorskip("sqlalchemy")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks(WEB, "python"):
        exec(compile(block, str(WEB), "exec"), names)  # noqa: S102 (our own page)
    assert "who is the president?" in capsys.readouterr().out
    assert (tmp_path / "journal.sqlite3").exists()


@each_page
def test_the_options_shown_exist(page: Path, tmp_path: Path) -> None:
    """Every `footnote COMMAND --option` of a shell block is in the help of that command."""
    for line in "\n".join(blocks(page, "sh")).splitlines():
        for command, arguments in re.findall(r"(?:^|\| |&& )footnote (journal \w+|\w+)([^|#&]*)", line):
            options = re.findall(r"--[a-z-]+", arguments)
            shown = footnote(*command.split(), "--help", folder=tmp_path)
            assert f"usage: footnote {command}" in shown, f"{page}: there is no command {command}"
            assert [option for option in options if option not in shown] == [], f"{page}: {line}"


@each_page
def test_a_link_leads_somewhere(page: Path) -> None:
    """To a file of the project, and to a heading of it where the link names one."""
    for link in links(page):
        path, _, fragment = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page}: {link}"
        if fragment:
            assert fragment in anchors(target), f"{page}: {link}"


def test_the_readme_opens_with_the_two_commands() -> None:
    """A new user sees them before anything else."""
    first = blocks(README, "sh")[0]
    assert "pip install . && footnote" in first
    assert "pip install '.[test]' && pytest" in first
    assert text_of(README).index(first) < 100


def test_the_readme_is_short_and_lists_its_contents() -> None:
    """At most 150 lines; the list at the top names every section."""
    text = text_of(README)
    assert len(text.splitlines()) <= 150
    contents = re.findall(r"^- \[(.+?)\]\(#", text, re.MULTILINE)
    assert contents == headings(README, 2)


def test_the_readme_shows_the_chat_and_the_widget() -> None:
    """Pictures with a description for those who cannot see them."""
    pictures = re.findall(r'<img alt="(.+?)" src="tests/pictures/(\w+)', text_of(README))
    assert [name for _, name in pictures] == ["chat", "widget"]
    assert all(len(alt) > 40 for alt, _ in pictures)
