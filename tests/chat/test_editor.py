"""Keys: what they do to the line. Typed into prompt_toolkit itself, on a terminal that is not there."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from chatting import answers, start_session
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from footnote.chat.prompt.editor import Editor
from footnote.chat.prompt.history_adapter import CaseInsensitiveLine
from footnote.chat.prompt.key_bindings import MAX_PASTE_LENGTH
from footnote.chat.prompt.toolbar import TIPS
from footnote.console import ChatSettings, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prompt_toolkit.input import PipeInput

    from footnote.chat.session import ChatSession

UP, RIGHT, F1, ALT_ENTER, CTRL_R, CTRL_E = "\x1b[A", "\x1b[C", "\x1bOP", "\x1b\r", "\x12", "\x05"
LINUX_F1 = "\x1b[[A"


@pytest.fixture
def session(tmp_path: Path) -> ChatSession:
    return start_session(tmp_path, terminal=Terminal(width=80, tty=True, colour=True))


@contextmanager
def editing(session: ChatSession, *, vi: bool = False) -> Iterator[tuple[Editor, PipeInput]]:
    """An editor, and the keys that it will read."""
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        settings = ChatSettings(editing="vi" if vi else "emacs")
        yield Editor(session, settings, lambda: print("HELP"), input=keys, output=DummyOutput()), keys


def typed(session: ChatSession, *keys: str, vi: bool = False, pause: float = 0.0) -> str:
    """The line that these keys make; with a pause after each, so that completions have time to appear."""
    with editing(session, vi=vi) as (editor, pipe):
        if not pause:
            pipe.send_text("".join(keys))
            return editor.read()

        async def type_slowly() -> str:
            reading = asyncio.ensure_future(editor.prompt.prompt_async())
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
        (f"\x1b[200~{'x' * (MAX_PASTE_LENGTH + 5)}\x1b[201~\r", "x" * MAX_PASTE_LENGTH),
        ("ab\x7fc\r", "ac"),
    ],
    ids=["plain", "ctrl-c clears", "alt-enter", "paste", "hostile paste", "megabyte paste", "backspace"],
)
def test_keys_make_a_line(session: ChatSession, keys: str, line: str) -> None:
    assert typed(session, keys) == line


@pytest.mark.parametrize(("length", "times"), [(MAX_PASTE_LENGTH + 1, 1), (MAX_PASTE_LENGTH, 0)])
def test_a_paste_that_is_cut_says_so(
    session: ChatSession, capsys: pytest.CaptureFixture[str], length: int, times: int
) -> None:
    typed(session, f"\x1b[200~{'x' * length}\x1b[201~", "\r", pause=0.1)
    assert capsys.readouterr().out.count("only its first 20,000 characters") == times


def test_ctrl_c_and_ctrl_d_on_an_empty_line(session: ChatSession) -> None:
    with pytest.raises(KeyboardInterrupt):
        typed(session, "\x03")
    with pytest.raises(EOFError):
        typed(session, "\x04")


def test_up_finds_lines_with_the_same_start_in_any_case(session: ChatSession) -> None:
    answers(session, "Do roses need water", "Is it a dwarf rose", "do roses need water", "Is it a dwarf rose")
    assert typed(session, "do r", UP, "\r", pause=0.1) == "do roses need water"
    assert typed(session, "IS", UP, UP, "\r", pause=0.1) == "Is it a dwarf rose"
    assert CaseInsensitiveLine("Hello").startswith(("x", "hELL"))


def test_ctrl_r_finds_words_in_any_case(session: ChatSession) -> None:
    answers(session, "Do roses need water", "Is it a dwarf rose")
    assert typed(session, CTRL_R, "NEED", "\r", "\r", pause=0.1) == "Do roses need water"


def test_up_and_ctrl_r_find_nothing_after_forget(session: ChatSession) -> None:
    answers(session, "Do roses need water", "/forget")
    assert typed(session, UP, CTRL_R, "NEED", "\r", "\r", pause=0.1) == ""


def test_tab_fills_the_line_without_sending_it(session: ChatSession) -> None:
    assert typed(session, "water ros", "\t", "\r", "!", "\r", pause=0.15) == "When do roses need water?!"
    assert (
        typed(session, "need water", "\t", "\t", "\r", "!", "\r", pause=0.15) == "When do roses need water?!"
    )


@pytest.mark.parametrize("key", [RIGHT, CTRL_E])
def test_the_right_arrow_accepts_the_suggestion(session: ChatSession, key: str) -> None:
    assert typed(session, "when do", key, "\r", pause=0.15) == "when do roses need water?"


@pytest.mark.parametrize("key", [F1, LINUX_F1])
def test_f1_shows_help_and_keeps_the_line(
    session: ChatSession, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(session, "half", key, " more", "\r", pause=0.1) == "half more"
    assert "HELP" in capsys.readouterr().out


def test_vi_mode_edits_as_vi_does(session: ChatSession) -> None:
    assert typed(session, "roses water", "\x1b", "0dw", "A!", "\r", vi=True, pause=0.6) == "water!"
    with editing(session, vi=True) as (editor, keys):
        keys.send_text("\r")
        shown: list[str] = []
        editor.prompt.prompt(pre_run=lambda: shown.append(editor.toolbar()))
    assert shown[0].startswith("[I] | F1 help | Our garden | 5 answers")


@pytest.mark.parametrize(("tips", "shown"), [(True, [True, True, False, False]), (False, [False] * 4)])
def test_only_the_first_two_prompts_have_a_tip(session: ChatSession, tips: bool, shown: list[bool]) -> None:  # noqa: FBT001
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        editor = Editor(session, ChatSettings(tips=tips), print, input=keys, output=DummyOutput())
        toolbars = []
        for _ in shown:
            keys.send_text("x\r")
            toolbars.append(editor.toolbar())
            editor.read()
    assert [any(tip in toolbar for tip in TIPS) for toolbar in toolbars] == shown
