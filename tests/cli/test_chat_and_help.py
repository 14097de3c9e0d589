"""`footnote --replay` and `footnote help`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from command_line import run_cli
from paths import GARDEN

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


@pytest.fixture(name="configured")
def _configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a config file that names the garden bank."""
    monkeypatch.setenv("FOOTNOTE_CONFIG_HOME", str(tmp_path))
    (tmp_path / "config.toml").write_text(f"bank = '{GARDEN}'\n", encoding="utf-8")
    return tmp_path


def test_replay_asks_the_bank_of_the_config_file(capfd: pytest.CaptureFixture[str], configured: Path) -> None:
    (configured / "x.chat").write_text("> do roses need water\n", encoding="utf-8")
    assert main(["--replay", str(configured / "x.chat")]) == 0
    assert "Every morning [1]." in capfd.readouterr().out


def test_a_pipe_is_answered_from_the_bank_of_the_config_file(configured: Path) -> None:
    typed = b"do roses need water\n"
    home = str(configured)
    assert b"Every morning [1]." in run_cli(configured, typed=typed, FOOTNOTE_CONFIG_HOME=home).stdout
    named = run_cli(configured, "--bank", "micrometastases", typed=typed, FOOTNOTE_CONFIG_HOME=home)
    assert b"Every morning [1]." not in named.stdout


def test_a_wrong_setting_is_named_in_a_pipe(configured: Path) -> None:
    (configured / "config.toml").write_text("bank = 3\n", encoding="utf-8")
    done = run_cli(configured, typed=b"hello\n", FOOTNOTE_CONFIG_HOME=str(configured))
    assert done.stderr.decode() == (
        f"footnote: {configured / 'config.toml'}: bank: write a text in quotes; continuing without it\n"
    )


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
    [("confg", "did you mean config?"), ("scores", "did you mean score?"), ("xyzzy", "write one of chat")],
)
def test_an_unknown_topic_gets_a_hint(capfd: pytest.CaptureFixture[str], topic: str, hint: str) -> None:
    assert main(["help", topic]) == 2
    assert hint in capfd.readouterr().err
