"""Why the bot replied as it did, and what in the bank to change if it should reply otherwise.

For authors who do not know the code: each reason is a sentence, and the advice names the entry, the word and
the key of the bank's file. Nothing is wrapped or coloured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from footnote.record import Record

from .as_json import decision, rounded
from .reasons import explain
from .signs import weighed_signs
from .word_matches import match_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.bank import Bank, Policy
    from footnote.dialogue import Bot, Lookup, Reply, State
    from footnote.matching import Candidate, Match

    from .signs import Sign

MAX_RIVAL_GAP = 3.0
"""Powers of e by which another may be behind the nearest, for the words that speak for it to be shown."""

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
    are others that were looked up and did not. `nearest` are the five entries and silent topics that fit
    best, `words` is how the words of `read` match the wording of the first, `rival` that of the second, where
    it is close. `best` is the entry that was judged, `confidence` how likely it answers the question (0..1),
    and `signs` why, the strongest first. `because` and `change` are sentences.
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
    best: str | None = None
    confidence: float = 0.0
    signs: tuple[Sign, ...] = ()

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
            "best": self.best,
            "confidence": round(self.confidence, 4),
            "signs": [rounded(sign._asdict()) for sign in self.signs],
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
        change=tuple(filter(None, change)),
        rival=_rival(bot, lookup) if lookup else (),
        **_judged(lookup),
    )


def _judged(lookup: Lookup | None) -> dict[str, Any]:
    """The best entry, how sure it is, and the signs: fields of an explanation."""
    best = lookup.judgement.best if lookup else None
    if lookup is None or best is None:
        return {}
    return {
        "best": best.entry,
        "confidence": best.confidence,
        "signs": weighed_signs(lookup.judgement),
    }


def _rival(bot: Bot, lookup: Lookup) -> tuple[Match, ...]:
    if len(lookup.hits) < 2:
        return ()
    first, second, *_ = lookup.hits
    is_close = second.score >= first.score - MAX_RIVAL_GAP
    return match_words(bot.matcher, lookup, second) if is_close else ()


def _near(bank: Bank, hit: Candidate) -> Near:
    return Near(hit.entry, hit.entry in bank.silent, hit.confidence, hit.wording)
