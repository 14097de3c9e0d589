"""The script that compares the replies of two versions."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest
from paths import GARDEN, ROOT
from tools import compare_replies

QUESTIONS = """
questions:
  - {ask: do roses need water, entries: [roses]}
  - {ask: who is the president, reason: off-topic}
talks:
  - - {ask: watering the roses, entries: [roses]}
    - {ask: why, entries: [why-water]}
"""


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["compare_replies.py", *map(str, arguments)])
    return compare_replies.main()


def test_lines_are_made_the_same_each_time() -> None:
    """So that two versions are asked the same."""
    questions = ["do roses need water", "who is the president"]
    once, again = (list(compare_replies.made(questions, 50)) for _ in range(2))
    assert once == again
    assert len(set(once)) > 25


def test_replies_are_recorded_and_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same version replies the same; a line that differs is printed."""
    questions, one, two = (tmp_path / name for name in ("questions.yaml", "one.jsonl", "two.jsonl"))
    questions.write_text(QUESTIONS, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "bot"))
    command = shlex.join([sys.executable, "-m", "footnote", "--bank", str(GARDEN)])
    for file in (one, two):
        assert run(monkeypatch, "record", file, questions, "--command", command, "--made", "5") == 0
    assert run(monkeypatch, "compare", one, two) == 0
    replies = one.read_text(encoding="utf-8")
    assert replies.count("\n") == 4 + 5 + 2 + 2  # alone, made, and both lists turn by turn
    assert '"entry": "why-water"' in replies.splitlines()[-1]
    two.write_text(replies.replace("Every morning", "Every evening"), encoding="utf-8")
    assert run(monkeypatch, "compare", one, two) == 1
    assert "'Every evening [1].'" in capsys.readouterr().out
