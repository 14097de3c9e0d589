"""Footnote: a bot that answers only from a bank of questions and answers, and cites the source of each.

    >>> import footnote
    >>> micrometastases = footnote.load("micrometastases")
    >>> reply = micrometastases.ask("how big are micromets?")
    >>> reply.kind, reply.citations[0].passage
    ('answer', 'S2')
    >>> micrometastases.ask("and radiation?", reply.state).entry
    'radiation'

Names are imported when they are first used, so that a surface may greet before the matching is loaded.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .bank.models import Bank, Entry, Passage, Policy, Reference, SilentTopic, Source
    from .dialogue.engine import Bot
    from .dialogue.reply import Citation, Option, Reply, State
    from .errors import BankError, BotError, Problem, StateError, UnknownBank
    from .matching.matcher import Matcher
    from .matching.mixture import Candidate
    from .runtime.loading import load

__version__ = "0.1.0"

_HOMES = {
    "bank.models": ("Bank", "Entry", "Passage", "Policy", "Reference", "SilentTopic", "Source"),
    "dialogue.engine": ("Bot",),
    "errors": ("BankError", "BotError", "Problem", "StateError", "UnknownBank"),
    "runtime.loading": ("load",),
    "matching.matcher": ("Matcher",),
    "matching.mixture": ("Candidate",),
    "dialogue.reply": ("Citation", "Option", "Reply", "State"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [  # noqa: RUF022  (in the order a reader meets them)
    "load", "Bot", "Reply", "Citation", "Option", "State",
    "Bank", "Source", "Reference", "Passage", "Entry", "SilentTopic", "Policy", "Problem",
    "Matcher", "Candidate",
    "BotError", "BankError", "UnknownBank", "StateError",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
