"""The bots of this process, each read once, and again when its bank's files have changed.

A change is taken up whole or not at all: while a new file has a problem, the old bank answers.
"""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from bot.errors import BankError
from bot.loading import load
from bot.shelf import files, find

if TYPE_CHECKING:
    from collections.abc import Hashable

    from bot.dialogue import Bot

log = logging.getLogger("footnote")

_lock = Lock()
_loaded: dict[str, _Loaded] = {}


class _Loaded(NamedTuple):
    stamp: Hashable
    bot: Bot


def bot_of(bank: str) -> Bot:
    """The bot of a bank given by name or path.

    Raises BankError or UnknownBank where there never was a good one.
    """
    stamp = _stamp(*map(Path, files(find(bank))))
    with _lock:
        known = _loaded.get(bank)
        if known and known.stamp == stamp:
            return known.bot
        try:
            _loaded[bank] = _Loaded(stamp, load(bank))
        except BankError as error:
            if not known:
                raise
            log.warning("the bank %r has changed and cannot be used; the old one answers on: %s", bank, error)
            _loaded[bank] = known._replace(stamp=stamp)
        return _loaded[bank].bot


def _stamp(bank: Path, wordings: Path) -> Hashable:
    """What changes when a bank's files do, or a language file beside its folder."""
    looked_at = [bank, wordings, *sorted(bank.parent.parent.glob("*.yaml"))]
    stats = ((each.name, each.stat()) for each in looked_at if each.exists())
    return tuple((name, status.st_mtime_ns, status.st_size) for name, status in stats)
