"""Judgements as a test needs them, whatever the matcher would make of a question."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from math import log

from footnote import Bot
from footnote.bank import Bank, Policy
from footnote.dialogue import Cache, Lookup
from footnote.matching import Candidate, Judgement, Signs

Sure = Sequence[tuple[str, float]]
"""Entries and silent topics, each with its confidence, best first."""

FAR = Signs(*[0.0] * len(Signs._fields))._replace(wordings=1.0)
NEAR = FAR._replace(near=0.5, covered=1.0, subject=1.0, length=log(8))
"""Signs of a question that is not of the bank's subject, and of one that is."""


def candidate(entry: str, confidence: float, wording: str = "", near: float = 0.5) -> Candidate:
    """A candidate; of two, the one that is half as sure is half as likely."""
    return Candidate(entry, confidence, wording, round(log(max(confidence, 1e-6)), 9), near)


def judgement(bank: Bank, sure: Sure, signs: Signs = NEAR) -> Judgement:
    """A judgement with these candidates, the first entry among them the best."""
    candidates = tuple(candidate(entry, confidence) for entry, confidence in sure)
    best = next((each for each in candidates if each.entry in bank.entries), None)
    return Judgement(candidates, best, signs if best else None)


class ScriptedBot(Bot):
    """A bot that has looked some lines up already; what it makes of the judgements is its own."""

    script: Cache

    def with_policy(self, policy: Policy, cache: Cache | None = None) -> Bot:
        """The same under another policy; it finds the script before it looks anything up."""
        return super().with_policy(policy, ChainMap({} if cache is None else cache, self.script))


def scripted_bot(bot: Bot, script: Mapping[str, Sure | Judgement]) -> Bot:
    """A bot of the same bank, for which the judgements of some lines are given."""
    scripted = ScriptedBot(bot.bank, bot.matcher, bot.small_talk)
    scripted.script = {
        line: Lookup(
            bot.matcher.query(line), each if isinstance(each, Judgement) else judgement(bot.bank, each)
        )
        for line, each in script.items()
    }
    return scripted.with_policy(bot.bank.policy)
