"""The settings of `footnote serve`, from a TOML file, the environment and the command line.

`ServiceSettings` describes all of them; the README's table is made from it, and everything is checked before
anything is served. The command line overrides the environment, and the environment overrides the file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from ipaddress import ip_network
from typing import Annotated
from urllib.parse import urlsplit

from footnote.bank import DEFAULT, find_bank
from footnote.desks import check_desk, check_line
from footnote.desks.answering.settings import check_answering
from footnote.desks.transcripts.settings import TranscriptSettings, check_transcript
from footnote.errors import UnknownBank
from footnote.journal import TextMode
from footnote.settings import (
    Key,
    Range,
    SettingsError,
    Value,
    Write,
    from_environment,
    from_options,
    from_table,
    load,
    misspelled_variables,
    toml_table,
)

CONFIG_VARIABLE = "FOOTNOTE_CONFIG"
"""The environment variable with the path of the settings file."""

MIN_KEY_LENGTH = 16
_BANK_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SECONDS = Write("a number of seconds from 0.1 to 3600")


def check_banks(value: Mapping[str, str]) -> dict[str, str]:
    """Banks by name, with the absolute paths that their names or paths stand for."""
    if not value:
        raise ValueError('write at least one bank, as `banks = {micrometastases = "micrometastases"}`')
    return {name: _bank_path(name, path) for name, path in value.items()}


def _bank_path(name: str, path: str) -> str:
    if not _BANK_NAME.fullmatch(name):
        raise ValueError(
            f"{name!r} cannot name a bank; write up to 100 letters, digits, dots, hyphens and underscores"
        )
    if "\0" in path:
        raise ValueError(f"{name}: write the name of a shipped bank, or a path")
    try:
        return os.path.abspath(find_bank(path))
    except UnknownBank as error:
        raise ValueError(f"{name}: {error}") from error


def check_origins(value: tuple[str, ...]) -> tuple[str, ...]:
    """Origins of pages as browsers send them: scheme, host, and a port that is not the usual one."""
    for origin in value:
        parts = urlsplit(origin)
        is_web = parts.scheme in ("http", "https") and parts.netloc
        if not is_web or origin != f"{parts.scheme}://{parts.netloc}":
            raise ValueError(f"{origin!r} is not an origin; write it without a path, as https://desk.example")
        if origin != origin.lower():
            raise ValueError(f"{origin!r}: browsers send origins in lower case; write {origin.lower()!r}")
    return value


def check_proxies(value: tuple[str, ...]) -> tuple[str, ...]:
    """Addresses and networks. Names are none: a request comes from an address."""
    for proxy in value:
        try:
            ip_network(proxy)
        except ValueError:
            text = f"{proxy!r} is no address and no network; write it as 127.0.0.1 or 10.0.0.0/8"
            raise ValueError(text) from None
    return value


def check_keys(value: tuple[str, ...]) -> tuple[str, ...]:
    """Keys that are long enough not to be guessed. The problem never shows one. A list without any, such as
    of secrets that are missing, must not open the service.
    """
    if not value:
        raise ValueError("no key is in it; write one, or leave the setting out for a service without keys")
    for number, key in enumerate(value, start=1):
        if len(key) < MIN_KEY_LENGTH or not re.fullmatch(r"[!-~]+", key):
            raise ValueError(
                f"key {number}: write at least {MIN_KEY_LENGTH} letters, digits or signs, without spaces"
            )
    return value


@dataclass(frozen=True, slots=True)
class ServiceSettings(TranscriptSettings):
    """The settings, checked. Times are in seconds; an empty text is a setting that is not set."""

    host: Annotated[str, check_line, "the address to listen on; `0.0.0.0` for all"] = "127.0.0.1"
    port: Annotated[int, Range(0, 65_535), "the port; 0 takes a free one"] = 8000
    banks: Annotated[
        Mapping[str, str],
        check_banks,
        "banks by the name that callers use, each a shipped bank's name or a path; the first is the default",
    ] = field(default_factory=lambda: {DEFAULT: DEFAULT})
    origins: Annotated[
        tuple[str, ...],
        check_origins,
        "origins of pages that may show the widget, such as `https://desk.example`",
    ] = ()
    keys: Annotated[
        tuple[str, ...],
        check_keys,
        "if set, every call of `/v1/…` and `/metrics` needs one: `Authorization: Bearer …`",
    ] = field(default=(), repr=False)
    rate_address: Annotated[
        float,
        Key("rate.address"),
        Range(0, 100_000),
        "requests of `/v1/…` a second from the address of a client (in IPv6, a network of 64 bits); further "
        "ones get status 429; 0: no limit",
    ] = 0.0
    rate_key: Annotated[
        float, Key("rate.key"), Range(0, 100_000), "the same for each of the `keys`, wherever it is used"
    ] = 0.0
    rate_burst: Annotated[
        int, Key("rate.burst"), Range(1, 100_000), "requests that each may send at once before that"
    ] = 40
    proxies: Annotated[
        tuple[str, ...],
        check_proxies,
        "addresses or networks of proxies whose `X-Forwarded-For` tells the client's address, such as "
        "`127.0.0.1`",
    ] = ()
    concurrency: Annotated[
        int,
        Range(1, 100_000),
        "requests that have arrived and are in progress at once; further ones get status 503",
    ] = 1000
    connections: Annotated[
        int,
        Range(1, 100_000),
        "connections at once; for a further one, that which has waited longest for a request is closed",
    ] = 1000
    wait: Annotated[
        float,
        Range(0.1, 3600),
        _SECONDS,
        "seconds that a question may wait for its turn; beyond that it gets status 503",
    ] = 1.0
    timeout: Annotated[
        float,
        Range(0.1, 3600),
        _SECONDS,
        "seconds for a request to arrive, and for a long question to be answered",
    ] = 10.0
    drain: Annotated[
        float, Range(0.1, 3600), _SECONDS, "seconds for requests in progress to end after SIGTERM"
    ] = 20.0
    journal_address: Annotated[
        str,
        Key("journal.address", "FOOTNOTE_JOURNAL"),
        check_line,
        "the journal: the path of an SQLite file, or `postgresql://…`",
    ] = field(default="", repr=False)
    journal_text: Annotated[
        TextMode,
        Key("journal.text"),
        "how the journal stores the words of a question: `none`, `redacted` or `full`",
    ] = "none"
    journal_keep_days: Annotated[
        int, Key("journal.keep_days"), Range(1, 36_500), "days after which a journal line is deleted"
    ] = 90

    @property
    def conversations_address(self) -> str:
        """The database of the conversations that are handed over."""
        return self.handoff_database or self.journal_address


def _desk_problems(settings: ServiceSettings) -> list[str]:
    """What the desks lack that conversations go to, and that the bot works in."""
    database = settings.conversations_address
    problems: list[str] = []
    for check in (
        partial(check_desk, settings, database),
        partial(check_answering, settings, settings.banks, database),
        partial(check_transcript, settings, database),
    ):
        try:
            check()
        except SettingsError as error:
            problems += error.problems
    return problems


def load_settings(
    file: str | None = None,
    environ: Mapping[str, str] = os.environ,
    options: Mapping[str, object] | None = None,
) -> ServiceSettings:
    """The settings of a file (default: the one in FOOTNOTE_CONFIG), the environment and the command line.

    `options` are by the names of the fields of ServiceSettings. Raises SettingsError with every problem.
    """
    file = file or environ.get(CONFIG_VARIABLE)
    problems = misspelled_variables(ServiceSettings, environ, known=(CONFIG_VARIABLE,))
    values = {"banks": Value({DEFAULT: DEFAULT}, "banks")}
    try:
        table = toml_table(file) if file else {}
        values |= from_table(ServiceSettings, table, lambda key: f"{file}: {key}")
    except SettingsError as error:
        problems += error.problems
    values |= from_environment(ServiceSettings, environ)
    values |= from_options(ServiceSettings, options or {})
    try:
        settings = load(ServiceSettings, values)
    except SettingsError as error:
        problems += error.problems
    else:
        problems += _desk_problems(settings)
    if problems:
        raise SettingsError(problems)
    return settings
