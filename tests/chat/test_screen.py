"""A real chat in a real terminal: a few, since each starts a process."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from itertools import count
from typing import TYPE_CHECKING

import pytest
from chatting import ESCAPE, GARDEN, ROOT, bare, environment, garden, spawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pexpect

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are not to be had here", allow_module_level=True)

READY = r"\x1b\[\?2004h"  # prompt_toolkit reads keys from here on
PROMPT = "You: "


def ended(chat: pexpect.spawn[str]) -> int | None:
    """The exit status, once all output is read."""
    import pexpect

    chat.expect(pexpect.EOF)
    chat.close()
    status: int | None = chat.exitstatus
    return status


def modes(chat: pexpect.spawn[str]) -> list[object]:
    """The terminal's modes, as `stty -g` has them."""
    import termios

    return [str(mode) for mode in termios.tcgetattr(chat.child_fd)]


def test_must_7_ctrl_c_keeps_the_chat_ctrl_d_ends_it(tmp_path: Path) -> None:
    """The terminal is left as it was, the cursor visible."""
    chat = spawn(tmp_path, "--bank", str(GARDEN))
    before = modes(chat)
    chat.expect(READY)
    chat.send("half a line")
    chat.expect("line")
    chat.send("\x03")
    time.sleep(0.3)
    assert chat.isalive()
    chat.send("do roses need water\r")
    chat.expect("Every morning")
    chat.expect(READY)
    chat.send("\x03")
    chat.expect("Ctrl-D or /quit ends the chat")
    chat.expect(READY)
    chat.send("\x04")
    seen = chat.read()
    assert seen.rfind("\x1b[?25h") >= seen.rfind("\x1b[?25l")
    assert modes(chat) == before
    assert ended(chat) == 0


@pytest.mark.parametrize("options", [["--plain"], []])
def test_must_9_plain_mode_only_adds_lines(tmp_path: Path, options: list[str]) -> None:
    """No escape from beginning to end; answers, sources and choices say what they are. So with TERM=dumb."""
    chat = spawn(tmp_path, *options, "--bank", str(GARDEN), TERM="xterm-256color" if options else "dumb")
    chat.expect(PROMPT)
    log = chat.before + chat.after
    for line in ("do roses need water", "how do I mow the lawn", "1", "/quit"):
        chat.sendline(line)
        log += "" if line == "/quit" else (chat.expect(PROMPT), chat.before + chat.after)[1]
    log += chat.read()
    assert "\x1b" not in log
    lines = log.replace("\r", "").split("\n")
    assert "Bot: Every morning (source 1)." in lines
    assert any(line.startswith("Source 1: Garden") for line in lines)
    assert "1. When do roses need water?" in lines
    assert ended(chat) == 0


def test_must_8_no_color_means_no_colour(tmp_path: Path) -> None:
    """No SGR colour code, in prompt, suggestion, menu, answer or link."""
    chat = spawn(tmp_path, "--bank", str(GARDEN), NO_COLOR="1")
    chat.expect(READY)
    chat.send("do roses\t")
    time.sleep(0.5)
    chat.send(" need water\r")
    chat.expect("Every morning")
    chat.expect(READY)
    chat.send("\x04")
    codes = re.findall(r"\x1b\[([\d;]*)m", chat.before + chat.read())
    numbers = {int(number) for code in codes for number in code.split(";") if number}
    assert not numbers & {*range(30, 39), *range(40, 49), *range(90, 108)}
    assert ended(chat) == 0


def test_colour_is_there_where_it_may_be(tmp_path: Path) -> None:
    """So that the test above can fail."""
    chat = spawn(tmp_path, "--bank", str(GARDEN), FORCE_HYPERLINK="1")
    chat.expect(READY)
    chat.send("do roses need water\r")
    chat.expect(READY)
    seen = chat.before
    assert "\x1b[36m[1]" in seen
    assert "\x1b]8;;https://garden.example/guide#" in seen
    assert "[1] Garden" in bare(seen)
    chat.send("\x04")
    assert ended(chat) == 0


def test_must_13_an_unwritable_home_is_no_error(tmp_path: Path) -> None:
    """It says once that history is off, and answers."""
    (tmp_path / "home").write_text("", encoding="utf-8")
    chat = spawn(tmp_path, "--plain", "--bank", str(GARDEN), HOME=str(tmp_path / "home"))
    chat.expect(PROMPT)
    assert chat.before.count("History is off") == 1
    chat.sendline("do roses need water")
    chat.expect("Every morning")
    chat.expect(PROMPT)
    assert "History is off" not in chat.before
    chat.sendeof()
    assert ended(chat) == 0


def test_must_12_a_private_chat_leaves_no_file(tmp_path: Path) -> None:
    """Nor a folder."""
    home = tmp_path / "home"
    home.mkdir()
    chat = spawn(home, "--plain", "--private", "--bank", str(GARDEN))
    chat.expect(PROMPT)
    chat.sendline("do roses need water")
    chat.expect(PROMPT)
    chat.sendeof()
    assert ended(chat) == 0
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("early", [True, False], ids=["before the greeting", "after it"])
def test_delight_27_keys_typed_ahead_are_not_lost(tmp_path: Path, early: bool) -> None:  # noqa: FBT001
    """Answered once, and shown after the prompt, where they belong."""
    chat = spawn(tmp_path, "--bank", str(GARDEN))
    if early:
        chat.send("do roses need water\r")
    chat.expect("answered from one source")
    if not early:
        chat.send("do roses need water\r")
        chat.expect(READY)
        assert "roses" not in chat.before
    chat.expect("Every morning")
    chat.expect(READY)
    chat.send("\x04")
    assert "Every morning" not in chat.before + chat.read()
    assert ended(chat) == 0


@pytest.mark.parametrize("options", [[], ["--plain"]])
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_chat_in_order(tmp_path: Path, name: str, options: list[str]) -> None:
    """No traceback, the terminal as it was, the history whole."""
    chat = spawn(tmp_path, *options, "--bank", str(GARDEN))
    before = modes(chat)
    ready = PROMPT if options else READY
    chat.expect(ready)
    chat.send("do roses need water\r")
    chat.expect("Every morning")
    chat.expect(ready)
    chat.send("half a")
    time.sleep(0.3)
    chat.kill(getattr(signal, name))
    seen = chat.read()
    assert "Traceback" not in seen
    assert modes(chat) == before
    assert ended(chat) == 128 + getattr(signal, name)
    kept = tmp_path / ".local" / "state" / "footnote" / "history.jsonl"
    assert kept.read_text(encoding="utf-8") == '"do roses need water"\n'


@pytest.mark.parametrize("options", [[], ["--plain"]])
def test_a_terminal_that_dies_ends_the_chat(tmp_path: Path, options: list[str]) -> None:
    """It does not spin, and leaves no traceback where standard error goes."""
    import pty

    process, terminal = pty.fork()
    errors = tmp_path / "errors"
    if process == 0:  # pragma: no cover
        os.dup2(os.open(errors, os.O_CREAT | os.O_WRONLY), 2)
        os.execve(sys.executable, [sys.executable, "-m", "footnote", *options], environment(tmp_path))  # noqa: S606
    seen = b""
    while (b"You: " if options else b"\x1b[?2004h") not in seen:
        seen += os.read(terminal, 4096)
    os.close(terminal)
    assert until(lambda: os.waitpid(process, os.WNOHANG)[0] == process)
    assert errors.read_text(encoding="utf-8") == ""


def test_should_26_a_broken_bank_is_said_in_the_chat(tmp_path: Path) -> None:
    """With the line where it is broken; the old one answers."""
    bank = garden(tmp_path)
    chat = spawn(tmp_path, "--plain", "--bank", str(bank), columns=200)
    chat.expect(PROMPT)
    file = bank / "bank.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("schema: 1", "schema: 9"), encoding="utf-8")
    chat.sendline("do roses need water")
    chat.expect(r"bank\.yaml:2:9: ")
    chat.expect("Every morning")
    chat.expect(PROMPT)
    chat.sendeof()
    assert ended(chat) == 0


def test_a_config_with_a_mistake_is_said_and_the_rest_taken(tmp_path: Path) -> None:
    """Once, and the chat begins."""
    (tmp_path / "config.toml").write_text('plain = true\neditting = "vi"\n', encoding="utf-8")
    chat = spawn(tmp_path, "--bank", str(GARDEN), FOOTNOTE_CONFIG_HOME=str(tmp_path), columns=200)
    chat.expect(PROMPT)
    assert "there is no setting 'editting'" in " ".join(chat.before.split())
    chat.sendeof()
    assert ended(chat) == 0


def until(true: Callable[[], bool], seconds: float = 15) -> bool:
    """Whether it becomes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False


NUMBERS = count()


class Screen:
    """A tmux window with a chat in it, as a person sees it."""

    def __init__(self, home: Path, columns: int, rows: int, *arguments: str, **more: str) -> None:
        ours = [f"{name}={value}" for name, value in environment(home, TERM="tmux-256color", **more).items()]
        self._socket = f"footnote-{os.getpid()}-{next(NUMBERS)}"
        command = ["env", "-i", *ours, sys.executable, "-m", "footnote", *arguments]
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows), *command)
        self._tmux("set-option", "-g", "set-clipboard", "on")

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._socket, *arguments],
            capture_output=True,
            encoding="utf-8",
            cwd=ROOT,
            check=False,
        )
        return done.stdout

    def keys(self, *keys: str) -> None:
        """Type them, names of keys such as Enter among them."""
        for key in keys:
            self._tmux("send-keys", key)

    def resize(self, columns: int, rows: int) -> None:
        """Drag the window's corner."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def text(self) -> str:
        """What is on the screen."""
        return self._tmux("capture-pane", "-p")

    def shows(self, pattern: str) -> bool:
        """Whether the screen comes to show this."""
        return until(lambda: bool(re.search(pattern, self.text(), re.MULTILINE)))

    def clipboard(self) -> str:
        """What was last copied."""
        return self._tmux("show-buffer")

    def close(self) -> None:
        """End it."""
        self._tmux("kill-server")


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Callable[..., Screen]]:
    """Opens a window on a chat; it is closed after the test."""
    if not shutil.which("tmux"):
        if os.environ.get("CI") == "true":
            pytest.fail("tmux is missing: install it")
        pytest.skip("tmux is not installed")
    opened: list[Screen] = []

    def open_one(columns: int, rows: int, *arguments: str, **more: str) -> Screen:
        opened.append(Screen(tmp_path, columns, rows, "--bank", str(GARDEN), *arguments, **more))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


def test_should_24_resizing_keeps_the_line(screen: Callable[..., Screen]) -> None:
    """From 80 columns to 30 while typing: one prompt, the text whole."""
    window = screen(80, 24)
    assert window.shows(r"^>")
    window.keys("do roses need water in the very early morning")
    assert window.shows("early morning")
    window.resize(30, 24)
    assert window.shows(r"early\s+morning|earl\ny morning|early m\norning")
    time.sleep(0.3)
    assert len(re.findall(r"^> ", window.text(), re.MULTILINE)) == 1
    window.keys("Enter")
    assert window.shows("Every morning")


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_must_10_the_screen_at_three_widths(screen: Callable[..., Screen], columns: int) -> None:
    """Text ends before the window does, and at 80 columns at most."""
    window = screen(columns, 30)
    assert window.shows(r"^>")
    window.keys("how do I mow the lawn", "Enter")
    assert window.shows(r"^  1\.  When do roses need water\?")
    window.keys("1", "Enter")
    assert window.shows(r"^  \[1\] Garden")
    words = [line for line in window.text().split("\n") if "://" not in line]
    assert max(map(len, words)) <= min(columns, 80)


def test_a_low_window_has_no_quiet_line(screen: Callable[..., Screen]) -> None:
    """Each of its rows is the talk's."""
    low = screen(80, 9)
    assert low.shows(r"^>")
    assert "answers" not in low.text()
    low.close()
    high = screen(80, 10)
    assert high.shows("F1 help | Our garden | 5 answers")


def test_should_17_tab_shows_the_questions(screen: Callable[..., Screen]) -> None:
    """Those with the words typed, in any order."""
    window = screen(80, 24)
    assert window.shows(r"^>")
    window.keys("water nee", "Tab")
    assert window.shows(r"When do roses need water\?")
    assert "When do tulips need water?" in window.text()


def test_delight_31_copy_reaches_the_clipboard(screen: Callable[..., Screen]) -> None:
    """Through tmux, which takes it when it is told to."""
    window = screen(80, 24)
    assert window.shows(r"^>")
    window.keys("do roses need water", "Enter")
    assert window.shows("Every morning")
    window.keys("/copy", "Enter")
    assert window.shows("Sent to the clipboard")
    assert until(lambda: window.clipboard().startswith("Every morning [1].\n  [1] Garden"))


def test_delight_28_the_same_words_on_the_screen(screen: Callable[..., Screen]) -> None:
    """With links and without."""
    shown = []
    for forced in ("0", "1"):
        window = screen(80, 24, FORCE_HYPERLINK=forced)
        assert window.shows(r"^>")
        window.keys("do roses need water", "Enter")
        assert window.shows("lists all I answer")
        shown.append(window.text())
        window.close()
    assert shown[0] == shown[1]


def test_a_paused_chat_goes_on(screen: Callable[..., Screen]) -> None:
    """/topics in the pager, and back at the prompt."""
    window = screen(80, 10, FOOTNOTE_PAGER="less")
    assert window.shows(r"^>")
    window.keys("/topics", "Enter")
    assert window.shows(r"^:|\(END\)")
    window.keys("q", "2", "Enter")
    assert window.shows("Not in winter")


def test_the_pattern_that_finds_escapes_finds_them() -> None:
    """What plain mode is held against."""
    assert ESCAPE.search("\x1b[?2004h")
