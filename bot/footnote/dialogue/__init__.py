"""Conversations with a bank: utterances in, replies out.

`Bot` answers; `Reply` is the shape of what it says, `Trace` how that came about; `handoff` gives a
conversation to a person.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import handoff as handoff
    from .engine import Bot as Bot
    from .lookup import MAX_CANDIDATES as MAX_CANDIDATES, Ranked as Ranked
    from .rendering import (
        Block as Block,
        blocks as blocks,
        date as date,
        footnote as footnote,
        plain as plain,
        where as where,
        works as works,
    )
    from .reply import (
        MAX_COUNTED as MAX_COUNTED,
        MAX_OPTIONS as MAX_OPTIONS,
        BankStamp as BankStamp,
        Citation as Citation,
        Option as Option,
        Reply as Reply,
        State as State,
    )
    from .responses import fill as fill, options as options
    from .small_talk import Recognised as Recognised
    from .trace import Basis as Basis, Lookup as Lookup, Trace as Trace

_HOMES = {
    "Bot": "engine",
    **dict.fromkeys(("MAX_CANDIDATES", "Ranked"), "lookup"),
    **dict.fromkeys(("Block", "blocks", "date", "footnote", "plain", "where", "works"), "rendering"),
    **dict.fromkeys(
        ("MAX_COUNTED", "MAX_OPTIONS", "BankStamp", "Citation", "Option", "Reply", "State"), "reply"
    ),
    **dict.fromkeys(("fill", "options"), "responses"),
    "Recognised": "small_talk",
    **dict.fromkeys(("Basis", "Lookup", "Trace"), "trace"),
}


def __getattr__(name: str) -> object:
    """Names are imported when they are first used: not every channel needs all of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
