"""A real chat in a pseudo-terminal: few tests, since each starts a process."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest
from chatting import bare, spawn, until
from command_line import environment
from paths import GARDEN, copy_garden

if TYPE_CHECKING:
    from pathlib import Path

    import pexpect

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals", allow_module_level=True)

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


def test_ctrl_c_clears_the_line_and_ctrl_d_restores_the_terminal(tmp_path: Path) -> None:
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
    chat.expect("Press Ctrl-D or type /quit to leave")
    chat.expect(READY)
    chat.send("\x04")
    seen = chat.read()
    assert seen.rfind("\x1b[?25h") >= seen.rfind("\x1b[?25l")
    assert modes(chat) == before
    assert ended(chat) == 0


@pytest.mark.parametrize("options", [["--plain"], []])
def test_plain_mode_sends_no_escape(tmp_path: Path, options: list[str]) -> None:
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
    assert "a. When do roses need water?" in lines
    assert ended(chat) == 0


def test_no_color_sends_no_colour_code(tmp_path: Path) -> None:
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


def test_a_terminal_gets_colour_and_links(tmp_path: Path) -> None:
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


def test_an_unwritable_home_is_reported_once(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("", encoding="utf-8")
    chat = spawn(tmp_path, "--plain", "--bank", str(GARDEN), HOME=str(tmp_path / "home"))
    chat.expect(PROMPT)
    assert chat.before.count("questions are not saved") == 1
    chat.sendline("do roses need water")
    chat.expect("Every morning")
    chat.expect(PROMPT)
    assert "questions are not saved" not in chat.before
    chat.sendeof()
    assert ended(chat) == 0


def test_a_private_chat_leaves_no_file(tmp_path: Path) -> None:
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
def test_keys_typed_ahead_are_not_lost(tmp_path: Path, early: bool) -> None:  # noqa: FBT001
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
def test_a_signal_restores_the_terminal(tmp_path: Path, name: str, options: list[str]) -> None:
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
def test_a_closed_terminal_ends_the_chat(tmp_path: Path, options: list[str]) -> None:
    import pty

    arguments = [*options, "--bank", str(GARDEN)]
    process, terminal = pty.fork()
    errors = tmp_path / "errors"
    if process == 0:  # pragma: no cover
        os.dup2(os.open(errors, os.O_CREAT | os.O_WRONLY), 2)
        os.execve(sys.executable, [sys.executable, "-m", "footnote", *arguments], environment(tmp_path))  # noqa: S606
    seen = b""
    while (b"You: " if options else b"\x1b[?2004h") not in seen:
        seen += os.read(terminal, 4096)
    os.close(terminal)
    assert until(lambda: os.waitpid(process, os.WNOHANG)[0] == process)
    assert errors.read_text(encoding="utf-8") == ""


def test_an_invalid_bank_is_reported_with_its_line(tmp_path: Path) -> None:
    bank = copy_garden(tmp_path)
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


def test_a_mistake_in_the_config_is_reported_and_the_rest_used(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('plain = true\neditting = "vi"\n', encoding="utf-8")
    chat = spawn(tmp_path, "--bank", str(GARDEN), FOOTNOTE_CONFIG_HOME=str(tmp_path), columns=200)
    chat.expect(PROMPT)
    assert "editting: there is no such setting; write editing" in " ".join(chat.before.split())
    chat.sendeof()
    assert ended(chat) == 0
