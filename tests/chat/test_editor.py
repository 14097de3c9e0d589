"""Keys: what they do to the line. Typed into prompt_toolkit itself, on a terminal that is not there."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from chatting import begin, heard
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from footnote.chat.editor import LONGEST_PASTE, Editor
from footnote.chat.history_adapter import AnyCase
from footnote.console.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prompt_toolkit.input import PipeInput

    from footnote.chat.session import Talk

UP, RIGHT, F1, ALT_ENTER, CTRL_R, CTRL_E = "\x1b[A", "\x1b[C", "\x1bOP", "\x1b\r", "\x12", "\x05"
LINUX_F1 = "\x1b[[A"


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return begin(tmp_path, terminal=Terminal(width=80, tty=True, colour=True))


@contextmanager
def editing(talk: Talk, *, vi: bool = False) -> Iterator[tuple[Editor, PipeInput]]:
    """An editor, and the keys that it will read."""
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield Editor(talk, vi=vi, input=keys, output=DummyOutput()), keys


def typed(talk: Talk, *keys: str, vi: bool = False, pause: float = 0.0) -> str:
    """The line that comes of these keys, with a pause between them where something is looked up first."""
    with editing(talk, vi=vi) as (editor, pipe):
        if not pause:
            pipe.send_text("".join(keys))
            return editor.read()

        async def type_slowly() -> str:
            reading = asyncio.ensure_future(editor.session.prompt_async())
            for key in keys:
                await asyncio.sleep(pause)
                pipe.send_text(key)
            return await reading

        return asyncio.run(type_slowly())


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("do roses\r", "do roses"),
        ("half\x03whole\r", "whole"),
        ("one" + ALT_ENTER + "two\r", "one\ntwo"),
        ("\x1b[200~Dear team,\r\nhow big?\nAnn\x1b[201~\r", "Dear team,\nhow big?\nAnn"),
        ("\x1b[200~red\x1b[31m\x00\x1b[201~\r", "red\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}"),
        (f"\x1b[200~{'x' * (LONGEST_PASTE + 5)}\x1b[201~\r", "x" * LONGEST_PASTE),
        ("ab\x7fc\r", "ac"),
    ],
    ids=["plain", "ctrl-c clears", "alt-enter", "paste", "hostile paste", "megabyte paste", "backspace"],
)
def test_should_19_keys_make_a_line(talk: Talk, keys: str, line: str) -> None:
    """A pasted mail is one question, whole, and Enter alone sends it."""
    assert typed(talk, keys) == line


def test_must_7_ctrl_c_and_ctrl_d_on_an_empty_line(talk: Talk) -> None:
    """The one says how to leave, the other leaves."""
    with pytest.raises(KeyboardInterrupt):
        typed(talk, "\x03")
    with pytest.raises(EOFError):
        typed(talk, "\x04")


def test_should_18_up_finds_what_begins_so_in_any_case(talk: Talk) -> None:
    """Prefix and up; a repeated question comes once."""
    heard(talk, "Do roses need water", "Is it a dwarf rose", "do roses need water", "Is it a dwarf rose")
    assert typed(talk, "do r", UP, "\r", pause=0.1) == "do roses need water"
    assert typed(talk, "IS", UP, UP, "\r", pause=0.1) == "Is it a dwarf rose"
    assert AnyCase("Hello").startswith(("x", "hELL"))


def test_should_18_ctrl_r_finds_any_words_in_any_case(talk: Talk) -> None:
    """Typed in the middle of what was asked."""
    heard(talk, "Do roses need water", "Is it a dwarf rose")
    assert typed(talk, CTRL_R, "NEED", "\r", "\r", pause=0.1) == "Do roses need water"


def test_must_12_ctrl_r_finds_nothing_after_forget(talk: Talk) -> None:
    """Nor does the up arrow."""
    heard(talk, "Do roses need water", "/forget")
    assert typed(talk, UP, CTRL_R, "NEED", "\r", "\r", pause=0.1) == ""


def test_should_17_tab_fills_the_line_and_does_not_send_it(talk: Talk) -> None:
    """Enter takes what was picked; a second Enter asks it."""
    assert typed(talk, "water ros", "\t", "\r", "!", "\r", pause=0.15) == "When do roses need water?!"
    assert typed(talk, "need water", "\t", "\t", "\r", "!", "\r", pause=0.15) == "When do roses need water?!"


@pytest.mark.parametrize("key", [RIGHT, CTRL_E])
def test_delight_29_the_right_arrow_takes_the_suggestion(talk: Talk, key: str) -> None:
    """After two words."""
    assert typed(talk, "when do", key, "\r", pause=0.15) == "when do roses need water?"


@pytest.mark.parametrize("key", [F1, LINUX_F1])
def test_f1_shows_help_and_keeps_the_line(talk: Talk, key: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Half a question is not lost by asking how to type it."""
    assert typed(talk, "half", key, " more", "\r", pause=0.1) == "half more"
    assert "/topics" in capsys.readouterr().out


def test_should_24_vi_mode_edits_as_vi_does(talk: Talk) -> None:
    """And the quiet line shows the letter of its mode."""
    assert typed(talk, "roses water", "\x1b", "0dw", "A!", "\r", vi=True, pause=0.6) == "water!"
    with editing(talk, vi=True) as (editor, keys):
        keys.send_text("\r")
        shown: list[str] = []
        editor.session.prompt(pre_run=lambda: shown.append(editor._toolbar()))  # noqa: SLF001
    assert shown[0].startswith("[I] | F1 help | Our garden | 5 answers")


def test_delight_30_a_tip_at_the_first_two_prompts_only(talk: Talk) -> None:
    """Then silence; and none at all where the config says so."""
    with editing(talk) as (editor, keys):
        seen = []
        for _ in range(4):
            keys.send_text("x\r")
            editor.read()
            seen.append(len(editor._tips))  # noqa: SLF001
    assert seen == [1, 0, 0, 0]
    with create_pipe_input() as keys:
        assert Editor(talk, tips=False, input=keys, output=DummyOutput())._tips == []  # noqa: SLF001
