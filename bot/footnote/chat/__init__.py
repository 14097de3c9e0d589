"""The chat in a terminal.

A line goes from `prompt` (what a person types) through `dispatch` (a command, a choice or a question) to
`session` (the conversation) or `commands` (what begins with a slash), and comes back as `messages`, which
`repl` shows. `replay` runs a saved chat again without a terminal.

Names are imported when they are first used: a greeting waits for none of the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.lazy import lazy_names

if TYPE_CHECKING:
    from .commands.table import COMMANDS, KEYS, Command, Key
    from .repl import run
    from .replay import ReplayError, replay_chat
    from .transcript import typed_lines

__all__ = ["COMMANDS", "KEYS", "Command", "Key", "ReplayError", "replay_chat", "run", "typed_lines"]

__getattr__ = lazy_names(
    __name__,
    **{"commands.table": "COMMANDS KEYS Command Key"},
    replay="ReplayError replay_chat",
    repl="run",
    transcript="typed_lines",
)
