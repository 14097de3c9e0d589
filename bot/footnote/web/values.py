"""Values of settings, from a TOML file or the environment. Each raises ValueError with what to write."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from footnote.bank.locations import find
from footnote.errors import UnknownBank

if TYPE_CHECKING:
    from collections.abc import Callable

SHORTEST_KEY = 16
_BANK_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def text(value: object) -> str:
    """A text in one line."""
    if not isinstance(value, str) or not value.isprintable():
        raise ValueError("write a text in one line")
    return value


def whole(low: int, high: int) -> Callable[[object], int]:
    """A whole number from `low` to `high`."""

    def read(value: object) -> int:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
            value = int(value)
        if type(value) is not int or not low <= value <= high:
            raise ValueError(f"write a whole number from {low} to {high}")
        return value

    return read


def seconds(value: object) -> float:
    """A number of seconds, from a tenth of one to an hour."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,5})?", value):
        value = float(value)
    if type(value) not in (int, float) or not 0.1 <= value <= 3600:  # type: ignore[operator]
        raise ValueError("write a number of seconds from 0.1 to 3600")
    return float(value)  # type: ignore[arg-type]


def one_of(*words: str) -> Callable[[object], str]:
    """One of a few words."""

    def read(value: object) -> str:
        if value not in words:
            raise ValueError(f"write one of {', '.join(words)}")
        return str(value)

    return read


def banks(value: object) -> dict[str, str]:
    """Banks by name: a table in a file, `name=path, name` in the environment. The paths are there."""
    if isinstance(value, str):
        pairs = [part.partition("=") for part in _parts(value)]
        value = {name.strip(): path.strip() or name.strip() for name, _, path in pairs}
    if not isinstance(value, dict) or not value:
        raise ValueError('write at least one bank, as `banks = {micrometastases = "micrometastases"}`')
    return {str(name): _bank(str(name), path) for name, path in value.items()}


def _bank(name: str, path: object) -> str:
    if not _BANK_NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a bank; write up to 100 letters, digits, dots and hyphens")
    if not isinstance(path, str) or "\0" in path:
        raise ValueError(f"{name}: write a shipped bank's name or a path")
    try:
        return os.path.abspath(find(path))
    except UnknownBank as error:
        raise ValueError(f"{name}: {error}") from error


def origins(value: object) -> tuple[str, ...]:
    """Origins of pages, as browsers send them: scheme, host, port if it is not the usual one."""
    found = texts(value)
    for origin in found:
        parts = urlsplit(origin)
        if (
            parts.scheme not in ("http", "https")
            or not parts.netloc
            or origin != f"{parts.scheme}://{parts.netloc}"
        ):
            raise ValueError(f"{origin!r} is no origin; write it without a path, as https://desk.example")
        if origin != origin.lower():
            raise ValueError(f"{origin!r}: browsers send origins in small letters; write {origin.lower()!r}")
    return found


def keys(value: object) -> tuple[str, ...]:
    """Keys that nobody guesses. The problem never shows one."""
    found = texts(value)
    for number, key in enumerate(found, start=1):
        if len(key) < SHORTEST_KEY or not re.fullmatch(r"[!-~]+", key):
            raise ValueError(
                f"key {number}: write at least {SHORTEST_KEY} letters, digits or signs, and no space"
            )
    return found


def address(value: object) -> str:
    """The address of a web service, or nothing."""
    url = text(value)
    if url and not (urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname):
        raise ValueError("write an address that begins with https:// or http://")
    return url


def file(value: object) -> str:
    """The path of a file that can be written, or nothing."""
    path = text(value)
    if path and (os.path.isdir(path) or not os.access(os.path.dirname(path) or ".", os.W_OK)):
        raise ValueError("write the path of a file in a folder that can be written to")
    return path


def texts(value: object) -> tuple[str, ...]:
    """A list of texts; in the environment, with commas between."""
    if isinstance(value, str):
        return tuple(_parts(value))
    if not isinstance(value, list | tuple) or not all(isinstance(part, str) for part in value):
        raise ValueError("write a list of texts")
    return tuple(value)


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]
