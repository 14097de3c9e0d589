"""The chat in a terminal.

A line goes from `prompt` (what a person types) through `dispatch` (a command, a choice or a question) to
`session` (the conversation) or `commands` (what begins with a slash), and comes back as `messages`, which
`repl` shows. `replay` runs a saved chat again without a terminal.

Names are imported when they are first used: a greeting waits for none of the others.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .commands.table import COMMANDS, Command
    from .repl import run
    from .replay import ReplayError, replay_chat
    from .transcript import typed_lines

_MODULE_OF = {
    "COMMANDS": "commands.table",
    "Command": "commands.table",
    "ReplayError": "replay",
    "replay_chat": "replay",
    "run": "repl",
    "typed_lines": "transcript",
}

__all__ = ["COMMANDS", "Command", "ReplayError", "replay_chat", "run", "typed_lines"]


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
