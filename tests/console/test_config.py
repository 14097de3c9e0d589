"""The chat's config file and its folders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from paths import ROOT

from footnote.console import ENVIRONMENT, ChatSettings, config_folder, read_settings, state_folder
from footnote.settings import describe

if TYPE_CHECKING:
    from pathlib import Path

ANY_BYTES = st.binary(max_size=400)


def read_config(folder: Path, text: str) -> tuple[ChatSettings, list[str]]:
    (folder / "config.toml").write_text(text, encoding="utf-8", newline="")
    return read_settings({"FOOTNOTE_CONFIG_HOME": str(folder)})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ChatSettings()),
        ('editing = "vi"\ntips = false\n', ChatSettings(editing="vi", tips=False)),
        (
            'plain = true\r\ncolor = "never"\r\nlinks = false',
            ChatSettings(plain=True, color="never", links=False),
        ),
        (
            'bank = "garden"\nsource = "C:\\\\copy.txt"\nprivate = true',
            ChatSettings(bank="garden", source="C:\\copy.txt", private=True),
        ),
    ],
)
def test_a_valid_config_is_read(tmp_path: Path, text: str, expected: ChatSettings) -> None:
    assert read_config(tmp_path, text) == (expected, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("editing = vi", "not TOML"),
        ('editing = "emcas"', 'editing: write "emacs" or "vi"; continuing without it'),
        ("tips = 1", "tips: write true or false"),
        ("bank = []", "bank: write a text in quotes"),
        ('colour = "never"', "colour: there is no such setting; write color"),
        ("[chat]\ntips = false", "chat: there is no such setting"),
        ("a = " + "[" * 5000, "nested too deeply"),
    ],
)
def test_a_problem_in_the_config_says_what_to_write(tmp_path: Path, text: str, problem: str) -> None:
    result, problems = read_config(tmp_path, text)
    assert len(problems) == 1
    assert problems[0].startswith(f"{tmp_path / 'config.toml'}: {'' if problem == 'not TOML' else problem}")
    assert problem in problems[0]
    assert result == ChatSettings()


def test_the_valid_part_of_a_config_is_used(tmp_path: Path) -> None:
    result, problems = read_config(tmp_path, 'editing = "emcas"\ntips = false')
    assert len(problems) == 1
    assert result == ChatSettings(tips=False)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_BYTES)
def test_a_config_of_any_bytes_is_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "config.toml").write_bytes(content)
    result, problems = read_settings({"FOOTNOTE_CONFIG_HOME": str(tmp_path)})
    assert result == ChatSettings() or not problems


def test_no_config_is_written_on_a_first_run(tmp_path: Path) -> None:
    assert read_settings({"HOME": str(tmp_path)}) == (ChatSettings(), [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("environ", "windows", "folders"),
    [
        ({"HOME": "/h"}, False, ("/h/.config/footnote", "/h/.local/state/footnote")),
        (
            {"HOME": "/h", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s"},
            False,
            ("/c/footnote", "/s/footnote"),
        ),
        (
            {"HOME": "/h", "XDG_CONFIG_HOME": "relative"},
            False,
            ("/h/.config/footnote", "/h/.local/state/footnote"),
        ),
        ({"FOOTNOTE_CONFIG_HOME": "/f", "XDG_STATE_HOME": "/s"}, False, ("/f", "/f")),
        ({"LOCALAPPDATA": "/u/AppData/Local", "HOME": "/h"}, True, ("/u/AppData/Local/footnote",) * 2),
    ],
)
def test_folders_follow_xdg_and_windows(
    environ: dict[str, str],
    windows: bool,  # noqa: FBT001
    folders: tuple[str, str],
) -> None:
    result = config_folder(environ, windows=windows), state_folder(environ, windows=windows)
    assert result == folders


def test_every_setting_says_what_it_does() -> None:
    assert all(setting.about.endswith(".") for setting in describe(ChatSettings))


@pytest.mark.parametrize(
    "folder", ["bot/footnote/chat", "bot/footnote/cli", "bot/footnote/console", "bot/footnote/runtime"]
)
def test_every_variable_that_is_read_is_documented(folder: str) -> None:
    """Those that only identify a terminal are left out."""
    documented = {name for names in ENVIRONMENT for name in names.split(", ")}
    for path in (ROOT / folder).rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        read = set(re.findall(r'"(FOOTNOTE_[A-Z_]+|XDG_[A-Z]+_HOME|(?:NO_|CLI|FORCE_)[A-Z_]+)"', text))
        assert read <= documented, path
