"""Notes for authors, and private files."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from footnote.console import Note, add_note, format_note, read_notes
from footnote.console.notes import NOTES_FILE
from footnote.console.private_files import read_lines, replace_lines

if TYPE_CHECKING:
    from pathlib import Path

ANY_BYTES = st.binary(max_size=400)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_BYTES)
def test_notes_of_any_bytes_are_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NOTES_FILE).write_bytes(content + b"\n")
    note = Note("2025-01-02T03:04:05+00:00", "garden", "sha256:0", "why\x1b?", "answer", "roses", "too short")
    add_note(str(tmp_path), note)
    assert list(read_notes(str(tmp_path)))[-1] == note
    assert (
        format_note(note)
        == "2025-01-02 03:04  too short\n    why\N{REPLACEMENT CHARACTER}?\n    (garden: answer, entry roses)"
    )


def test_a_note_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    """It names no right entry; one that is repeated with one is read once."""
    note = Note("2025-01-02", "garden", "sha256:0", "why", "decline", None, "too short")
    old = {name: value for name, value in note._asdict().items() if name != "right"}
    (tmp_path / NOTES_FILE).write_text(json.dumps(old) + "\n", encoding="utf-8")
    assert list(read_notes(str(tmp_path))) == [note]
    add_note(str(tmp_path), note._replace(right="roses"))
    assert list(read_notes(str(tmp_path))) == [note._replace(right="roses")]
    assert format_note(note._replace(right="roses")).endswith("(garden: decline; right: roses)")


def test_a_failed_replacement_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(OSError, match="irectory"):
        replace_lines(str(tmp_path / "x"), ["line"])
    assert sorted(os.listdir(tmp_path)) == ["x"]


def test_all_lines_can_be_taken_out(tmp_path: Path) -> None:
    replace_lines(str(tmp_path / "x"), ["line"])
    replace_lines(str(tmp_path / "x"), [])
    assert read_lines(str(tmp_path / "x")) == []


def test_a_long_question_is_cut_in_a_note(tmp_path: Path) -> None:
    note = Note("2025-01-02", "garden", "sha256:0", "x" * 5_000, "answer", None, "y" * 5_000)
    add_note(str(tmp_path), note)
    (saved,) = read_notes(str(tmp_path))
    assert (saved.question, saved.wrong, saved.entry) == ("x" * 2_000, "y" * 2_000, None)


def test_of_a_huge_file_the_end_is_read_from_a_whole_line_on(tmp_path: Path) -> None:
    lines = [f"{number:099}" for number in range(20_000)]
    (tmp_path / "huge").write_text("\n".join(lines) + "\n", encoding="utf-8")
    read = read_lines(str(tmp_path / "huge"))
    assert read == lines[-len(read) :]
    assert 2**20 - 200 < sum(len(line) + 1 for line in read) <= 2**20
