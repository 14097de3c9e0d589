"""The bot over HTTP: a JSON API, metrics, and a chat widget for web pages (extra `[serve]`).

`footnote serve` calls `run`; `build` gives the ASGI application for any other server. The service keeps no
conversation: each request carries the state of the last reply, so any replica can answer it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .app import build
    from .server import run

__all__ = ["build", "run"]

_MODULES = {"build": "app", "run": "server"}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)
