"""Why the bot replied as it did, and what in the bank to change if it should reply otherwise.

For authors who do not know the code: each reason is a sentence, and the advice names the entry, the word and
the key of the bank's file. Nothing is wrapped or coloured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from footnote.record import Record

from .as_json import decision, rounded
from .reasons import explain
from .word_matches import match_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.bank import Bank, Policy
    from footnote.dialogue import Bot, Lookup, Reply, State
    from footnote.matching import Candidate, Match

MAX_RIVAL_GAP = 0.3
"""How far behind the nearest another may be, for the words that speak for it instead to be shown."""

MAX_NEAREST = 5
"""Entries and topics that are shown: more than are ever offered, few enough for one screen."""


class Near(NamedTuple):
    """An entry, or a topic on which the source is silent, that came near: how sure, and by which wording."""

    id: str
    silent: bool
    confidence: float
    wording: str


class Explanation(Record):
    """A reply and all that decided it.

    `read` is the normalised text that was looked up in the bank and decided, "" where none was; `also_read`
    are others that were looked up and did not. `words` is how the words of `read` match the wording of
    the nearest entry, `rival` in that of the one after it, where that is close; `nearest` the best five.
    `because` and `change` are sentences.
    """

    reply: Reply
    policy: Policy
    read: str
    also_read: tuple[str, ...]
    words: tuple[Match, ...]
    nearest: tuple[Near, ...]
    because: str
    change: tuple[str, ...]
    rival: tuple[Match, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """All of it as JSON has it; confidences and shares to four places."""
        return {
            "schema": 1,
            "question": self.reply.question,
            "read": self.read,
            "also_read": list(self.also_read),
            "words": [rounded(match._asdict()) for match in self.words],
            "rival": [rounded(match._asdict()) for match in self.rival],
            "nearest": [rounded(near._asdict()) for near in self.nearest],
            "policy": self.policy._asdict(),
            "decision": decision(self.reply),
            "because": self.because,
            "change": list(self.change),
            "bank": self.reply.bank._asdict(),
        }


def explain_reply(bot: Bot, question: str, state: State | Mapping[str, object] | None = None) -> Explanation:
    """Why the bot replies to a question as it does, asked in this state of a conversation.

    Raises StateError as `Bot.ask` does, and nothing else.
    """
    reply, trace = bot.explain(question, state)
    because, change = explain(bot, reply, trace)
    lookup = trace.lookup
    return Explanation(
        reply=reply,
        policy=bot.bank.policy,
        read=lookup.text if lookup else "",
        also_read=tuple(dict.fromkeys(each.text for each in trace.lookups if each is not lookup)),
        words=match_words(bot.matcher, lookup, lookup.hits[0]) if lookup and lookup.hits else (),
        nearest=tuple(_near(bot.bank, hit) for hit in lookup.hits[:MAX_NEAREST]) if lookup else (),
        because=because,
        change=change,
        rival=_rival(bot, lookup) if lookup else (),
    )


def _rival(bot: Bot, lookup: Lookup) -> tuple[Match, ...]:
    if len(lookup.hits) < 2:
        return ()
    first, second, *_ = lookup.hits
    is_close = second.confidence >= first.confidence - MAX_RIVAL_GAP
    return match_words(bot.matcher, lookup, second) if is_close else ()


def _near(bank: Bank, hit: Candidate) -> Near:
    return Near(hit.entry, hit.entry in bank.silent, hit.confidence, hit.wording)
