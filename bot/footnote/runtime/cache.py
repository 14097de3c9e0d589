"""Where compiled banks are stored: with the shipped banks, and for all others in the user's cache folder.

A file in the cache is used only where nobody else could have written it; the one that is shipped is trusted
like the code it is installed with. What is damaged, outdated or foreign is ignored and written anew. Without
a folder that can be written to everything works, only later.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING
from zlib import crc32

from footnote.bank import banks_folder

from .files import read_private, read_unlinked, write_private

if TYPE_CHECKING:
    from collections.abc import Iterator

CACHE_VARIABLE = "FOOTNOTE_CACHE"
"""Set this environment variable to `off`, and the cache is neither read nor written."""

SUFFIX = ".footnote"
"""The ending of a compiled bank's file name."""

SHIPPED_FILE = f"compiled{SUFFIX}"
"""The compiled file in the folder of a shipped bank, put there as the wheel is built: bot/build_hook.py."""


def stored(path: str) -> Iterator[bytes]:
    """The compiled files that there are of a bank, given by its folder or file; each may be outdated or
    damaged.
    """
    folder, name = os.path.split(os.path.abspath(path))
    if folder == os.path.abspath(banks_folder()):
        with suppress(OSError):
            yield read_unlinked(os.path.join(folder, name, SHIPPED_FILE))
    cache = _folder()
    if cache:
        with suppress(OSError):
            yield read_private(cache, _name(path))


def enabled() -> bool:
    """Whether there is a cache."""
    return _folder() is not None


def store(path: str, data: bytes) -> None:
    """Put the compiled file of a bank into the cache. Raises OSError where that fails."""
    cache = _folder()
    if cache:
        write_private(cache, _name(path), data)


def _name(path: str) -> str:
    whole = os.path.abspath(path)
    return f"{os.path.basename(whole)}-{crc32(os.fsencode(whole)):08x}{SUFFIX}"


def _folder() -> str | None:
    """The folder of the cache; None where it is off, or where there is no place for it."""
    if os.environ.get(CACHE_VARIABLE) == "off":
        return None
    base = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    if not base:
        base = os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "footnote") if os.path.isabs(base) else None
