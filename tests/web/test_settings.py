"""Settings of the service: from a file, the environment, the command line; and what is wrong with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from service import GARDEN

from footnote.web.settings import Settings, SettingsError, settle

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


def test_without_a_word_the_shipped_bank_is_served_here() -> None:
    """On this machine only, with no key, no origin, no journal."""
    settings = settle(environ={})
    assert settings == Settings(banks=settings.banks)
    assert (
        [Path(path).name for path in settings.banks.values()] == list(settings.banks) == ["micrometastases"]
    )


def test_a_file_sets_what_it_names(file: str) -> None:
    """Tables are the part before the dot."""
    settings = settle(file, environ={})
    assert (settings.port, settings.host) == (9000, "127.0.0.1")
    assert settings.origins == ("https://desk.example", "http://localhost:3000")
    assert list(settings.banks) == ["garden", "breast"]
    assert (settings.journal_text, settings.handoff_url) == ("redacted", "https://desk.example/hook")


def test_the_stronger_beats_the_weaker(file: str) -> None:
    """Command line, environment, file, default; the environment may name the file."""
    environ = {
        "FOOTNOTE_CONFIG": file,
        "FOOTNOTE_PORT": "9001",
        "FOOTNOTE_DRAIN": "2.5",
        "FOOTNOTE_ORIGINS": "",
    }
    settings = settle(environ=environ, given={"port": "9002", "host": None})
    assert (settings.port, settings.drain, settings.origins) == (9002, 2.5, ())
    assert settle(environ=environ).port == 9001


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    """Each with where it stands and what to write."""
    path = tmp_path / "footnote.toml"
    path.write_text(
        'prot = 1\nport = true\norigins = ["https://desk.example/"]\n[journal]\ntext = "all"\n',
        encoding="utf-8",
    )
    with pytest.raises(SettingsError) as caught:
        settle(
            str(path),
            environ={"FOOTNOTE_TIMEOUT": "soon", "FOOTNOTE_KEY": "x", "FOOTNOTE_SERVICE_HOST": "10.0.0.1"},
        )
    assert [problem.replace(str(path), "FILE") for problem in caught.value.problems] == [
        "FOOTNOTE_KEY: there is no such setting; write FOOTNOTE_KEYS",
        "FILE: prot: there is no such setting; write port",
        "FILE: port: write a whole number from 0 to 65535",
        "FILE: origins: 'https://desk.example/' is no origin; write it without a path, as https://desk.example",
        "FOOTNOTE_TIMEOUT: write a number of seconds from 0.1 to 3600",
        "FILE: journal.text: write one of none, redacted, full",
    ]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("banks", {}, "at least one bank"),
        ("banks", "nowhere", "no bank 'nowhere'"),
        ("banks", {"a b": "micrometastases"}, "no name of a bank"),
        ("banks", {"a": 1}, "a path"),
        ("keys", ["short"], "key 1: write at least 16"),
        ("keys", "long enough but spaces", "no space"),
        ("keys", 16, "a list of texts"),
        ("origins", ["*"], "no origin"),
        ("origins", ["https://Desk.example"], "small letters"),
        ("origins", ["desk.example"], "no origin"),
        ("handoff.url", "ftp://desk.example", "https://"),
        ("handoff.url", "https://", "https://"),
        ("handoff.file", "/nowhere/packets.jsonl", "a folder that can be written to"),
        ("handoff.secret", "a\nb", "one line"),
        ("concurrency", 0, "from 1"),
        ("port", "tcp://10.0.0.1:80", "whole number"),
        ("timeout", True, "seconds"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(name: str, value: object, says: str) -> None:
    """In a sentence that says what to write."""
    with pytest.raises(SettingsError, match=re.escape(says)) as caught:
        settle(environ={}, given={name: value})
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize("content", [b"port = ", b"\xff", None])
def test_a_file_that_cannot_be_read_is_a_problem_too(tmp_path: Path, content: bytes | None) -> None:
    """Not TOML, not UTF-8, not there."""
    path = tmp_path / "footnote.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"footnote\.toml: "):
        settle(str(path), environ={})


def test_a_key_is_never_shown() -> None:
    """Not in a problem, and not where settings are printed."""
    with pytest.raises(SettingsError) as caught:
        settle(environ={"FOOTNOTE_KEYS": "swordfish"})
    assert "swordfish" not in str(caught.value)
    assert "swordfish" not in repr(settle(environ={"FOOTNOTE_KEYS": "swordfish-swordfish"}))
