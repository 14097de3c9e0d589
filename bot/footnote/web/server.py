"""Running the service on uvicorn, from settings to shutdown."""

from __future__ import annotations

import socket
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import uvicorn

from footnote import journal as journals
from footnote.errors import BotError, error_reason
from footnote.settings import SettingsError

from .app import build
from .banks import Banks
from .limits.connections import Connection, Connections, Limits
from .limits.memory import collect_often, settle
from .limits.stopping import OrderlyServer, Stop
from .logs import configure_logging, log
from .settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .endpoints import Journal
    from .settings import ServiceSettings

BACKLOG = 2048
"""Connections that the system queues before the service accepts them."""

OTHER_FILES = 256
"""Files that are open besides connections: banks, the journal, the desk."""

SWITCH_INTERVAL = 0.001
"""Seconds for which a dear question may keep the event loop from its work; Python's own are five times as
many."""


def run(config: str | None, options: Mapping[str, object]) -> bool:
    """Serve until SIGTERM or Ctrl-C. `options` are the values of the command line by setting name.

    Returns False where the service cannot start, after printing every problem to standard error.
    """
    try:
        settings = load_settings(config, options=options)
        with _listen(settings) as listener:
            _serve(settings, listener)
    except SettingsError as error:
        for problem in error.problems:
            print(f"footnote: {problem}", file=sys.stderr)
        return False
    return True


def _serve(settings: ServiceSettings, listener: socket.socket) -> None:
    """Serve on this socket until told to stop. Raises SettingsError where the service cannot start."""
    configure_logging()
    _check_databases(settings)
    banks = Banks(settings.banks, settings.timeout, settings.wait, apart=True, after_reload=settle)
    journal = _journal(settings, banks)
    stop = Stop()
    app = build(settings, banks, journal, stop=stop)
    host, port = listener.getsockname()[:2]
    log("listening", address=f"http://{f'[{host}]' if ':' in host else host}:{port}/")
    settle()
    collect_often()
    sys.setswitchinterval(SWITCH_INTERVAL)
    _allow_files(settings.connections)
    _server(app, settings, stop).run(sockets=[listener])


def _check_databases(settings: ServiceSettings) -> None:
    """Raises SettingsError where what is to be stored cannot be: with the first question nobody looks."""
    problems = []
    databases = {"journal.address": settings.journal_address, "handoff.database": settings.handoff_database}
    for key, address in databases.items():
        try:
            if address:
                journals.require_writable(address)
        except BotError as error:
            problems.append(f"{key}: {error}")
    if problems:
        raise SettingsError(problems)


def _journal(settings: ServiceSettings, banks: Banks) -> Journal:
    if not settings.journal_address:
        return journals.OFF
    given = journals.Settings(settings.journal_address, settings.journal_text, settings.journal_keep_days)
    try:
        return journals.Journal(given, banks.loaded())
    except BotError as error:
        raise SettingsError([f"journal: {error}"]) from error


def _listen(settings: ServiceSettings) -> socket.socket:
    """The listening socket. Raises SettingsError where the address cannot be used."""
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((settings.host, settings.port), family=family, backlog=BACKLOG)
    except (OSError, UnicodeError) as error:
        where = f"{settings.host}:{settings.port}"
        raise SettingsError(
            [f"cannot listen on {where}: {error_reason(error)}; set another host or port"]
        ) from error


def _allow_files(connections: int) -> None:
    """Let this process open as many files as it may have connections, as far as the system allows it."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = connections + OTHER_FILES
        if soft < wanted:
            most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _server(app: object, settings: ServiceSettings, stop: Stop) -> uvicorn.Server:
    connections = Connections(Limits(settings.connections, settings.timeout, frozenset(settings.origins)))
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        http=partial(Connection, connections=connections),  # type: ignore[arg-type]
        log_config=None,
        access_log=False,  # RequestMiddleware writes one, without the query string
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=max(1, round(settings.drain)),
    )
    return OrderlyServer(config, connections, stop)
