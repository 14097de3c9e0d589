"""The exit status of a command, as scripts read it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from command_line import Run, environment, run_cli, run_shell
from paths import GARDEN

from footnote.cli.exit_codes import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

posix = pytest.mark.skipif(os.name == "nt", reason="Windows closes no streams")
full = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no full device")


def test_help_explains_every_status(footnote: Run) -> None:
    """Those that there are, and no others."""
    listed = re.findall(r"^  (\d+) ", footnote("help", "exit-codes").out, re.MULTILINE)
    assert sorted(map(int, listed)) == sorted(Status)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        (b"do roses need water", 0),
        (b"hello\ndo roses need water\n", 0),
        (b"do roses need water\nwho is the president", 1),
        (b"who is the president\ndo roses need water", 1),
        (b"", 2),
        (b" \n\n", 2),
    ],
)
def test_the_status_is_the_worst_of_the_replies(tmp_path: Path, typed: bytes, status: int) -> None:
    """A chat in a pipe, and `ask` over the same lines."""
    for arguments in ([], ["ask"], ["ask", "--json"]):
        done = run_cli(tmp_path, "--bank", GARDEN, *arguments, typed=typed)
        assert done.returncode == status
        assert (done.stderr.count(b"\n") == 1) is (status == 2)


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("do roses need water", 0),
        ("hello", 0),
        ("how do I mow the lawn", 1),
        ("should i really buy roses", 1),
    ],
)
def test_asking_tells_by_status_whether_there_is_an_answer(footnote: Run, question: str, status: int) -> None:
    """0 answered or small talk; 1 declined, whatever the reason."""
    assert footnote("--bank", GARDEN, "ask", question).status == status


@pytest.fixture
def heeded_ctrl_c() -> Iterator[None]:
    """A shell starts its background jobs with the signal ignored, and their children inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@posix
@pytest.mark.usefixtures("heeded_ctrl_c")
def test_ctrl_c_leaves_with_130(tmp_path: Path) -> None:
    """No traceback while it waits for a line."""
    with subprocess.Popen(
        [sys.executable, "-m", "footnote", "ask"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=environment(tmp_path), cwd=tmp_path,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"hello\n")
        process.stdin.flush()
        assert process.stdout.readline().startswith(b"Hello.")  # it has started, and waits for the next line
        process.send_signal(signal.SIGINT)
        printed, error = process.communicate(timeout=30)
    assert (process.returncode, printed, error) == (130, b"", b"")


@posix
@pytest.mark.parametrize(
    "shell",
    [
        "{0} topics | head -1",
        "{0} --help | head -1",
        "yes hello | {0} | head -1",
        "yes x | {0} ask | head -1",
    ],
)
def test_a_reader_that_stops_gets_no_complaint(tmp_path: Path, shell: str) -> None:
    """`| head -1` is how people look."""
    done = run_shell(tmp_path, shell)
    assert done.stdout.count(b"\n") == 1
    assert (done.returncode, done.stderr) == (0, b"")


@posix
@full
@pytest.mark.parametrize(
    ("shell", "status", "says"),
    [
        ("{0} ask hello >&-", 0, ""),
        ("{0} ask hello <&-", 0, ""),
        ("{0} <&-", 2, "no question"),
        ("{0} ask hello 2>&-", 0, ""),
        ("{0} ask hello > /dev/full", 2, "cannot write the output: No space left"),
        ("{0} topics > /dev/full", 2, "No space left"),
        ("{0} ask hello > /dev/full 2> /dev/full", 2, ""),
        ("{0} --colour > /dev/full 2> /dev/full", 2, ""),
        ("{0} --help > /dev/full 2> /dev/full", 2, ""),
        ("{0} --help > /dev/full", 2, "cannot write the output: No space left"),
        ("{0} help > /dev/full", 2, "cannot write the output: No space left"),
        ("{0} ask --help > /dev/full", 2, "cannot write the output: No space left"),
        ("{0} -V > /dev/full", 2, "cannot write the output: No space left"),
        ("{0} --plain -V > /dev/full", 2, "cannot write the output: No space left"),
        ("{0} --bank nowhere ask x > /dev/full 2> /dev/full", 2, ""),
        ("{0} ask 2> /dev/full < /dev/null", 2, ""),
        ("{0} -V > /dev/full 2> /dev/full", 2, ""),
    ],
)
def test_closed_and_full_streams_end_in_a_clean_status(
    tmp_path: Path, shell: str, status: int, says: str
) -> None:
    """A word where somebody can read it, never a traceback, never the interpreter's own 120."""
    done = run_shell(tmp_path, shell)
    assert done.returncode == status
    assert says in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
