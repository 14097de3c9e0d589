"""Why the bot said what it said, and what in the bank to change if it should say something else.

For an author who has never seen the code: every reason is a sentence, every cure names the entry, the word
and the key of the bank's file. Surfaces lay it out; nothing here is wrapped or coloured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from .explanation import explain
from .reply import State
from .tracing import Rehearsal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.bank.models import Bank, Policy
    from footnote.matching.matcher import Hit, Match

    from .engine import Bot
    from .reply import Reply
    from .tracing import Reading

RIVAL = 0.3
"""How far behind the nearest another may be, for the words to be told that speak for it instead."""

SHOWN = 5
"""Entries and topics that are told of: more than are ever offered, few enough for one screen."""


class Near(NamedTuple):
    """An entry, or a topic on which the source is silent, that came near: how sure, and by which wording."""

    id: str
    silent: bool
    confidence: float
    wording: str


@dataclass(frozen=True, slots=True)
class Why:
    """A reply and all that decided it.

    `read` is the text that was looked up in the bank and decided, "" where none was; `besides` are others
    that were looked up and did not. `words` is what became of the words of `read` in the wording of the
    nearest entry, `rival` in that of the one after it, where that is close; `nearest` the best five.
    `because` and `change` are sentences.
    """

    reply: Reply
    policy: Policy
    read: str
    besides: tuple[str, ...]
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
            "besides": list(self.besides),
            "words": [_rounded(match._asdict()) for match in self.words],
            "rival": [_rounded(match._asdict()) for match in self.rival],
            "nearest": [_rounded(near._asdict()) for near in self.nearest],
            "policy": self.policy._asdict(),
            "decision": {
                "kind": self.reply.kind,
                "reason": self.reply.reason,
                "entry": self.reply.entry,
                "confidence": round(self.reply.confidence, 4),
                "options": [option.entry for option in self.reply.options],
            },
            "because": self.because,
            "change": list(self.change),
            "bank": self.reply.bank._asdict(),
        }


def why(bot: Bot, question: str, state: State | Mapping[str, object] | None = None) -> Why:
    """Why the bot replies to a question as it does, asked in this state of a talk.

    Raises StateError as `Bot.ask` does, and nothing else.
    """
    rehearsal = bot if isinstance(bot, Rehearsal) else Rehearsal(bot)
    before = state if isinstance(state, State) else State.from_dict(state)
    reply, readings = rehearsal.watched(question, before)
    reading = _deciding(reply, readings)
    because, change = explain(rehearsal, reply, before, reading)
    return Why(
        reply=reply,
        policy=bot.bank.policy,
        read=reading.text if reading else "",
        besides=tuple(dict.fromkeys(each.text for each in readings if each is not reading)),
        words=rehearsal.matches(reading, reading.hits[0]) if reading and reading.hits else (),
        nearest=tuple(_near(bot.bank, hit) for hit in reading.hits[:SHOWN]) if reading else (),
        because=because,
        change=change,
        rival=_rival(rehearsal, reading) if reading else (),
    )


def _rival(rehearsal: Rehearsal, reading: Reading) -> tuple[Match, ...]:
    if len(reading.hits) < 2:
        return ()
    first, second, *_ = reading.hits
    return rehearsal.matches(reading, second) if second.confidence >= first.confidence - RIVAL else ()


def _deciding(reply: Reply, readings: tuple[Reading, ...]) -> Reading | None:
    """The reading that the reply rests on: the one of its confidence, or else the surest."""
    told = (each for each in readings if each.believed and each.confidence == reply.confidence)
    return next(told, None) or max(
        readings, key=lambda each: each.hits[0].confidence if each.hits else 0.0, default=None
    )


def _near(bank: Bank, hit: Hit) -> Near:
    return Near(hit.entry, hit.entry in bank.silent, hit.confidence, hit.wording)


def _rounded(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: round(value, 4) if isinstance(value, float) else value for key, value in fields.items()}
