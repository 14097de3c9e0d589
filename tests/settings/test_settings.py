"""Settings from a table, the environment and options: what is accepted, and what each problem says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import pytest

from footnote.settings import (
    Key,
    Range,
    SettingsError,
    Value,
    Write,
    describe,
    from_environment,
    from_options,
    from_table,
    load,
    misspelled_variables,
    read,
    toml_table,
)

if TYPE_CHECKING:
    from pathlib import Path


def lower_case(value: str) -> str:
    if value != value.lower():
        raise ValueError("write it in lower case")
    return value.strip()


class Small(NamedTuple):
    """A record with a field of each type."""

    host: Annotated[str, lower_case, "The address to listen on."] = "localhost"
    port: Annotated[int, Range(0, 100), "The port."] = 80
    timeout: Annotated[float, Range(0.5, 60), "Seconds."] = 10.0
    debug: Annotated[bool, "Whether to say more."] = False
    links: bool | None = None
    color: Literal["auto", "never"] = "auto"
    keys: tuple[str, ...] = ()
    banks: Annotated[Mapping[str, str], Write('banks, as {garden = "path"}')] = {}
    journal: Annotated[str, Key("journal.address", "FOOTNOTE_JOURNAL")] = ""
    journal_text: Annotated[str, Key("journal.text")] = "none"


@dataclass(frozen=True)
class Desk:
    """A dataclass with a required field."""

    queues: Annotated[dict[str, str], Write("a bank for each queue")]
    user: str = "footnote"
    tags: tuple[str, ...] = field(default_factory=tuple)


def table(**values: Any) -> tuple[Small, list[str]]:
    return read(Small, from_table(Small, values, "file: {}".format))


def environment(**values: str) -> tuple[Small, list[str]]:
    return read(Small, from_environment(Small, values))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, Small()),
        ({"host": " here "}, Small(host="here")),
        ({"port": 0, "timeout": 1}, Small(port=0, timeout=1.0)),
        ({"debug": True, "links": False, "color": "never"}, Small(debug=True, links=False, color="never")),
        ({"keys": ["a", "b"], "banks": {"g": "/g"}}, Small(keys=("a", "b"), banks={"g": "/g"})),
        ({"journal": {"address": "a.db", "text": "full"}}, Small(journal="a.db", journal_text="full")),
    ],
)
def test_a_table_is_read_by_the_types_of_the_record(values: dict[str, Any], expected: Small) -> None:
    assert table(**values) == (expected, [])


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"port": 101}, "file: port: write a whole number from 0 to 100"),
        ({"port": -1}, "file: port: write a whole number from 0 to 100"),
        ({"port": True}, "file: port: write a whole number from 0 to 100"),
        ({"port": "80"}, "file: port: write a whole number from 0 to 100"),
        ({"timeout": float("nan")}, "file: timeout: write a number from 0.5 to 60"),
        ({"timeout": True}, "file: timeout: write a number from 0.5 to 60"),
        ({"debug": 1}, "file: debug: write true or false"),
        ({"debug": "yes"}, "file: debug: write true or false"),
        ({"color": "always"}, 'file: color: write "auto" or "never"'),
        ({"color": ["auto"]}, 'file: color: write "auto" or "never"'),
        ({"keys": "a"}, "file: keys: write a list of texts"),
        ({"keys": ["a", 1]}, "file: keys: write a list of texts"),
        ({"banks": {"g": 1}}, 'file: banks: write banks, as {garden = "path"}'),
        ({"host": 5}, "file: host: write a text in quotes"),
        ({"host": "HERE"}, "file: host: write it in lower case"),
        ({"prot": 80}, "file: prot: there is no such setting; write port"),
        ({"journal": {"txet": "full"}}, "file: journal.txet: there is no such setting; write journal.text"),
        ({"journal": "a.db"}, "file: journal: there is no such setting; write journal.text"),
    ],
)
def test_a_value_that_cannot_be_used_says_what_to_write(values: dict[str, Any], problem: str) -> None:
    assert table(**values) == (Small(), [problem])


def test_an_unknown_setting_without_a_near_name_lists_what_there_is() -> None:
    _, (problem,) = table(xyzzy=1)
    assert problem.startswith("file: xyzzy: there is no such setting; there are host, port, timeout")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"FOOTNOTE_PORT": "7", "FOOTNOTE_TIMEOUT": "2.5"}, Small(port=7, timeout=2.5)),
        ({"FOOTNOTE_TIMEOUT": "3"}, Small(timeout=3.0)),
        ({"FOOTNOTE_DEBUG": "Yes", "FOOTNOTE_LINKS": "0"}, Small(debug=True, links=False)),
        ({"FOOTNOTE_KEYS": "a, b,,"}, Small(keys=("a", "b"))),
        ({"FOOTNOTE_BANKS": "g=/g, h"}, Small(banks={"g": "/g", "h": "h"})),
        (
            {"FOOTNOTE_JOURNAL": "a.db", "FOOTNOTE_JOURNAL_TEXT": "full"},
            Small(journal="a.db", journal_text="full"),
        ),
        ({"FOOTNOTE_COLOR": "never", "OTHER": "x", "FOOTNOTE_OTHER": "x"}, Small(color="never")),
    ],
)
def test_the_environment_is_text_that_is_converted(values: dict[str, str], expected: Small) -> None:
    assert environment(**values) == (expected, [])


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("PORT", "x"),
        ("PORT", "7.5"),
        ("PORT", "\u00b2"),
        ("TIMEOUT", "1e3"),
        ("DEBUG", "maybe"),
        ("COLOR", ""),
    ],
)
def test_a_variable_that_cannot_be_converted_is_a_problem(variable: str, text: str) -> None:
    settings, (problem,) = environment(**{f"FOOTNOTE_{variable}": text})
    assert settings == Small()
    assert problem.startswith(f"FOOTNOTE_{variable}: write ")


def test_the_last_place_wins() -> None:
    values = {
        **from_table(Small, {"port": 1, "host": "a"}, "file: {}".format),
        **from_environment(Small, {"FOOTNOTE_PORT": "2"}),
        **from_options(Small, {"port": "3", "host": None, "journal_text": "full"}),
    }
    assert load(Small, values) == Small(port=3, host="a", journal_text="full")


def test_load_raises_every_problem_at_once() -> None:
    values = {"user": Value(1, "user"), "nobody": Value(1, "nobody")}
    with pytest.raises(SettingsError) as caught:
        load(Desk, values)
    assert caught.value.problems == (
        "nobody: there is no such setting; there are queues, user, tags",
        "queues: is missing; write a bank for each queue",
        "user: write a text in quotes",
    )
    assert load(Desk, {"queues": Value({"q": "b"}, "queues")}) == Desk({"q": "b"})


def test_an_option_is_named_as_it_is_written() -> None:
    values = from_options(Small, {"journal_text": 5})
    assert read(Small, values)[1] == ["--journal-text: write a text in quotes"]


def test_a_problem_never_shows_the_value() -> None:
    _, problems = environment(FOOTNOTE_PORT="s3cret", FOOTNOTE_HOST="S3CRET")
    assert len(problems) == 2
    assert not any("s3cret" in problem.lower() for problem in problems)


def test_a_variable_that_is_almost_ours_is_reported() -> None:
    environ = {
        "FOOTNOTE_KEY": "x",
        "FOOTNOTE_KEYS": "y",
        "FOOTNOTE_CONFIG": "z",
        "FOOTNOTE_SERVICE_HOST": "w",
    }
    problems = misspelled_variables(Small, environ, known=("FOOTNOTE_CONFIG",))
    assert problems == ["FOOTNOTE_KEY: there is no such setting; write FOOTNOTE_KEYS"]


def test_a_record_describes_itself() -> None:
    rows = {row.name: row for row in describe(Small)}
    assert rows["port"].about == "The port."
    assert (rows["port"].key, rows["port"].variable, rows["port"].default) == ("port", "FOOTNOTE_PORT", 80)
    assert (rows["journal_text"].key, rows["journal_text"].variable) == (
        "journal.text",
        "FOOTNOTE_JOURNAL_TEXT",
    )
    assert rows["links"].form == "true or false"
    assert [row.required for row in describe(Desk)] == [True, False, False]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a = [", "not TOML"),
        (b"a = " + b"[" * 5000, "nested too deeply"),
        (b"\xff", "utf-8"),
        (b"# " + b"x" * 2**17, "longer than 65536 bytes"),
    ],
)
def test_a_file_that_is_not_toml_is_a_settings_error(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=says) as caught:
        toml_table(str(path))
    assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize("path", ["/no/such/file", "/", "a\0b"])
def test_a_file_that_cannot_be_opened_is_a_settings_error(path: str) -> None:
    with pytest.raises(SettingsError):
        toml_table(path)


def test_a_byte_order_mark_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xef\xbb\xbfport = 7\r\n")
    assert toml_table(str(tmp_path / "config.toml")) == {"port": 7}
