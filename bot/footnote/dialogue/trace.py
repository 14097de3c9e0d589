"""The result of each step from an utterance to a reply, for evaluation and `footnote why`. Frozen records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from footnote.record import Record

if TYPE_CHECKING:
    from footnote.matching import Candidate, Judgement, Query
    from footnote.text import Measurement, Utterance

    from .policy import Decision
    from .reply import State
    from .safety.heard import Finding
    from .small_talk import Recognised, SmallTalkMatches

Basis: TypeAlias = Literal[
    "handover",
    "danger",
    "small_talk",
    "selection",
    "size",
    "number",
    "unexplained",
    "follow_up",
    "lookup",
    "reference",
    "correction",
    "several",
    "language",
    "statement",
]
"""What a decision rests on: that a person has the conversation (`handover`), danger, small talk, options
that were picked or refused (`selection`), nothing but a length after an answer about sizes (`size`), nothing
but a number (`number`), a word that the source never has (`unexplained`), a wording under `follow` of the
last answer (`follow_up`), the bank (`lookup`), or the bank with what the utterance refers to put into words
(`reference`), with the last question corrected (`correction`), for several questions at once (`several`),
another language (`language`), or that somebody writes of themselves and asks nothing (`statement`)."""


class ParsedUtterance(NamedTuple):
    """An utterance ready to be decided about: parsed, and searched for small talk and danger, once."""

    utterance: Utterance
    small_talk: SmallTalkMatches
    danger: Finding | None = None


class Lookup(Record):
    """A span that was looked up in the bank: how the bank reads it, and its candidates, judged.

    A long message is looked up sentence by sentence, with and without what stands around the sentence.
    """

    query: Query
    judgement: Judgement

    @property
    def text(self) -> str:
        """The normalised text that was looked up."""
        return self.query.span.text

    @property
    def hits(self) -> tuple[Candidate, ...]:
        """The candidates, best first."""
        return self.judgement.candidates

    @property
    def confidence(self) -> float:
        """How likely the best entry answers what was looked up."""
        return self.judgement.confidence


class Trace(Record):
    """How one reply came about.

    `state` is the one before. `lookup` is the one that the decision rests on, if any, `lookups` are all.
    `recognised` is the small talk that was responded to; `follow_up` the candidate under `follow` of the last
    answer; `measurement` the length that led to an entry for its size; `danger` what was found of danger.
    """

    utterance: Utterance
    state: State
    basis: Basis
    decision: Decision
    lookups: tuple[Lookup, ...] = ()
    lookup: Lookup | None = None
    recognised: Recognised | None = None
    follow_up: Candidate | None = None
    measurement: Measurement | None = None
    danger: Finding | None = None
