"""What `footnote serve` can be told: by a TOML file, by the environment, by the command line.

One table, `SETTINGS`: the README shows it, and all of it is checked before anything is served. Stronger
beats weaker: command line, environment, file, what stands in the table.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from footnote.bank.locations import DEFAULT
from footnote.errors import BotError

from . import values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from footnote.journal.records import TextMode

CONFIG = "FOOTNOTE_CONFIG"
"""The environment's name for the settings file."""


class SettingsError(BotError):
    """The settings cannot be used. `problems` holds a sentence for each that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Setting(NamedTuple):
    """One row of the table. `name` is its key in the file (`journal.text`: `text` under `[journal]`), `env`
    its name in the environment; `read` makes the value of either, or raises ValueError with what to write.
    """

    name: str
    env: str
    default: object
    read: Callable[[object], object]
    meaning: str

    @property
    def field(self) -> str:
        return self.name.replace(".", "_")


SETTINGS = (
    Setting(
        "host",
        "FOOTNOTE_HOST",
        "127.0.0.1",
        values.text,
        "the address to listen on; `0.0.0.0` for all",
    ),
    Setting(
        "port",
        "FOOTNOTE_PORT",
        8000,
        values.whole(0, 65_535),
        "the port; 0 takes a free one",
    ),
    Setting(
        "banks",
        "FOOTNOTE_BANKS",
        {DEFAULT: DEFAULT},
        values.banks,
        "banks by the name that callers use, each a shipped bank's name or a path; the first answers "
        "where none is named",
    ),
    Setting(
        "origins",
        "FOOTNOTE_ORIGINS",
        (),
        values.origins,
        "pages elsewhere that may show the widget, as `https://desk.example`",
    ),
    Setting(
        "keys",
        "FOOTNOTE_KEYS",
        (),
        values.keys,
        "if any, every call of `/v1/…` and `/metrics` brings one: `Authorization: Bearer …`",
    ),
    Setting(
        "concurrency",
        "FOOTNOTE_CONCURRENCY",
        256,
        values.whole(1, 100_000),
        "requests in work at once; one more is told to come back in a second",
    ),
    Setting(
        "timeout",
        "FOOTNOTE_TIMEOUT",
        10.0,
        values.seconds,
        "seconds that a body may take to arrive, and a long question to be answered",
    ),
    Setting(
        "drain",
        "FOOTNOTE_DRAIN",
        20.0,
        values.seconds,
        "seconds that requests in work have to end after SIGTERM",
    ),
    Setting(
        "handoff.url",
        "FOOTNOTE_HANDOFF_URL",
        "",
        values.address,
        "where the desk takes a talk over: gets each handoff packet as a POST",
    ),
    Setting(
        "handoff.secret",
        "FOOTNOTE_HANDOFF_SECRET",
        "",
        values.text,
        "signs those POSTs: `Footnote-Signature` is HMAC-SHA256 of timestamp, `.` and body",
    ),
    Setting(
        "handoff.file",
        "FOOTNOTE_HANDOFF_FILE",
        "",
        values.file,
        "a file that gets each handoff packet as a line of JSON",
    ),
    Setting(
        "journal.address",
        "FOOTNOTE_JOURNAL",
        "",
        values.text,
        "where the journal is kept: an SQLite file, or `postgresql://…`; none is kept without",
    ),
    Setting(
        "journal.text",
        "FOOTNOTE_JOURNAL_TEXT",
        "none",
        values.one_of("none", "redacted", "full"),
        "what the journal keeps of a question's words",
    ),
    Setting(
        "journal.keep_days",
        "FOOTNOTE_JOURNAL_KEEP_DAYS",
        90,
        values.whole(1, 36_500),
        "days after which a journal line is gone",
    ),
)

_BY_NAME = {setting.name: setting for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, checked. Seconds are floats; a text that is not set is empty."""

    host: str = "127.0.0.1"
    port: int = 8000
    banks: Mapping[str, str] = field(default_factory=dict)
    origins: tuple[str, ...] = ()
    keys: tuple[str, ...] = field(default=(), repr=False)
    concurrency: int = 256
    timeout: float = 10.0
    drain: float = 20.0
    handoff_url: str = ""
    handoff_secret: str = field(default="", repr=False)
    handoff_file: str = ""
    journal_address: str = field(default="", repr=False)
    journal_text: TextMode = "none"
    journal_keep_days: int = 90


def settle(
    file: str | None = None,
    environ: Mapping[str, str] = os.environ,
    given: Mapping[str, object] | None = None,
) -> Settings:
    """The settings of a file (else the one that FOOTNOTE_CONFIG names), the environment and the command line.

    `given` maps names of the table to values. Raises SettingsError with every problem there is.
    """
    file = file or environ.get(CONFIG)
    problems = list(_misspelt(environ))
    written = _file(file, problems) if file else {}
    found: dict[str, object] = {}
    for setting in SETTINGS:
        where, value = _strongest(setting, file or "", written, environ, given or {})
        try:
            found[setting.field] = setting.read(value)
        except ValueError as error:
            problems.append(f"{where}: {error}")
    if problems:
        raise SettingsError(problems)
    return Settings(**found)  # type: ignore[arg-type]


def _strongest(
    setting: Setting,
    file: str,
    written: Mapping[str, object],
    environ: Mapping[str, str],
    given: Mapping[str, object],
) -> tuple[str, object]:
    """Where a setting is set, in the words of a problem, and what to."""
    if given.get(setting.name) is not None:
        return f"--{setting.name}", given[setting.name]
    if setting.env in environ:
        return setting.env, environ[setting.env]
    if setting.name in written:
        return f"{file}: {setting.name}", written[setting.name]
    return setting.name, setting.default


def _file(file: str, problems: list[str]) -> dict[str, object]:
    """What a settings file sets, by the names of the table."""
    try:
        data = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # ValueError: no TOML, no UTF-8, a NUL in the path
        problems.append(f"{file}: {getattr(error, 'strerror', None) or error}")
        return {}
    written = dict(_flat(data))
    problems += [f"{file}: {name}: {_unknown(name, _BY_NAME)}" for name in written if name not in _BY_NAME]
    return written


def _flat(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    """`{"journal": {"text": "none"}}` as `journal.text`; a table that is a setting itself stays whole."""
    for key, value in data.items():
        name = prefix + key
        if isinstance(value, dict) and name not in _BY_NAME:
            yield from _flat(value, name + ".")
        else:
            yield name, value


def _misspelt(environ: Mapping[str, str]) -> Iterator[str]:
    """Names in the environment that are nearly ours: FOOTNOTE_KEY would leave the door open unnoticed.

    Others that begin with FOOTNOTE_ are left alone: an orchestrator sets some for every service.
    """
    known = [setting.env for setting in SETTINGS] + [CONFIG]
    for name in environ:
        if name.startswith("FOOTNOTE_") and name not in known and get_close_matches(name, known, 1, 0.9):
            yield f"{name}: {_unknown(name, known)}"


def _unknown(name: str, known: Mapping[str, object] | list[str]) -> str:
    near = get_close_matches(name, list(known), 1)
    return f"there is no such setting; {f'write {near[0]}' if near else 'the README has the table'}"
