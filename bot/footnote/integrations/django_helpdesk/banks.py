"""The bots of this process, each loaded once, and again when its bank's files have changed.

While a new version of a bank cannot be used, the old one answers.
"""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING

from footnote.runtime import Reloader

if TYPE_CHECKING:
    from footnote.dialogue import Bot

log = logging.getLogger("footnote")

_lock = Lock()
_reloaders: dict[str, Reloader] = {}


def bot_of(bank: str) -> Bot:
    """The bot of a bank given by name or path.

    Raises BankError or UnknownBank where there never was a version that can be used.
    """
    with _lock:
        reloader = _reloaders.get(bank)
        if reloader is None:
            reloader = _reloaders[bank] = Reloader(bank)
            return reloader.bot
    change = reloader.check()
    if change and change.error:
        message = "the bank %r has changed and cannot be used; the old one answers on: %s"
        log.warning(message, bank, change.error)
    return reloader.bot
