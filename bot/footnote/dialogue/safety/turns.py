"""Turns that are about something urgent, whatever else there is: danger in any language, and what follows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from footnote.dialogue.conversation.rewriting import asks_something
from footnote.dialogue.policy import Decline, Respond
from footnote.dialogue.responses import AGAIN, ANSWERED, ANSWERED_AGAIN
from footnote.record import replace

from .after import AfterDanger, again
from .foreign import ForeignPhrases
from .replies import relieved, response_in, response_to

if TYPE_CHECKING:
    from footnote.bank import Bank
    from footnote.dialogue.reply import Reply
    from footnote.dialogue.trace import Trace

    from .heard import Finding


def remembering(reply: Reply, trace: Trace) -> Reply:
    """The reply whose state remembers what is urgent: what comes next may be about it."""
    is_urgent = trace.danger and trace.danger.is_urgent
    danger = trace.danger.reply if trace.danger and is_urgent else trace.state.danger
    return replace(reply, state=replace(reply.state, danger=danger))


def is_all_it_says(trace: Trace, *, asks: bool) -> bool:
    """Whether an utterance of somebody in grief or afraid asks nothing that an entry or a silent topic is
    near.
    """
    decision = trace.decision
    if isinstance(decision, Decline):
        return not (asks and (decision.topic or decision.near))
    return trace.basis == "reference" and not asks


class Urgent:
    """Decides about turns that come before whatever else a bank says. Threads may share it."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank

    @cached_property  # only a conversation about a danger needs it
    def _after(self) -> AfterDanger:
        return AfterDanger(self._bank.language)

    @cached_property  # a bot that is only started needs none
    def _foreign(self) -> ForeignPhrases:
        return ForeignPhrases(self._bank.language)

    def decide(self, trace: Trace) -> Trace | None:
        """The trace of an utterance about something urgent, now or before; None where it is about neither."""
        if foreign := self._foreign.find(trace.utterance.normal):
            response = response_in(self._bank, foreign.language, foreign.finding)
            return replace(trace, basis="danger", decision=Respond(response), danger=foreign.finding)
        if trace.danger and trace.danger.is_urgent:
            return self._about(trace, trace.danger)
        return self._said_after(trace)

    def not_understood(self, trace: Trace, *, asks: bool) -> Trace:
        """The reply to a danger again, in place of that something is not understood right after it."""
        state, decision = trace.state, trace.decision
        is_next = bool(state.danger) and state.said.removesuffix(AGAIN) == state.danger
        is_lost = isinstance(decision, Decline) and decision.reason in ("off-topic", "unclear")
        return self._again(trace) if is_next and is_lost and not asks else trace

    def _about(self, trace: Trace, danger: Finding) -> Trace:
        return replace(
            trace, basis="danger", decision=Respond(response_to(self._bank, danger)), danger=danger
        )

    def _again(self, trace: Trace) -> Trace:
        return self._about(trace, again(trace.state.danger))

    def _said_after(self, trace: Trace) -> Trace | None:
        """The trace of what is said about a danger that the conversation was about: the reply to it again, or
        a kind line where it is over. "No" is about it only where nothing was answered since.
        """
        state = trace.state
        after = self._after.find(trace.utterance) if state.danger and not state.handed else None
        if after == "better" and not asks_something(trace.utterance, self._bank.language):
            response = relieved(self._bank)
            over = replace(trace, basis="danger", state=replace(state, danger=""), danger=None)
            return replace(over, decision=Respond(response)) if response else None
        if not after or after == "better" or (after == "unsure" and state.said in (ANSWERED, ANSWERED_AGAIN)):
            return None
        return self._again(trace)
