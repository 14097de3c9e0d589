"""What to do about a question: hits and the bank's policy in, one decision out.

Nothing is put into words here, and no string is compared: a hit is a fact, what follows from it is policy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from footnote.bank.models import SmallTalk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from footnote.bank.models import Bank, Entry, Reason, SilentTopic
    from footnote.matching.matcher import Hit

OFFERED = 3
"""Most entries ever offered at once: what a person holds in mind, and what contract.md allows."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer with this entry. `preface` is said before it: which side of a bound a size lies on."""

    entry: Entry
    confidence: float
    preface: str = ""


@dataclass(frozen=True, slots=True)
class Clarify:
    """Ask which of two or three entries is meant; `saying` names the language's text to ask it with."""

    entries: tuple[Entry, ...]
    confidence: float
    saying: str = "clarify"


@dataclass(frozen=True, slots=True)
class Decline:
    """Say that there is no answer, why, and what is near.

    `topic` is the silent topic, where one was met; `preface` is said first: a word of comfort.
    """

    reason: Reason
    near: tuple[Entry, ...] = ()
    topic: SilentTopic | None = None
    confidence: float = 0.0
    saying: str = ""
    preface: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """Say what the language says to this small talk; `near` are entries that go with a personal question, and
    `preface` is said first: a word of comfort.
    """

    said: SmallTalk
    near: tuple[Entry, ...] = ()
    preface: str = ""


Decision: TypeAlias = Answer | Clarify | Decline | Talk


def settles(decision: Decision) -> bool:
    """Whether a decision knows what was asked: an answer does, and a topic that the source is silent on."""
    return isinstance(decision, Answer) or (isinstance(decision, Decline) and decision.topic is not None)


SILENCE = Talk(SmallTalk("silence", "handoff", "asked", True, (), ""))
"""A person has the talk, and the bot says nothing."""


def choose(bank: Bank, hits: Sequence[Hit]) -> Decision:
    """The decision for one question, of its hits with entries and silent topics, best first."""
    policy = bank.policy
    best = hits[0] if hits else None
    if best is None or best.confidence < policy.clarify:
        return Decline("off-topic", saying="off_topic")
    if best.entry in bank.silent:
        return silent(bank, hits)
    rivals = close(bank, hits)
    if len(rivals) > 1:
        return Clarify(rivals[:OFFERED], best.confidence)
    if best.confidence >= policy.answer and not nearly_silent(bank, hits):
        return Answer(bank.entries[best.entry], best.confidence)
    return Decline("not-in-source", near(bank, hits), confidence=best.confidence, saying="not_in_source")


def silent(bank: Bank, hits: Sequence[Hit]) -> Decline:
    """The source does not say: which topic that is, and the entries its author named as near it.

    A topic that is not sure enough to be answered, if it could be, is not sure enough to be named.
    """
    best = hits[0]
    topic = bank.silent[best.entry]
    offered = tuple(bank.entries[id] for id in topic.near[:OFFERED])
    if best.confidence < bank.policy.answer:
        return Decline("not-in-source", offered, confidence=best.confidence, saying="not_in_source")
    return Decline("not-in-source", offered, topic, best.confidence, "silent")


def nearly_silent(bank: Bank, hits: Sequence[Hit]) -> bool:
    """Whether a silent topic is so close behind the best entry that answering would be a guess."""
    reach = bank.policy.reach(hits[0].confidence)
    return any(hit.entry in bank.silent and hit.confidence > reach for hit in hits[1:])


def close(bank: Bank, hits: Sequence[Hit]) -> tuple[Entry, ...]:
    """The best entry and those too close behind it, left out where they would say the same: asking which of
    them is meant helps nobody.
    """
    reach = bank.policy.reach(hits[0].confidence)
    return distinct(near(bank, [hit for hit in hits if hit.confidence > reach], most=len(hits)))


def distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries without those that say what one before them says: all they cite, the other cites too, or
    the other way round.
    """
    kept: list[Entry] = []
    for entry in entries:
        cites = set(entry.cites)
        if not any(cites <= set(other.cites) or cites >= set(other.cites) for other in kept):
            kept.append(entry)
    return tuple(kept)


def near(bank: Bank, hits: Sequence[Hit], most: int = OFFERED) -> tuple[Entry, ...]:
    """The entries among the hits that are near enough to be offered, best first."""
    fit = (hit.entry for hit in hits if hit.confidence >= bank.policy.clarify)
    return tuple(bank.entries[id] for id in fit if id in bank.entries)[:most]
