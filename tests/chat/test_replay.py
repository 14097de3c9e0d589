"""A saved chat, run again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from chatting import answers, start_session
from paths import GARDEN

from footnote.chat import ReplayError, replay_chat, typed_lines
from footnote.chat.transcript import format_typed

if TYPE_CHECKING:
    from pathlib import Path


def replayed(path: Path) -> list[str]:
    return "\n".join(replay_chat(str(GARDEN), str(path))).split("\n")


def test_what_was_typed_is_read_back_from_a_chat_file() -> None:
    typed = ["one", "Dear team,\n\nhow big?\nAnn", "/help"]
    chat = "".join(f"{format_typed(line)}\nAn answer\n.\n\n" for line in typed)
    assert list(typed_lines(chat)) == typed


@pytest.mark.parametrize("name", ["x.chat", "x.txt", "x.json", "x.JSON"])
def test_a_saved_chat_is_replayed(tmp_path: Path, name: str) -> None:
    session = start_session(tmp_path)
    answers(session, "how do I mow the lawn", "1", "why", f"/save {tmp_path / name}")
    lines = replayed(tmp_path / name)
    assert [line for line in lines if line.startswith(">")] == ["> how do I mow the lawn", "> 1", "> why"]
    assert "Every morning [1]." in lines
    assert any("It keeps them alive" in line for line in lines)


def test_a_replay_ends_where_the_chat_was_left(tmp_path: Path) -> None:
    (tmp_path / "x.chat").write_text("# About\n\n> hello\n\n> /quit\n\n> hello\n", encoding="utf-8")
    lines = replayed(tmp_path / "x.chat")
    assert lines[:2] == ["# About", ""]
    assert [line for line in lines if line.startswith(">")] == ["> hello", "> /quit"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.json", "", "not a chat"),
        ("x.json", "[1]", "not a chat"),
        ("x.json", '{"question": "hello"}', "not a chat"),
        ("x.json", '[{"question": 1}]', "not a chat"),
        ("x.json", "[" * 100_000, "not a chat"),
        ("x.json", "[]", "no question in it"),
        ("x.chat", "", "no question in it"),
        ("x.chat", "hello\n", 'begins with "> "'),
        ("x.md", "# Garden\n\n> hello\n", "ends in .chat or .json"),
    ],
)
def test_a_file_without_a_chat_says_what_to_give(tmp_path: Path, name: str, content: str, says: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ReplayError, match=says):
        replayed(tmp_path / name)
