"""The bots of this process, each read once, and again when its bank's files have changed.

A change is taken up whole or not at all: while a new file has a problem, the old bank answers.
"""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from footnote.bank.locations import find, stamps
from footnote.errors import BankError
from footnote.runtime import load

if TYPE_CHECKING:
    from footnote.bank.locations import Stamps
    from footnote.dialogue import Bot

log = logging.getLogger("footnote")

_lock = Lock()
_loaded: dict[str, _Loaded] = {}


class _Loaded(NamedTuple):
    stamps: Stamps
    bot: Bot


def bot_of(bank: str) -> Bot:
    """The bot of a bank given by name or path.

    Raises BankError or UnknownBank where there never was a good one.
    """
    seen = stamps(find(bank))
    with _lock:
        known = _loaded.get(bank)
        if known and known.stamps == seen:
            return known.bot
        try:
            _loaded[bank] = _Loaded(seen, load(bank))
        except BankError as error:
            if not known:
                raise
            log.warning("the bank %r has changed and cannot be used; the old one answers on: %s", bank, error)
            _loaded[bank] = known._replace(stamps=seen)
        return _loaded[bank].bot
