"""What a state remembers: the last question, and entries that the bank still has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.dialogue.policy import Answer, Several
from footnote.dialogue.reply import MAX_QUESTION_KEPT
from footnote.record import replace

if TYPE_CHECKING:
    from footnote.bank import Bank
    from footnote.dialogue.reply import State
    from footnote.dialogue.trace import Trace

_LOOKED_UP = frozenset({"lookup", "reference", "correction", "several"})


def with_question(state: State, trace: Trace) -> State:
    """The state with the question that a trace is of, as it was read: a later turn may build on it.

    What was picked or followed asks the question of its entry. Small talk leaves the last question.
    """
    if trace.basis in _LOOKED_UP and trace.lookup:
        asked = trace.lookup.text
    elif isinstance(trace.decision, Answer) and not trace.recognised:
        asked = trace.decision.entry.question
    elif isinstance(trace.decision, Several) and not trace.recognised:
        asked = trace.decision.answers[-1].entry.question
    else:
        return state
    return replace(state, question=asked if len(asked) <= MAX_QUESTION_KEPT else "")


def known(bank: Bank, state: State) -> State:
    """The state without entries that this bank does not have: it may have been edited since."""
    kept = {
        name: tuple(id for id in getattr(state, name) if id in bank.entries)
        for name in ("options", "earlier", "entries", "answered")
    }
    return replace(state, entry=state.entry if state.entry in bank.entries else None, **kept)
