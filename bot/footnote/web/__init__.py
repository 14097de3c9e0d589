"""The bot over HTTP: a JSON API, metrics, and a chat widget for web pages (extra `[serve]`).

`footnote serve` calls `run`; `build` gives the ASGI application for any other server. The service keeps no
conversation: each request carries the state of the last reply, so any replica can answer it.
"""

from typing import TYPE_CHECKING

from footnote.lazy import lazy_names

if TYPE_CHECKING:
    from .app import build as build
    from .server import run as run

__getattr__ = lazy_names(
    __name__,
    app="build",
    server="run",
)
