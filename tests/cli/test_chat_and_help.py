"""`footnote --replay` and `footnote help`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from footnote.chat import COMMANDS as CHAT_COMMANDS
from footnote.cli.commands import COMMANDS
from footnote.cli.commands.help import EXIT_CODES, TOPICS
from footnote.cli.exit_codes import Status
from footnote.cli.main import main
from footnote.console import ENVIRONMENT, ChatSettings
from footnote.settings import describe

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("content", ["[]", "hello", "{"])
def test_replay_of_a_file_without_a_chat_ends_with_2(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, content: str
) -> None:
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    assert main(["--replay", str(tmp_path / "x.json")]) == 2
    printed = capfd.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"footnote: cannot replay {tmp_path / 'x.json'}: ")


def help_text(capfd: pytest.CaptureFixture[str], *topic: str) -> str:
    assert main(["help", *topic]) == 0
    return capfd.readouterr().out


def test_help_lists_topics_and_commands(capfd: pytest.CaptureFixture[str]) -> None:
    text = help_text(capfd)
    assert [line.split()[0] for line in text.splitlines()[1:]] == [*TOPICS, *COMMANDS]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_shows_its_options(capfd: pytest.CaptureFixture[str], command: str) -> None:
    assert help_text(capfd, command).startswith(f"usage: footnote {command}")


@pytest.mark.parametrize(
    ("topic", "rows"),
    [
        ("chat", [command.usage for command in CHAT_COMMANDS]),
        ("config", [f"{setting.key} =" for setting in describe(ChatSettings)]),
        ("environment", list(ENVIRONMENT)),
        ("exit-codes", [str(code.value) for code in Status]),
    ],
)
def test_help_of_a_topic_has_a_row_for_each_thing_there_is(
    capfd: pytest.CaptureFixture[str], topic: str, rows: list[str]
) -> None:
    text = help_text(capfd, topic)
    for row in rows:
        assert f"\n  {row} " in text or f"\n{row}\n" in text, row
    assert EXIT_CODES.keys() == {int(code) for code in Status}


@pytest.mark.parametrize(
    ("topic", "hint"),
    [("confg", "did you mean config?"), ("scores", "did you mean score?"), ("xyzzy", "there are chat")],
)
def test_an_unknown_topic_gets_a_hint(capfd: pytest.CaptureFixture[str], topic: str, hint: str) -> None:
    assert main(["help", topic]) == 2
    assert hint in capfd.readouterr().err
