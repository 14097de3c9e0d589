"""The questions of earlier chats on disk. Nothing about them can end a chat."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from footnote.chat.history import HISTORY_FILE, MAX_HISTORY_LINE_LENGTH, MAX_HISTORY_LINES, History

if TYPE_CHECKING:
    from pathlib import Path

ANY_BYTES = st.binary(max_size=400)
NOT_WINDOWS = pytest.mark.skipif(
    os.name == "nt", reason="Windows keeps a file private by the folder it is in"
)


def written(folder: Path) -> list[str]:
    return [json.loads(line) for line in (folder / HISTORY_FILE).read_text(encoding="utf-8").splitlines()]


@NOT_WINDOWS
def test_only_the_owner_can_read_the_history(tmp_path: Path) -> None:
    History(str(tmp_path / "new")).add("a question")
    assert stat.S_IMODE((tmp_path / "new" / HISTORY_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    (tmp_path / HISTORY_FILE).write_text('"old"\n', encoding="utf-8")
    (tmp_path / HISTORY_FILE).chmod(0o644)
    assert History(str(tmp_path)).lines == ["old"]
    assert stat.S_IMODE((tmp_path / HISTORY_FILE).stat().st_mode) == 0o600


def test_a_repeated_question_is_kept_once(tmp_path: Path) -> None:
    for line in ("one", "two", "one"):
        History(str(tmp_path)).add(line)
    assert History(str(tmp_path)).lines == ["two", "one"]


def test_a_long_history_is_shortened(tmp_path: Path) -> None:
    lines = "".join(json.dumps(f"question {number}") + "\n" for number in range(3 * MAX_HISTORY_LINES))
    (tmp_path / HISTORY_FILE).write_text(lines, encoding="utf-8")
    history = History(str(tmp_path))
    assert len(history.lines) == MAX_HISTORY_LINES
    assert history.lines[-1] == f"question {3 * MAX_HISTORY_LINES - 1}"
    assert written(tmp_path) == history.lines
    history.add("x" * (MAX_HISTORY_LINE_LENGTH + 1))
    assert len(history.lines[-1]) < MAX_HISTORY_LINE_LENGTH


def test_a_question_of_several_lines_is_one(tmp_path: Path) -> None:
    History(str(tmp_path)).add("Dear team,\nhow big is it?")
    assert History(str(tmp_path)).lines == ["Dear team,\nhow big is it?"]


def test_two_chats_at_once_save_all_questions(tmp_path: Path) -> None:
    first, second = History(str(tmp_path)), History(str(tmp_path))
    first.add("one")
    second.add("two")
    first.add("three")
    assert written(tmp_path) == ["one", "two", "three"]


def unusable(folder: Path, kind: str) -> str:
    """A folder in which no history can be kept."""
    if kind == "a file where the folder should be":
        (folder / "x").write_text("", encoding="utf-8")
        return str(folder / "x")
    (folder / HISTORY_FILE).mkdir() if kind == "a folder where the file should be" else os.mkfifo(
        folder / HISTORY_FILE
    )
    return str(folder)


@NOT_WINDOWS
@pytest.mark.parametrize(
    "kind", ["a file where the folder should be", "a folder where the file should be", "a pipe"]
)
def test_a_file_that_cannot_be_used_leaves_a_history_in_memory(tmp_path: Path, kind: str) -> None:
    history = History(unusable(tmp_path, kind))
    assert history.problem
    history.add("a question")
    assert history.lines == ["a question"]
    history.forget()
    assert history.lines == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_BYTES)
def test_a_history_of_any_bytes_is_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / HISTORY_FILE).write_bytes(content + b'\n"kept \\u001b[31m"\n')
    lines = History(str(tmp_path)).lines
    assert lines[-1] == "kept \N{REPLACEMENT CHARACTER}[31m"
    assert not any("\x1b" in line or "\x00" in line for line in lines)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "null",
        '["x"]',
        '"\\ud800"',
        "1" * 5_000,
        "[" * 5_000,
        "\0",
        "\ufffd" * 300,
        '"x',
        "{}",
    ],
    ids=lambda line: line[:3],
)
def test_a_damaged_history_of_thousands_of_lines_is_still_a_history(tmp_path: Path, line: str) -> None:
    """What is no question is left out, and the rest is kept; a left-over draft is in nobody's way."""
    content = [*[line] * 3_000, '"a question"']
    (tmp_path / HISTORY_FILE).write_text("\n".join(content) + "\n", encoding="utf-8")
    (tmp_path / f"{HISTORY_FILE}.{os.getpid()}").mkdir()
    history = History(str(tmp_path))
    assert history.problem == ""
    assert history.lines[-1] == "a question"
    history.add("another question")
    assert written(tmp_path)[-2:] == ["a question", "another question"]
    assert not list(tmp_path.glob("*.tmp"))
