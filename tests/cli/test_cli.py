"""The command line: its grammar, its statuses, its words to the reader."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from chatting import GARDEN, ROOT, answers, environment, start_session

import footnote
from footnote.cli.commands.help import EXIT_CODES, TOPICS
from footnote.cli.main import main
from footnote.cli.options import Status
from footnote.cli.parser import parser

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _nobodys_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_CONFIG_HOME", str(tmp_path))


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The status and what was printed, on standard output and on standard error."""
    try:
        status = main(list(arguments))
    except SystemExit as done:
        status = int(done.code or 0)
    return (status, *capfd.readouterr())


def test_must_1_answers_before_anything_else(
    capfd: pytest.CaptureFixture[str], shipped: footnote.Bot
) -> None:
    """Every entry's own question: its answer, its numbered sources, status 0."""
    for entry in list(shipped.bank.entries.values())[:5]:
        status, printed, _ = run(capfd, "ask", entry.question)
        assert status == 0
        assert entry.answer in printed
        assert all(f"  [{number}] " in printed for number in range(1, len(entry.cites) + 1))


def test_must_2_honest_doubt(capfd: pytest.CaptureFixture[str]) -> None:
    """Status 1, says so, at most three nearest questions, the same words at every run."""
    for question in ("what is the survival rate", "who won the football", "asdf qwer"):
        first = run(capfd, "ask", question)
        assert first == run(capfd, "ask", question)
        assert first[0] == 1
        assert first[1].count("\n  ") <= 3
        assert "[1]" not in first[1]


def test_must_2_no_seed_gives_other_words(tmp_path: Path) -> None:
    """Python's hashes are seeded anew at each start; the words are not."""
    printed = {
        subprocess.run(
            [sys.executable, "-m", "footnote", "--bank", str(GARDEN), "ask", "--json", "need water"],
            capture_output=True, env=environment(tmp_path, PYTHONHASHSEED=seed), check=False,
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(printed) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask"], "no question: write it after"),
        (["ask", " "], "no question"),
        (["--bank", "nowhere", "ask", "x"], "no bank 'nowhere': give a path, or one of micrometastases"),
        (["help", "cooking"], "there are chat, config, environment, exit-codes"),
        (["--replay", "/no/such.chat"], "cannot read /no/such.chat: No such file"),
        (["--replay", "/"], "cannot read /: Is a directory"),
        (["--replay", "a\0b"], "cannot read"),
        (["--colour"], "usage"),
        (["--color", "sometimes"], "invalid choice"),
    ],
)
def test_must_6_wrong_usage_is_said(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    """Status 2, and what to write instead; no traceback."""
    monkeypatch.setattr("sys.stdin", None)
    status, printed, error = run(capfd, *arguments)
    assert status == 2
    assert not printed
    assert says in error


def test_must_6_ctrl_c_is_status_130(tmp_path: Path) -> None:
    """No traceback while it waits for a line."""
    with subprocess.Popen(
        [sys.executable, "-m", "footnote", "ask"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=environment(tmp_path), cwd=ROOT,
    ) as process:  # fmt: skip
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        printed, error = process.communicate(timeout=30)
    assert (process.returncode, printed, error) == (130, b"", b"")


def test_must_14_a_bad_bank_in_clear_words(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A key given twice, a dead citation, a tab: each with its line and column, all in one run, status 2."""
    from chatting import garden

    text = (garden(tmp_path) / "bank.yaml").read_text(encoding="utf-8")
    broken = {
        "twice": text.replace("schema: 1", "schema: 1\nschema: 1"),
        "dead": text.replace("cites: [P1]", "cites: [P9]", 1),
        "tab": text.replace("  title: Garden", "\ttitle: Garden"),
    }
    for name, content in broken.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "bank.yaml").write_text(content, encoding="utf-8")
    status, printed, error = run(capfd, "check", *(str(tmp_path / name) for name in broken))
    assert status == 2
    assert "Traceback" not in error
    for name in broken:
        assert any(line.startswith(str(tmp_path / name / "bank.yaml:")) for line in printed.splitlines()), (
            name
        )
    status, _, error = run(capfd, "--bank", str(tmp_path / "dead"), "ask", "x")
    assert status == 2
    assert error.startswith(str(tmp_path / "dead" / "bank.yaml:"))


def test_must_15_asking_imports_no_prompt_toolkit(tmp_path: Path) -> None:
    """Nor does the version import YAML; how long both take, tests/bench/bench_start.py measures."""
    code = (
        "import sys; from footnote.cli.main import main; main(['ask', 'hello']);"
        "sys.exit('prompt_toolkit' in sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, env=environment(tmp_path), check=True
    )


def every_parser(top: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """The command's own and those of its commands."""
    found = [top]
    for action in top._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            found += [each for child in action.choices.values() for each in every_parser(child)]
    return found


def test_must_16_every_options_help_is_a_sentence() -> None:
    """With a full stop, and what a command does is one too."""
    for each in every_parser(parser()):
        assert (each.description or "").endswith("."), each.prog
        for action in each._actions:  # noqa: SLF001
            if not isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
                assert (action.help or "").endswith("."), (each.prog, action.dest)
            else:
                assert all((choice.help or "").endswith(".") for choice in action._choices_actions)  # noqa: SLF001


@pytest.mark.parametrize("topic", [None, *TOPICS])
def test_help_explains_its_topics(capfd: pytest.CaptureFixture[str], topic: str | None) -> None:
    """Each in sentences; the statuses are those there are."""
    status, printed, _ = run(capfd, "help", *([topic] if topic else []))
    assert status == 0
    assert printed.count("\n") > 3
    assert EXIT_CODES.keys() == {int(code) for code in Status}


def test_version(capfd: pytest.CaptureFixture[str]) -> None:
    """One line."""
    assert run(capfd, "--version") == (0, f"footnote {footnote.__version__}\n", "")


def test_notes_are_shown_to_authors(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """As text, and as JSON; where there are none, it says where it looked."""
    assert run(capfd, "notes") == (0, "", f"footnote: no notes in {tmp_path}\n")
    session = start_session(tmp_path)
    session.notes_folder = str(tmp_path)
    answers(session, "do roses need water", "/wrong too short")
    status, printed, error = run(capfd, "notes")
    assert (status, error) == (0, "")
    assert printed.endswith("  too short\n    do roses need water\n    (garden: answer, entry roses)\n")
    assert json.loads(run(capfd, "notes", "--json")[1])["wrong"] == "too short"
    os.remove(tmp_path / "notes.jsonl")
    (tmp_path / "notes.jsonl").mkdir()
    assert run(capfd, "notes")[0] == 2


def test_colour_into_a_file_only_where_it_is_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    """`--color=always`, as `less -R` can show it."""
    asked = ["--bank", str(GARDEN), "ask", "do roses need water"]
    assert "\x1b" not in run(capfd, *asked)[1]
    assert "\x1b[36m[1]\x1b[0m" in run(capfd, *asked, "--color", "always")[1]
    assert run(capfd, "--color", "always", *asked) == run(capfd, *asked, "--color", "always")
