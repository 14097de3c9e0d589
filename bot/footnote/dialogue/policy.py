"""What to do about a question: its judged candidates and the bank's policy in, one decision out.

Nothing is put into words here, and no text is compared: a judgement is a fact, a decision is policy.
"""

from __future__ import annotations

from math import exp
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from footnote.record import Record
from footnote.text import SmallTalk

from .reply import MAX_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from footnote.bank import Bank, Entry, SilentTopic, Standing
    from footnote.matching import Candidate, Judgement
    from footnote.text import Reason


ASK_BACK_SHARE = 0.6
"""Share of the least confidence of an answer from which the bot asks back, if two entries are close."""

EXPECTED_SHARE = 0.6
"""Share of the least confidence of an answer that is enough for an entry that is expected after the last one.
Measured on 176 labelled turns: .926 are as they should be, .920 with 1, .932 with .4."""

LENGTH_SHARE = 0.7
"""The same for an entry about lengths, where a question has one."""

NOTHING: Mapping[str, float] = MappingProxyType({})
"""No entry is expected."""

MIN_RIVAL_SHARE = 0.5
"""How likely another entry must be, as a share of the best one's likelihood, to be offered beside it."""

MIN_TOPIC_NEARNESS = 0.5
"""Nearness from which a silent topic is named in the reply. One that is farther is only the nearest of
many.
"""

MIN_LONE_TOPIC_NEARNESS = 0.75
"""The same where no entry is near: the question has nearly the words of one of the topic's wordings."""

LEAST_OFFERED = 0.01
"""Confidence from which an entry is offered to somebody whose question only a person can answer: who asks how
long they have to live is not helped by how old the article is, which has 0.0001.
"""

MIN_FOLLOW_UP, MAX_FOLLOW_UP_RIVAL = 0.7, 0.93
"""Least confidence of a wording under `follow`, and the share of it that another may have at most."""


class Statement(NamedTuple):
    """A text with marks `[n]`, each of which cites the passage `cites[n - 1]`."""

    text: str
    cites: tuple[str, ...] = ()


class Answer(Record):
    """Answer with this entry. `preface` comes before it: which side of a bound a size lies on.

    `says` is said instead of the entry's whole answer, if there is any; `limits` come before the answer:
    that it does not apply to what the person wrote of.
    """

    entry: Entry
    confidence: float
    preface: str = ""
    says: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()


class Clarify(Record):
    """Ask which of two or three entries is meant; `text` names the language's text to ask it with."""

    entries: tuple[Entry, ...]
    confidence: float
    text: str = "clarify"


class Decline(Record):
    """Say that there is no answer, why, and which entries are near.

    `topic` is the silent topic, if it is one; `text` names the language's text. `general` is what the source
    says in general on a personal question; `part` is the part of a message that has no answer, as it was
    typed, or the question of an entry whose answer is held back: `standing` says why.
    """

    reason: Reason
    near: tuple[Entry, ...] = ()
    topic: SilentTopic | None = None
    confidence: float = 0.0
    text: str = ""
    general: Answer | None = None
    part: str = ""
    standing: Standing = ""


class Several(Record):
    """Answer several questions of one message in order, at least one by an entry."""

    parts: tuple[Answer | Decline, ...]

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The parts that are answered."""
        return tuple(part for part in self.parts if isinstance(part, Answer))


class Respond(Record):
    """Respond to small talk; `near` are entries that go with a personal question, and `about` is filled in
    for what the text leaves open.
    """

    small_talk: SmallTalk
    near: tuple[Entry, ...] = ()
    about: str = ""


Decision: TypeAlias = Answer | Several | Clarify | Decline | Respond


def is_settled(decision: Decision) -> bool:
    """Whether a decision knows what was asked: an answer does, and a topic that the source is silent on."""
    return isinstance(decision, Answer) or (isinstance(decision, Decline) and decision.topic is not None)


SILENCE = Respond(SmallTalk("silence", "handoff", "asked", True, (), ""))
"""A person has taken the conversation over, and the bot says nothing."""


def decide(bank: Bank, judgement: Judgement, expected: Mapping[str, float] = NOTHING) -> Decision:
    """The decision for one question that was looked up; `expected` are the ids of entries that it may well be
    about, such as after the last answer, and the share of the least confidence that is enough for each.
    """
    best, careful = judgement.best, bank.policy.careful
    if best is not None:
        careful *= expected.get(best.entry, 1.0)
    if best is not None and best.confidence >= careful:
        return Answer(bank.entries[best.entry], best.confidence)
    if best is None or not judgement.is_near:
        topic = _topic(bank, judgement, MIN_LONE_TOPIC_NEARNESS)
        return silent_on(bank, topic, 0.0) if topic else Decline("off-topic", text="off_topic")
    entries = [each for each in judgement.candidates if each.entry in bank.entries]
    rivals = distinct(bank.entries[each.entry] for each in entries if is_rival(each, best))[:MAX_OPTIONS]
    nearest = bank.silent.get(judgement.candidates[0].entry)
    if nearest is None and best.confidence >= ASK_BACK_SHARE * careful and len(rivals) > 1:
        return Clarify(rivals, best.confidence)
    offered = _offered(bank, entries, nearest)
    topic = _topic(bank, judgement, MIN_TOPIC_NEARNESS)
    if topic:
        return Decline("not-in-source", offered, topic, best.confidence, "silent")
    return Decline("not-in-source", offered, confidence=best.confidence, text="not_in_source")


def _topic(bank: Bank, judgement: Judgement, nearness: float) -> SilentTopic | None:
    """The silent topic that is nearest, if it is as near as that."""
    first = judgement.candidates[0] if judgement.candidates else None
    return bank.silent.get(first.entry) if first and first.near >= nearness else None


def is_rival(candidate: Candidate, best: Candidate) -> bool:
    """Whether an entry is at least half as likely as the best one."""
    return exp(candidate.score - best.score) >= MIN_RIVAL_SHARE


def decide_follow_up(bank: Bank, hits: Sequence[Candidate]) -> Decision | None:
    """The decision for what may follow an answer, where a wording for that is near enough and no other
    entry as near; None where none is.
    """
    if not hits or hits[0].confidence < MIN_FOLLOW_UP:
        return None
    best = hits[0]
    if any(hit.confidence >= MAX_FOLLOW_UP_RIVAL * best.confidence for hit in hits[1:]):
        return None
    topic = bank.silent.get(best.entry)
    if topic:
        return silent_on(bank, topic, best.confidence)
    return Answer(bank.entries[best.entry], best.confidence)


def silent_on(bank: Bank, topic: SilentTopic, confidence: float) -> Decline:
    """The decision that the source says nothing of a topic, with what its author found near."""
    offered = tuple(bank.entries[id] for id in topic.near[:MAX_OPTIONS])
    return Decline("not-in-source", offered, topic, confidence, "silent")


def _offered(bank: Bank, entries: Sequence[Candidate], topic: SilentTopic | None) -> tuple[Entry, ...]:
    """The entries to offer: the nearest two, one that the topic's author named and that says something else,
    then the rest, as far as they do.
    """
    nearest = [bank.entries[each.entry] for each in entries]
    named = [bank.entries[id] for id in topic.near] if topic else []
    first = distinct(nearest[:2])
    first = distinct([*first, *named])[: len(first) + 1]
    return distinct([*first, *nearest[2:], *named])[:MAX_OPTIONS]


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


def near(bank: Bank, judgement: Judgement) -> tuple[Entry, ...]:
    """The entries that are near enough to be offered beside what only a person can say, best first."""
    candidates = [each for each in judgement.candidates if each.confidence >= LEAST_OFFERED]
    entries = [bank.entries[each.entry] for each in candidates if each.entry in bank.entries]
    return distinct(entries)[:MAX_OPTIONS] if judgement.is_near else ()
