"""`footnote serve`: settings, banks, journal and application, run on uvicorn until somebody says stop."""

from __future__ import annotations

import gc
import socket
import sys
from typing import TYPE_CHECKING

import uvicorn

from footnote import journal as journals
from footnote.errors import BotError
from footnote.journal.names import known_words

from .app import build
from .banks import Banks
from .logs import note, take_over
from .settings import SettingsError, settle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .endpoints import Journal
    from .settings import Settings


def run(config: str | None, given: Mapping[str, object]) -> bool:
    """Serve. `given` is what the command line says, by the names of the table of settings.

    False where it cannot be begun; standard error then says all that is in the way.
    """
    try:
        settings = settle(config, given=given)
        listening = _listen(settings)
        take_over()
        banks = Banks(settings.banks)
        journal = _journal(settings, banks)
    except SettingsError as error:
        for problem in error.problems:
            print(f"footnote: {problem}", file=sys.stderr)
        return False
    app = build(settings, banks, journal)
    host, port = listening.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    note("listening", address=address)
    gc.collect()
    gc.freeze()  # the banks are here to stay: nobody need look through them for garbage again and again
    _server(app, settings).run(sockets=[listening])
    return True


def _journal(settings: Settings, banks: Banks) -> Journal:
    if not settings.journal_address:
        return journals.OFF
    kept = journals.Settings(settings.journal_address, settings.journal_text, settings.journal_keep_days)
    try:
        return journals.Journal(kept, known_words(banks.in_use()))
    except BotError as error:
        raise SettingsError([f"journal: {error}"]) from error


def _listen(settings: Settings) -> socket.socket:
    """A socket of our own: what is wrong with the address is said in a sentence."""
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        where = f"{settings.host}:{settings.port}"
        raise SettingsError([f"cannot listen on {where}: {reason}; set another host or port"]) from error


def _server(app: object, settings: Settings) -> uvicorn.Server:
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_config=None,
        access_log=False,  # the door writes one, without what stands in the address
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=max(1, round(settings.drain)),
    )
    return uvicorn.Server(config)
