"""Lines in, lines out: what a script gets, and that it gets nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from chatting import GARDEN, ROOT, environment

import footnote
from footnote.dialogue.rendering import plain

QUESTIONS = [
    "do roses need water",
    "how do I mow the lawn",
    "hello",
    "who is the president",
    "is 3 mm a dwarf rose",
]


def run_cli(
    home: Path, *arguments: str, typed: bytes = b"", **more: str
) -> subprocess.CompletedProcess[bytes]:
    """The command, run in a home of its own, in nobody's terminal."""
    return subprocess.run(
        [sys.executable, "-m", "footnote", *arguments], input=typed, capture_output=True,
        cwd=home, env=environment(home, **more), timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", [{}, {"PYTHONIOENCODING": "cp1252"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
def test_should_25_the_same_lines_on_any_machine(
    tmp_path: Path, newline: str, encoding: dict[str, str]
) -> None:
    """Code pages and line ends change nothing: UTF-8 and a line feed come out."""
    typed = newline.join(["\ufeffwhat are micrometastases", "größe 微", ""]).encode()
    done = run_cli(tmp_path, typed=typed, **encoding)
    micrometastases = footnote.load()
    first = micrometastases.ask("what are micrometastases")
    second = micrometastases.ask("größe 微", first.state)
    assert done.stdout.decode() == f"{plain(first)}\n\n{plain(second)}\n\n"
    assert done.stderr == b""


def test_must_5_pipes_are_clean(tmp_path: Path) -> None:
    """No escape, no carriage return, nothing on standard error, whatever the terminal variables say."""
    typed = "\n".join(QUESTIONS).encode()
    for arguments in ([], ["ask"], ["ask", "--json"], ["topics"], ["help", "environment"], ["--help"]):
        more = {"CLICOLOR": "1", "COLORTERM": "truecolor", "FORCE_HYPERLINK": "1"}
        done = run_cli(tmp_path, *arguments, typed=typed, **more)
        assert done.stdout
        assert b"\x1b" not in done.stdout
        assert b"\r" not in done.stdout
        assert done.stderr == b""


def test_must_5_one_json_object_for_each_line(tmp_path: Path) -> None:
    """So that `jq` can take them one by one."""
    done = run_cli(tmp_path, "--bank", str(GARDEN), "ask", "--json", typed=b"do roses need water\n\nhello\n")
    assert [json.loads(line)["kind"] for line in done.stdout.splitlines()] == ["answer", "smalltalk"]


def test_must_3_the_same_brain_everywhere(tmp_path: Path) -> None:
    """`ask --json`, `ask --jsonl`, the piped chat and Python agree on kind, entry, text and citations."""
    garden = footnote.load(GARDEN)
    expected: list[Any] = [json.loads(json.dumps(garden.ask(question).as_dict())) for question in QUESTIONS]
    typed = "\n".join(QUESTIONS).encode()
    asked = run_cli(tmp_path, "--bank", str(GARDEN), "ask", "--json", typed=typed)
    assert [json.loads(line) for line in asked.stdout.splitlines()] == expected
    requests = "\n".join(json.dumps({"id": None, "question": question}) for question in QUESTIONS).encode()
    lined = run_cli(tmp_path, "--bank", str(GARDEN), "ask", "--jsonl", typed=requests)
    assert [json.loads(line) for line in lined.stdout.splitlines()] == expected
    for question, reply in zip(QUESTIONS, expected, strict=True):
        piped = run_cli(tmp_path, "--bank", str(GARDEN), typed=question.encode()).stdout.decode()
        assert piped == plain(garden.ask(question)) + "\n\n"
        assert reply["text"] in piped


def test_turns_of_a_conversation_share_its_state(tmp_path: Path) -> None:
    """And those of another do not; a bad line is answered, and the run goes on."""
    lines = [
        {"id": "1", "question": "do roses need water", "conversation": "a"},
        {"id": "2", "question": "why", "conversation": "b"},
        {"id": "3", "question": "why", "conversation": "a"},
        {"id": "4"},
        {"id": [5], "question": "x"},
        "no object",
        {"id": "7", "question": "\ud800\x00", "conversation": None},
    ]
    typed = "\n".join(json.dumps(line) for line in lines) + "\nnot json\n\xff\n\n"
    done = run_cli(tmp_path, "--bank", str(GARDEN), "ask", "--jsonl", typed=typed.encode("latin-1"))
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reply.get("entry") for reply in replies[:3]] == ["roses", None, "why-water"]
    assert [reply["id"] for reply in replies] == ["1", "2", "3", "4", None, None, "7", None, None]
    assert ["error" in reply for reply in replies] == [
        False,
        False,
        False,
        True,
        True,
        True,
        False,
        True,
        True,
    ]
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        (b"do roses need water", 0),
        (b"hello\ndo roses need water\n", 0),
        (b"do roses need water\nwho is the president", 1),
        (b"", 2),
        (b" \n\n", 2),
    ],
)
def test_the_exit_status_is_the_worst_of_them(tmp_path: Path, typed: bytes, status: int) -> None:
    """A chat in a pipe, and `ask` over the same lines."""
    for arguments in ([], ["ask"]):
        done = run_cli(tmp_path, "--bank", str(GARDEN), *arguments, typed=typed)
        assert done.returncode == status
        assert (done.stderr.count(b"\n") == 1) is (status == 2)


def test_must_11_hostile_bytes_are_answered(tmp_path: Path) -> None:
    """NULs, escapes, broken UTF-8 and a megabyte on one line: each gets its answer, and none gets through."""
    lines = [
        b"\x00",
        b"\x1b[2J\x1b]0;x\x07",
        b"\xff\xfe\xc3",
        "\u202eevil\u2066".encode(),
        b"do roses need water " * 50_000,
    ]
    done = run_cli(tmp_path, "--bank", str(GARDEN), "ask", "--json", typed=b"\n".join(lines))
    assert len(done.stdout.splitlines()) == len(lines)
    text = done.stdout.decode()
    assert not set(text) & {"\x1b", "\x07", "\x00", "\x9b", "\u202e", "\u2066"}
    assert done.stderr == b""


def test_the_pipe_imports_no_terminal(tmp_path: Path) -> None:
    """Neither prompt_toolkit nor the chat's own parts."""
    code = (
        "import sys; from footnote.cli.main import main; main(['ask', 'how big is it']);"
        "drawing = [name for name in sys.modules if 'prompt_toolkit' in name or 'footnote.chat' in name];"
        "print(drawing, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, env=environment(tmp_path), check=True
    )
    assert done.stderr.strip() == b"[]"


@pytest.mark.skipif(os.name == "nt", reason="Windows closes no streams")
@pytest.mark.parametrize(
    "shell", ["{0} topics | head -1", "{0} --help | head -1", "yes hello | {0} | head -1"]
)
def test_must_6_whoever_stops_reading_hears_no_complaint(tmp_path: Path, shell: str) -> None:
    """`| head -1` is how people look."""
    command = shell.format(f"{sys.executable} -m footnote")
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, env=environment(tmp_path), timeout=60, check=True
    )
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="Windows closes no streams")
@pytest.mark.parametrize(
    ("shell", "status", "says"),
    [
        ("{0} ask hello >&-", 0, ""),
        ("{0} ask hello <&-", 0, ""),
        ("{0} <&-", 2, "no question"),
        ("{0} ask hello 2>&-", 0, ""),
        ("{0} ask hello > /dev/full", 2, "No space left"),
    ],
)
def test_must_6_closed_and_full_streams(tmp_path: Path, shell: str, status: int, says: str) -> None:
    """A word where there is somebody to hear it, and never a traceback."""
    if "/dev/full" in shell and not os.path.exists("/dev/full"):
        pytest.skip("this system has no full device")
    command = shell.format(f"{sys.executable} -m footnote")
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, env=environment(tmp_path), timeout=60, check=False
    )
    assert done.returncode == status
    assert says in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
