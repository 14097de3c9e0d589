"""From the name of a bank to a bot that can be asked."""

from __future__ import annotations

import os
from contextlib import suppress
from errno import EEXIST
from typing import TYPE_CHECKING

from footnote.bank import DEFAULT, find_bank, source_stamps
from footnote.dialogue import Bot
from footnote.errors import BankError, Problem

from . import cache
from .apart import compiled_apart
from .compiled import compile_bot, restore_bot, source_fingerprint
from .container import MAGIC, InvalidContainer
from .danger import safety_of
from .files import read_regular, write_public

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

SLOW_SIZE = 300_000
"""Bytes of a bank's files from which it takes seconds to prepare: the shipped one has 2 MB and takes ten."""


def load(
    bank: str | PathLike[str] = DEFAULT,
    *,
    private: bool = False,
    preparing: Callable[[bool], object] | None = None,
) -> Bot:
    """The bot of a bank: the name of a shipped one, or a path to a bank's folder or file, or to a compiled
    bank.

    The first time a bank is loaded it is compiled into the user's cache, unless `private`: then no file is
    written. `preparing` is called before that where it takes seconds, with whether it is for good.

    Raises UnknownBank where there is none, BankError with every problem where it cannot be used,
    and TypeError where `bank` is neither a name nor a path.
    """
    if not isinstance(bank, str | os.PathLike):
        raise TypeError(f"a bank is given by its name or path, a str or a path, not {type(bank).__name__}")
    return load_path(find_bank(str(bank)), private=private, preparing=preparing)


def load_path(
    path: str,
    *,
    private: bool = False,
    preparing: Callable[[bool], object] | None = None,
    apart: bool = False,
) -> Bot:
    """The bot of a bank given by its path, otherwise as `load`; with `apart` another process compiles it.

    Raises BankError.
    """
    data = _compiled_file(path)
    if data is not None:
        return _restored(data, path)
    sources = source_fingerprint(path)  # before the bank is read: a change meanwhile leaves an outdated file
    for stored in cache.stored(path):
        with suppress(InvalidContainer):
            return restore_bot(stored, sources)
    kept = cache.enabled() and not private
    if preparing and _size(path) >= SLOW_SIZE:
        preparing(kept)
    with suppress(InvalidContainer):
        if apart and (compiled := compiled_apart(path)):
            bot = restore_bot(compiled, sources)
            _store(path, lambda: compiled, kept=kept)
            return bot
    bot = build(path, kept=kept)
    _store(path, lambda: compile_bot(bot, sources), kept=kept)
    return bot


def _store(path: str, compiled: Callable[[], bytes], *, kept: bool) -> None:
    """Put a compiled bank into the cache. Where it cannot be stored, the bot answers all the same."""
    if kept:
        with suppress(OSError, TypeError):
            cache.store(path, compiled())


def build(path: str, *, kept: bool = False) -> Bot:
    """The bot of a bank's files, whatever is compiled of it. What is known of danger is `kept` for other
    banks of its language. Raises BankError.
    """
    from footnote.bank import read_bank  # it needs YAML, which no compiled bank needs

    bank = read_bank(path)
    return Bot(bank, safety=safety_of(path, bank.language) if kept else None)


def compile_bank(path: str) -> bytes:
    """The compiled file of a bank given by its folder or file. Raises BankError."""
    if is_compiled(path):
        message = "this is a compiled bank already; write the path of what it was compiled from"
        raise BankError([Problem(path, 1, 1, message)])
    sources = source_fingerprint(path)
    return compile_bot(build(path), sources)


def write_compiled(path: str, data: bytes) -> None:
    """Write a compiled file. Raises OSError where that fails, as where another file is there already."""
    if os.path.isfile(path) and not is_compiled(path):
        raise OSError(EEXIST, "there is another file of this name, no compiled bank", path)
    write_public(path, data)


def is_compiled(path: str) -> bool:
    """Whether a file says that it is a compiled bank."""
    if os.path.isdir(path):
        return False
    with suppress(OSError, ValueError):
        return read_regular(path, len(MAGIC)) == MAGIC
    return False


def _size(path: str) -> int:
    """The bytes of a bank's own files: without those of its language."""
    stamps = source_stamps(path)
    return sum(stamp[1] for name, stamp in stamps.items() if stamp and name.startswith(path))


def _compiled_file(path: str) -> bytes | None:
    """The content of a file that says it is a compiled bank; None for a folder or any other file."""
    with suppress(OSError):
        return read_regular(path) if is_compiled(path) else None
    return None


def _restored(data: bytes, path: str) -> Bot:
    try:
        return restore_bot(data, None)
    except InvalidContainer as error:
        message = f"this compiled bank cannot be used: {error}; write it again with `footnote compile`"
        raise BankError([Problem(path, 1, 1, message)]) from error
