"""The questions that messages name are answered by the manual, by the entry that is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import run_cli

from footnote import load
from footnote.cli.reports import manual


@pytest.mark.parametrize(("question", "entry"), manual.ENTRIES.items())
def test_a_question_that_a_message_names_is_answered(question: str, entry: str) -> None:
    """With its own words, so that a change of the bank cannot lead a user elsewhere."""
    reply = load("footnote").ask(question)
    assert (reply.kind, reply.entry) == ("answer", entry)


@pytest.mark.parametrize(
    ("arguments", "question"),
    [
        (["ask", "--bank", "nowhere", "how", "big"], manual.OTHER_BANK),
        (["score", "none.yaml"], manual.LABELLED_QUESTIONS),
        (["journal", "stats"], manual.JOURNAL),
        (["--replay", "questions.txt"], manual.REPLAY),
        (["gaps"], manual.GAPS),
    ],
)
def test_a_message_names_the_question(tmp_path: Path, arguments: list[str], question: str) -> None:
    """In its last line, as a command that can be typed."""
    (tmp_path / "questions.txt").write_text("no bank: [", encoding="utf-8")
    (tmp_path / "none.yaml").write_text("schema: 1\n", encoding="utf-8")
    done = run_cli(tmp_path, *arguments)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1] == f'More: footnote ask --bank footnote "{question}"'
