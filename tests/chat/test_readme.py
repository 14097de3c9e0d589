"""The chat's README: its transcript and its pictures are real."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from paths import ROOT

import footnote
from footnote.bank.locations import DEFAULT
from footnote.chat import replay_chat
from footnote.console import Terminal, render_reply

if TYPE_CHECKING:
    from pathlib import Path

README = ROOT / "bot" / "footnote" / "chat" / "README.md"
CHAPTER = README.read_text(encoding="utf-8")
PICTURES = ROOT / "tests" / "pictures"


def test_the_transcript_is_what_the_chat_prints(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Run again, word for word."""
    block = re.search(r"```text\n(> .*?)```", CHAPTER, re.DOTALL)
    assert block
    file = tmp_path / "readme.chat"
    file.write_text(block[1], encoding="utf-8")
    printed = "\n".join(replay_chat(DEFAULT, str(file))) + "\n"
    if pytestconfig.getoption("--regen"):
        README.write_text(CHAPTER.replace(block[1], printed), encoding="utf-8", newline="\n")
    else:
        assert printed == block[1]


@pytest.mark.parametrize("name", ["chat-light.svg", "chat-dark.svg"])
def test_the_picture_shows_what_is_said(name: str, shipped: footnote.Bot) -> None:
    """Small enough for a README; `python tests/pictures/draw.py` draws it anew."""
    assert name in (ROOT / "README.md").read_text(encoding="utf-8")
    picture = (PICTURES / name).read_text(encoding="utf-8")
    assert len(picture) < 200_000
    seen = "".join(unescape(text) for text in re.findall(r">([^<>\n]+)</text>", picture))
    for question in ("wot size r micromets", "is 3 mm one?"):
        reply = render_reply(shipped.ask(question), Terminal(width=80), shipped.bank.language)
        assert question.replace(" ", "") in seen.replace(" ", "")
        assert "".join(reply.split()) in "".join(seen.split())


def test_the_keys_of_the_chapter_are_said_in_the_program() -> None:
    """What it says of options and files is there."""
    for option in ("--plain", "--private", "--source", "--replay"):
        assert option in CHAPTER
