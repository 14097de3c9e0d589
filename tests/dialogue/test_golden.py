"""Golden chats: what people type, and what the bot must reply, as anybody can read it.

After `> ` stands what was typed, after `. ` another line of it; the rest is the reply. `pytest --regen`
writes them anew from today's replies; the difference is then read like any other.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from chatting import ROOT, environment

from footnote.bank.locations import DEFAULT
from footnote.chat.replay import replay
from footnote.chat.transcript import lines

CHATS = sorted((Path(__file__).parents[1] / "golden").glob("*.chat"))


@pytest.mark.parametrize("file", CHATS, ids=lambda file: file.stem)
def test_a_golden_chat_is_what_the_bot_replies(file: Path, pytestconfig: pytest.Config) -> None:
    """Word for word, at 80 columns."""
    replies = "\n".join(replay(DEFAULT, str(file))) + "\n"
    if pytestconfig.getoption("--regen"):
        file.write_text(replies, encoding="utf-8", newline="\n")
    assert replies == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", CHATS, ids=lambda file: file.stem)
def test_a_golden_chat_begins_with_its_subject(file: Path) -> None:
    """In its first line, for whoever reads it without us."""
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert list(lines(text))


@pytest.mark.parametrize("change", [lambda text: text, lambda text: text.replace("\n", "\r\n")])
def test_a_replay_is_a_golden_chat(tmp_path: Path, change: object) -> None:
    """`footnote --replay` prints one to be saved unchanged, whatever the code page and the line ends."""
    assert callable(change)
    text = CHATS[0].read_text(encoding="utf-8")
    (tmp_path / "x.chat").write_text(change(text), encoding="utf-8", newline="")
    done = subprocess.run(
        [sys.executable, "-m", "footnote", "--replay", "x.chat"], capture_output=True, cwd=tmp_path,
        env=environment(tmp_path, PYTHONIOENCODING="cp1252", PYTHONPATH=str(ROOT / "bot")), check=False,
    )  # fmt: skip
    assert done.stdout.decode() == text
    assert done.stderr == b""


def test_there_are_enough_of_them() -> None:
    """So that the tests above test something."""
    assert len(CHATS) >= 10
