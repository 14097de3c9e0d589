"""Lines in, lines out: what a script gets, and that it gets nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from command_line import environment, json_lines, run_cli, run_shell
from paths import GARDEN

import footnote
from footnote.cli import json_lines as json_lines_module
from footnote.cli.standard_input import MAX_LINE_BYTES
from footnote.dialogue import plain

QUESTIONS = [
    "do roses need water",
    "how do I mow the lawn",
    "hello",
    "who is the president",
    "is 3 mm a dwarf rose",
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", [{}, {"PYTHONIOENCODING": "cp1252"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
def test_code_pages_and_line_ends_change_nothing(
    tmp_path: Path, newline: str, encoding: dict[str, str]
) -> None:
    """UTF-8 and a line feed come out on any machine."""
    typed = newline.join(["\ufeffwhat are micrometastases", "größe 微", ""]).encode()
    done = run_cli(tmp_path, typed=typed, **encoding)
    bot = footnote.load()
    first, language = bot.ask("what are micrometastases"), bot.bank.language
    second = bot.ask("größe 微", first.state)
    assert done.stdout.decode() == f"{plain(first, language)}\n\n{plain(second, language)}\n\n"
    assert done.stderr == b""


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_a_byte_order_mark_is_no_part_of_the_first_question(tmp_path: Path, form: str) -> None:
    """Editors on Windows write one."""
    line = "hello" if form == "--json" else json.dumps({"question": "hello"})
    done = run_cli(tmp_path, "--bank", GARDEN, "ask", form, typed=f"\ufeff{line}\n{line}\n".encode())
    assert [reply["question"] for reply in json_lines(done.stdout)] == ["hello", "hello"]


@pytest.mark.parametrize(
    "arguments", [[], ["ask"], ["ask", "--json"], ["topics"], ["help", "environment"], ["--help"]]
)
def test_a_pipe_gets_plain_text(tmp_path: Path, arguments: list[str]) -> None:
    """No escape, no carriage return, nothing on standard error, whatever the terminal variables say."""
    more = {"CLICOLOR": "1", "COLORTERM": "truecolor", "FORCE_HYPERLINK": "1"}
    done = run_cli(tmp_path, *arguments, typed="\n".join(QUESTIONS).encode(), **more)
    assert done.stdout
    assert b"\x1b" not in done.stdout
    assert b"\r" not in done.stdout
    assert done.stderr == b""


def test_json_is_one_object_a_line(tmp_path: Path) -> None:
    """So that `jq` can take them one by one; blank lines have no reply."""
    done = run_cli(tmp_path, "--bank", GARDEN, "ask", "--json", typed=b"do roses need water\n\nhello\n")
    assert [reply["kind"] for reply in json_lines(done.stdout)] == ["answer", "smalltalk"]


def test_every_way_of_asking_gives_the_same_reply(tmp_path: Path) -> None:
    """`ask --json`, `ask --jsonl`, the piped chat and Python."""
    garden = footnote.load(GARDEN)
    expected: list[Any] = [json.loads(json.dumps(garden.ask(question).as_dict())) for question in QUESTIONS]
    typed = "\n".join(QUESTIONS).encode()
    assert json_lines(run_cli(tmp_path, "--bank", GARDEN, "ask", "--json", typed=typed).stdout) == expected
    requests = "\n".join(json.dumps({"id": None, "question": question}) for question in QUESTIONS).encode()
    assert (
        json_lines(run_cli(tmp_path, "--bank", GARDEN, "ask", "--jsonl", typed=requests).stdout) == expected
    )
    for question, reply in zip(QUESTIONS, expected, strict=True):
        piped = run_cli(tmp_path, "--bank", GARDEN, typed=question.encode()).stdout.decode()
        assert piped == plain(garden.ask(question), garden.bank.language) + "\n\n"
        assert reply["text"] in piped


def test_no_hash_seed_changes_a_reply(tmp_path: Path) -> None:
    """Python's hashes are seeded anew at each start; the words are not."""
    printed = {
        run_cli(tmp_path, "--bank", GARDEN, "ask", "--json", "need water", PYTHONHASHSEED=seed).stdout
        for seed in ("0", "1", "2")
    }
    assert len(printed) == 1


def test_turns_of_a_conversation_share_its_state(tmp_path: Path) -> None:
    """And those of another do not; a bad line gets an error, and the run goes on."""
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
    done = run_cli(tmp_path, "--bank", GARDEN, "ask", "--jsonl", typed=typed.encode("latin-1"))
    replies = json_lines(done.stdout)
    assert [reply.get("entry") for reply in replies[:3]] == ["roses", None, "why-water"]
    assert [reply["id"] for reply in replies] == ["1", "2", "3", "4", None, None, "7", None, None]
    assert [number for number, reply in enumerate(replies) if "error" in reply] == [3, 4, 5, 7, 8]
    assert done.returncode == 2


def test_the_conversation_without_a_turn_for_longest_is_forgotten_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An endless pipe of new conversations takes no endless memory."""
    water = "do roses need water"
    turns = [("a", water), ("b", water), ("a", water), ("c", "hello"), ("a", "why"), ("b", "why")]
    typed = "".join(json.dumps({"question": said, "conversation": name}) + "\n" for name, said in turns)
    (tmp_path / "typed").write_text(typed, encoding="utf-8")
    monkeypatch.setattr(json_lines_module, "MAX_CONVERSATIONS", 2)
    with (tmp_path / "typed").open(encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert json_lines_module.answer_lines(str(GARDEN))
    entries = [reply["entry"] for reply in json_lines(capsys.readouterr().out)]
    assert entries[4:] == ["why-water", None]


def test_a_json_line_that_is_nested_too_deeply_says_so_in_our_words(tmp_path: Path) -> None:
    done = run_cli(tmp_path, "--bank", GARDEN, "ask", "--jsonl", typed=b"[" * 100_000 + b"\n")
    assert [reply["error"] for reply in json_lines(done.stdout)] == [
        "not a line of JSON: it is nested too deeply; write one object"
    ]


def test_a_bad_line_counts_whatever_comes_after_it(tmp_path: Path) -> None:
    """The status says that not every line was a question."""
    done = run_cli(tmp_path, "--bank", GARDEN, "ask", "--jsonl", typed=b'{}\n{"question": "hello"}\n')
    assert ["error" in reply for reply in json_lines(done.stdout)] == [True, False]
    assert done.returncode == 2


def test_hostile_bytes_are_answered(tmp_path: Path) -> None:
    """NULs, escapes, broken UTF-8, nearly a megabyte on one line: each is answered, none gets through."""
    lines = [
        b"\x00",
        b"\x1b[2J\x1b]0;x\x07",
        b"\xff\xfe\xc3",
        "\u202eevil\u2066".encode(),
        b"do roses need water " * 50_000,
    ]
    done = run_cli(tmp_path, "--bank", GARDEN, "ask", "--json", typed=b"\n".join(lines))
    assert len(done.stdout.splitlines()) == len(lines)
    assert not set(done.stdout.decode()) & {"\x1b", "\x07", "\x00", "\x9b", "\u202e", "\u2066"}
    assert done.stderr == b""


@pytest.mark.parametrize("arguments", [["ask"], ["ask", "--json"], ["ask", "--jsonl"], []])
def test_a_reply_comes_before_the_next_question_is_written(tmp_path: Path, arguments: list[str]) -> None:
    """Another program may use it over a pipe that stays open."""
    question = b'{"question": "hello"}\n' if "--jsonl" in arguments else b"hello\n"
    with subprocess.Popen(
        [sys.executable, "-m", "footnote", "--bank", str(GARDEN), *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(tmp_path), cwd=tmp_path,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        impatient = Timer(30, process.kill)  # or a reply that never comes would be waited for
        impatient.start()
        for _ in range(2):
            process.stdin.write(question)
            process.stdin.flush()
            replied = any(b"Hello." in line for line in iter(process.stdout.readline, b""))
            assert replied
        process.stdin.close()
        assert process.wait() == 0
        impatient.cancel()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no ulimit")
@pytest.mark.parametrize("source", ["yes hello", "tr '\\0' x < /dev/zero"])
def test_an_endless_pipe_takes_no_endless_memory(tmp_path: Path, source: str) -> None:
    """Neither many lines nor one: the first reply comes, in 600 MB of address space."""
    done = run_shell(tmp_path, f"{source} | (ulimit -v 600000; {{0}} --bank {GARDEN} ask --json) | head -1")
    assert len(json_lines(done.stdout)) == 1
    assert b"MemoryError" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no /dev/zero")
@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_a_line_without_an_end_ends_the_run(tmp_path: Path, form: str) -> None:
    """After its beginning is answered; status 2, and what to write."""
    done = run_shell(tmp_path, f"tr '\\0' x < /dev/zero | {{0}} --bank {GARDEN} ask {form}")
    assert done.returncode == 2
    assert len(json_lines(done.stdout)) == 1
    assert b"footnote: line 1 has no end; write one question a line\n" in done.stderr


def test_a_line_that_is_too_long_is_cut_and_said_to_be(tmp_path: Path) -> None:
    """The next one is read from its own beginning."""
    long = b"do roses need water " + b"x" * MAX_LINE_BYTES * 3
    done = run_cli(tmp_path, "--bank", GARDEN, "ask", "--json", typed=b"hello\n" + long + b"\nhello\n")
    assert [reply["kind"] for reply in json_lines(done.stdout)][::2] == ["smalltalk", "smalltalk"]
    assert len(json_lines(done.stdout)) == 3
    assert done.stderr == b"footnote: line 2 is longer than 1048576 bytes and was cut off there\n"


def test_a_json_line_that_is_too_long_is_an_error(tmp_path: Path) -> None:
    """And those around it are answered; a line of just that length is read."""
    fitting = json.dumps({"question": "hello", "more": ""})
    fitting = fitting.replace('""', '"' + "x" * (MAX_LINE_BYTES - len(fitting)) + '"')
    long = json.dumps({"id": "2", "question": "x" * MAX_LINE_BYTES})
    typed = f'{{"question": "hello"}}\n{long}\n{fitting}\n'.encode()
    done = run_cli(tmp_path, "--bank", GARDEN, "ask", "--jsonl", typed=typed)
    first, second, third = json_lines(done.stdout)
    assert first == third
    assert second == {"id": None, "error": "the line is longer than 1048576 bytes; write a shorter one"}
    assert done.returncode == 2
