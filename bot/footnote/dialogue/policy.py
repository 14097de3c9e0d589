"""What to do about a question: candidates and the bank's policy in, one decision out.

Nothing is put into words here, and no text is compared: a candidate is a fact, a decision is policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from footnote.record import Record
from footnote.text import SmallTalk

from .reply import MAX_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from footnote.bank import Bank, Entry, SilentTopic
    from footnote.matching import Candidate, Scope
    from footnote.text import Reason


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

    `topic` is the silent topic, if it is one; `text` names the language's text; `preface` comes first: a
    word of comfort. `general` is what the source says in general on a personal question; `part` is the part
    of a message that has no answer, as it was typed.
    """

    reason: Reason
    near: tuple[Entry, ...] = ()
    topic: SilentTopic | None = None
    confidence: float = 0.0
    text: str = ""
    preface: str = ""
    general: Answer | None = None
    part: str = ""


class Several(Record):
    """Answer several questions of one message in order, at least one by an entry; `preface` comes first."""

    parts: tuple[Answer | Decline, ...]
    preface: str = ""

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The parts that are answered."""
        return tuple(part for part in self.parts if isinstance(part, Answer))


class Respond(Record):
    """Respond to small talk; `near` are entries that go with a personal question, and `preface` comes first:
    a word of comfort. `about` is filled in for what the text leaves open.
    """

    small_talk: SmallTalk
    near: tuple[Entry, ...] = ()
    preface: str = ""
    about: str = ""


Decision: TypeAlias = Answer | Several | Clarify | Decline | Respond


def is_settled(decision: Decision) -> bool:
    """Whether a decision knows what was asked: an answer does, and a topic that the source is silent on."""
    return isinstance(decision, Answer) or (isinstance(decision, Decline) and decision.topic is not None)


SILENCE = Respond(SmallTalk("silence", "handoff", "asked", True, (), ""))
"""A person has taken the conversation over, and the bot says nothing."""


def decide(bank: Bank, scope: Scope) -> Decision:
    """The decision for one question, by its candidates and what its words show about them."""
    hits = scope.accepted
    if not hits or hits[0].confidence < bank.policy.clarify:
        return Decline("off-topic", text="off_topic")
    best = hits[0]
    topic = bank.silent.get(scope.topic or best.entry)
    if topic:
        return _silent(bank, topic, best.confidence)
    rivals = _rivals(bank, hits)
    if len(rivals) > 1:
        return Clarify(rivals[:MAX_OPTIONS], best.confidence)
    if best.confidence >= bank.policy.answer and not _is_near_silence(bank, hits):
        return Answer(bank.entries[best.entry], best.confidence)
    return Decline("not-in-source", near(bank, hits), confidence=best.confidence, text="not_in_source")


def _silent(bank: Bank, topic: SilentTopic, confidence: float) -> Decline:
    """The source does not say: which topic that is, and the entries its author named as near it.

    A topic that is not sure enough to be answered, if it could be, is not sure enough to be named.
    """
    offered = tuple(bank.entries[id] for id in topic.near[:MAX_OPTIONS])
    if confidence < bank.policy.answer:
        return Decline("not-in-source", offered, confidence=confidence, text="not_in_source")
    return Decline("not-in-source", offered, topic, confidence, "silent")


def _is_near_silence(bank: Bank, hits: Sequence[Candidate]) -> bool:
    """Whether a silent topic is so close behind the best entry that answering would be a guess."""
    reach = bank.policy.reach(hits[0].confidence)
    return any(hit.entry in bank.silent and hit.confidence > reach for hit in hits[1:])


def _rivals(bank: Bank, hits: Sequence[Candidate]) -> tuple[Entry, ...]:
    """The best entry and those too close behind it, without any that would say the same: asking which of
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


def near(bank: Bank, hits: Sequence[Candidate], most: int = MAX_OPTIONS) -> tuple[Entry, ...]:
    """The entries among the candidates that are near enough to be offered, best first."""
    fit = (hit.entry for hit in hits if hit.confidence >= bank.policy.clarify)
    return tuple(bank.entries[id] for id in fit if id in bank.entries)[:most]
