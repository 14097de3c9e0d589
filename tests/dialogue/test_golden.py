"""Golden chats: what people type, and what the bot must reply, as anybody can read it.

After `> ` stands what was typed, after `. ` another line of it; the rest is the reply. `pytest --regen`
writes them anew from today's replies; the difference is then read like any other.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import run_cli

from footnote.bank.locations import DEFAULT
from footnote.chat import replay_chat, typed_lines

CHATS = sorted((Path(__file__).parents[1] / "golden").glob("*.chat"))


@pytest.mark.parametrize("file", CHATS, ids=lambda file: file.stem)
def test_a_golden_chat_is_what_the_bot_replies(file: Path, pytestconfig: pytest.Config) -> None:
    """Word for word, at 80 columns."""
    replies = "\n".join(replay_chat(DEFAULT, str(file))) + "\n"
    if pytestconfig.getoption("--regen"):
        file.write_text(replies, encoding="utf-8", newline="\n")
    assert replies == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", CHATS, ids=lambda file: file.stem)
def test_a_golden_chat_begins_with_its_subject(file: Path) -> None:
    """In its first line, for whoever reads it without us."""
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert list(typed_lines(text))


@pytest.mark.parametrize("change", [lambda text: text, lambda text: text.replace("\n", "\r\n")])
def test_a_replay_is_a_golden_chat(tmp_path: Path, change: object) -> None:
    """`footnote --replay` prints one to be saved unchanged, whatever the code page and the line ends."""
    assert callable(change)
    text = CHATS[0].read_text(encoding="utf-8")
    (tmp_path / "x.chat").write_text(change(text), encoding="utf-8", newline="")
    done = run_cli(tmp_path, "--replay", str(tmp_path / "x.chat"), PYTHONIOENCODING="cp1252")
    assert done.stdout.decode() == text
    assert done.stderr == b""


def test_there_are_enough_of_them() -> None:
    """So that the tests above test something."""
    assert len(CHATS) >= 10
