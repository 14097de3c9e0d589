"""`footnote notes`: what readers noted, for authors."""

from __future__ import annotations

from pathlib import Path

from command_line import Run, json_lines

from footnote.console import Note, add_note

NOTE = Note(
    "2026-01-02T03:04:05Z", "garden", "sha256:0", "do roses\x1b[2J need water", "answer", "roses", "too short"
)


def test_notes_are_shown_to_authors(footnote: Run, tmp_path: Path) -> None:
    """As text without control characters, and as JSON."""
    add_note(str(tmp_path), NOTE)
    status, out, err = footnote("notes")
    assert (status, err) == (0, "")
    assert out.startswith("2026-01-02 03:04  too short\n    do roses")
    assert out.endswith(" need water\n    (garden: answer, entry roses)\n")
    assert "\x1b" not in out
    assert json_lines(footnote("notes", "--json").out) == [NOTE._asdict()]


def test_without_notes_it_says_where_it_looked(footnote: Run, tmp_path: Path) -> None:
    """And that is no failure."""
    assert footnote("notes") == (0, "", f"footnote: no notes in {tmp_path}\n")


def test_notes_that_cannot_be_read_are_an_error(footnote: Run, tmp_path: Path) -> None:
    """Status 2, in a sentence."""
    (tmp_path / "notes.jsonl").mkdir()
    status, out, err = footnote("notes")
    assert (status, out) == (2, "")
    assert err.startswith(f"footnote: cannot read the notes in {tmp_path}: ")
