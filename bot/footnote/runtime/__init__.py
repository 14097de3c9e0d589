"""From the name of a bank on disk to a bot that answers.

`load` gives the bot of a bank, from its compiled file where that is up to date; `compile_bank` makes such a
file; `Reloader` loads a bank again when its files change.

The names are imported when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .cache import SUFFIX as SUFFIX
    from .loading import compile_bank as compile_bank, load as load, write_compiled as write_compiled
    from .reloading import Reload as Reload, Reloader as Reloader

_MODULES = {
    "load": "loading",
    "compile_bank": "loading",
    "Reload": "reloading",
    "Reloader": "reloading",
    "SUFFIX": "cache",
    "write_compiled": "loading",
}

__all__ = ["SUFFIX", "Reload", "Reloader", "compile_bank", "load", "write_compiled"]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)
