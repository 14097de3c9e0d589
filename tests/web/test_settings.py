"""Settings of the service: from a file, the environment, the command line; and what is wrong with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from paths import GARDEN

from footnote.settings import SettingsError
from footnote.web.settings import ServiceSettings, load_settings

FILE = """
port = 9000
origins = ["https://desk.example", "http://localhost:3000"]

[banks]
garden = "{garden}"
breast = "micrometastases"

[handoff]
url = "https://desk.example/hook"

[journal]
address = "journal.sqlite3"
text = "redacted"
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "footnote.toml"
    path.write_text(FILE.format(garden=GARDEN.as_posix()), encoding="utf-8")
    return str(path)


def test_the_defaults_serve_the_shipped_bank_on_this_machine() -> None:
    """Without keys, origins and journal."""
    settings = load_settings(environ={})
    assert settings == ServiceSettings(banks=settings.banks)
    assert (
        [Path(path).name for path in settings.banks.values()] == list(settings.banks) == ["micrometastases"]
    )


def test_a_file_overrides_the_defaults(file: str) -> None:
    """A table is the part of a name before the dot."""
    settings = load_settings(file, environ={})
    assert (settings.port, settings.host) == (9000, "127.0.0.1")
    assert settings.origins == ("https://desk.example", "http://localhost:3000")
    assert list(settings.banks) == ["garden", "breast"]
    assert (settings.journal_text, settings.handoff_url) == ("redacted", "https://desk.example/hook")


def test_the_command_line_overrides_the_environment_and_that_the_file(file: str) -> None:
    """The environment may also name the file."""
    environ = {
        "FOOTNOTE_CONFIG": file,
        "FOOTNOTE_PORT": "9001",
        "FOOTNOTE_DRAIN": "2.5",
        "FOOTNOTE_ORIGINS": "",
    }
    settings = load_settings(environ=environ, options={"port": "9002", "host": None})
    assert (settings.port, settings.drain, settings.origins) == (9002, 2.5, ())
    assert load_settings(environ=environ).port == 9001


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    """Each with its place and what to write."""
    path = tmp_path / "footnote.toml"
    path.write_text(
        'prot = 1\nport = true\norigins = ["https://desk.example/"]\n[journal]\ntext = "all"\n',
        encoding="utf-8",
    )
    with pytest.raises(SettingsError) as caught:
        load_settings(
            str(path),
            environ={"FOOTNOTE_TIMEOUT": "soon", "FOOTNOTE_KEY": "x", "FOOTNOTE_SERVICE_HOST": "10.0.0.1"},
        )
    assert [problem.replace(str(path), "FILE") for problem in caught.value.problems] == [
        "FOOTNOTE_KEY: there is no such setting; write FOOTNOTE_KEYS",
        "FILE: prot: there is no such setting; write port",
        "FILE: port: write a whole number from 0 to 65535",
        "FILE: origins: 'https://desk.example/' is not an origin; write it without a path, as https://desk.example",
        "FOOTNOTE_TIMEOUT: write a number of seconds from 0.1 to 3600",
        'FILE: journal.text: write "none" or "redacted" or "full"',
    ]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("banks", {}, "at least one bank"),
        ("banks", "nowhere", "no bank 'nowhere'"),
        ("banks", {"a b": "micrometastases"}, "cannot name a bank"),
        ("banks", {"a": 1}, "a table of names"),
        ("keys", ["short"], "key 1: write at least 16"),
        ("keys", "long enough but spaces", "without spaces"),
        ("keys", 16, "a list of texts"),
        ("origins", ["*"], "not an origin"),
        ("origins", ["https://Desk.example"], "lower case"),
        ("origins", ["desk.example"], "not an origin"),
        ("handoff_url", "ftp://desk.example", "https://"),
        ("handoff_url", "https://", "https://"),
        ("handoff_file", "/nowhere/packets.jsonl", "a folder that can be written to"),
        ("handoff_secret", "a\nb", "one line"),
        ("concurrency", 0, "from 1"),
        ("port", "tcp://10.0.0.1:80", "whole number"),
        ("timeout", True, "seconds"),
    ],
)
def test_a_wrong_value_is_refused(name: str, value: object, says: str) -> None:
    """With a sentence that says what to write."""
    with pytest.raises(SettingsError, match=re.escape(says)) as caught:
        load_settings(environ={}, options={name: value})
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize("content", [b"port = ", b"\xff", None])
def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path, content: bytes | None) -> None:
    """Not TOML, not UTF-8, not there."""
    path = tmp_path / "footnote.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"footnote\.toml: "):
        load_settings(str(path), environ={})


def test_a_key_is_never_shown() -> None:
    """Not in a problem, and not where settings are printed."""
    with pytest.raises(SettingsError) as caught:
        load_settings(environ={"FOOTNOTE_KEYS": "swordfish"})
    with pytest.raises(SettingsError, match="no key is in it"):
        load_settings(environ={"FOOTNOTE_KEYS": " , "})
    assert "swordfish" not in str(caught.value)
    assert "swordfish" not in repr(load_settings(environ={"FOOTNOTE_KEYS": "swordfish-swordfish"}))
