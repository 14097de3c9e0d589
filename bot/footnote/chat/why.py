"""What `/why` says: what decided the reply, and the wordings that came nearest with how sure the bot was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.console.layout import EMPTY
from footnote.dialogue.rendering import Block
from footnote.evaluation.explanation import explain_reply as decided
from footnote.evaluation.reasons import figure
from footnote.text import printable

if TYPE_CHECKING:
    from footnote.dialogue import Bot
    from footnote.evaluation.explanation import Near

    from .transcript import Turn

SHOWN = 3
"""Of the nearest: the one, the runner-up, and one more to see how far ahead they are."""


def why(bot: Bot, turn: Turn) -> list[Block]:
    """The reason for a reply in a sentence, the numbers behind it, and what it takes to answer."""
    found = decided(bot, turn.typed, turn.before)
    shown = [Block("", printable(found.because))]
    if found.nearest:
        shown += [EMPTY, Block("", "These wordings of the bank come nearest, on a scale from 0 to 1:")]
        shown += [Block(figure(near.confidence), _about(bot, near)) for near in found.nearest[:SHOWN]]
        shown += [EMPTY, Block("", _takes(bot, found.nearest[0]))]
    return shown


def _about(bot: Bot, near: Near) -> str:
    bank = bot.bank
    means = (
        f"not in the source: {bank.silent[near.id].about}" if near.silent else bank.entries[near.id].question
    )
    return printable(f'"{near.wording}": {means}')


def _takes(bot: Bot, nearest: Near) -> str:
    policy = bot.bank.policy
    close = figure(policy.reach(nearest.confidence))
    return (
        f"To answer takes {policy.answer:.2f}, and that nothing which says something else comes to {close};"
        f" to ask back takes {policy.clarify:.2f}."
    )
