"""Numbers that pick nothing: "4" where three entries were offered, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.dialogue.policy import Clarify, Decline
from footnote.dialogue.reply import MAX_OPTIONS

if TYPE_CHECKING:
    from footnote.bank import Bank, Entry
    from footnote.dialogue.reply import State
    from footnote.text import Language, Span

MAX_WORDS = 4
"""Words of which a number and what says nothing are all: "explain it like I am 5" asks something."""

MIN_OFFERED = 2
"""Entries of which one can be chosen."""


def is_bare_number(span: Span, language: Language) -> bool:
    """Whether a number is all that was typed: where nothing was offered, "1" picks nothing."""
    if len(span.expanded) > MAX_WORDS:
        return False
    filler = language.words.filler
    words = [word for word in span.expanded if word not in filler or word.isdecimal()]
    return bool(words) and all(word.isdecimal() for word in words)


def no_such_number(bank: Bank, state: State, last: Entry | None) -> Clarify | Decline:
    """What to do about a number that picks nothing: offer what goes on from the last answer."""
    ids = [id for id in last.follow if id in bank.entries] if last else []
    offered = tuple(bank.entries[id] for id in ids if id not in state.answered)[:MAX_OPTIONS]
    if len(offered) < MIN_OFFERED:
        text = "bare_number" if "bare_number" in bank.language.texts else "unclear"
        return Decline("unclear", text=text)
    return Clarify(offered, 1.0, "no_such_option")
