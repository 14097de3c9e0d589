"""A bot that is asked the same questions under one policy after another, and tells how it read them.

For the author's tools: each question is matched once, whatever is asked afterwards. Not for threads.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from footnote.matching.matcher import Hit
from footnote.matching.scope import KNOWN

from .engine import RANKED, Bot
from .small_talk import Phrasebook

if TYPE_CHECKING:
    from footnote.bank.models import Entry, Policy, SmallTalk
    from footnote.matching.matcher import Match

    from .reply import Reply, State


class Reading(NamedTuple):
    """A text that was looked up in the bank, what was hit, and what of it was believed; both best first.

    A mail is read sentence by sentence, with and without what stands around the sentence.
    """

    text: str
    hits: tuple[Hit, ...]
    believed: tuple[Hit, ...]

    @property
    def confidence(self) -> float:
        """How sure the best hit is; 0 where nothing was believed."""
        return self.believed[0].confidence if self.believed else 0.0


class _Heard(Phrasebook):
    """A phrasebook that listens to each text once."""

    def __init__(self, phrasebook: Phrasebook) -> None:
        vars(self).update(vars(phrasebook))
        self._heard_anywhere = cache(super().anywhere)
        self._heard_alone = cache(super().alone)
        self._heard_distressed = cache(super().distressed)

    def anywhere(self, text: str) -> SmallTalk | None:
        return self._heard_anywhere(text)

    def alone(self, text: str) -> SmallTalk | None:
        return self._heard_alone(text)

    def distressed(self, text: str) -> SmallTalk | None:
        return self._heard_distressed(text)


class Rehearsal(Bot):
    """A bot that remembers what it matched, and tells it."""

    def __init__(self, bot: Bot) -> None:
        vars(self).update(vars(bot))  # all that it was built from, and nothing built again
        self._phrasebook = _Heard(self._phrasebook)
        self._ranked: dict[str, list[Hit]] = {}
        self._sifted: dict[tuple[str, str, float], Reading] = {}
        self._readings: list[Reading] = []

    def under(self, policy: Policy) -> Rehearsal:
        """The same bot with other thresholds. What either matches, both remember."""
        other = copy(self)
        other.bank = replace(self.bank, policy=policy)
        return other

    def hits(self, question: str, limit: int = RANKED) -> list[Hit]:
        """As `Bot.hits`, but each question is ranked once."""
        if limit != RANKED:
            return super().hits(question, limit)
        if question not in self._ranked:
            self._ranked[question] = super().hits(question, limit)
        hits = self._ranked[question]
        self._readings.append(Reading(question, tuple(hits), tuple(hits)))
        return hits

    def believed(self, question: str, background: str = "") -> list[Hit]:
        """As `Bot.believed`, but each question is looked up once for each margin: all it asks of a policy."""
        sought = question, background, self.bank.policy.margin
        known = self._sifted.get(sought)
        if known is None:
            before = len(self._readings)
            believed = super().believed(question, background)
            best = max(self._readings[before:], key=lambda reading: reading.confidence)
            del self._readings[before:]
            known = self._sifted[sought] = best._replace(believed=tuple(believed))
        self._readings.append(known)
        return list(known.believed)

    def watched(self, line: str, state: State | None = None) -> tuple[Reply, tuple[Reading, ...]]:
        """The reply to a line, and how it was read: not at all where it was heard as small talk."""
        self._readings.clear()
        reply = self.ask(line, state)
        return reply, tuple(self._readings)

    def matches(self, reading: Reading, hit: Hit) -> tuple[Match, ...]:
        """What became of the words of a reading in the wording of a hit; `met` as the wording has it.

        Words that are read as one, as "how big" is read as "size", stand together. A word that is only
        somewhat like one of the bank's is not known.
        """
        written = {match.met: match.words for match in self.matcher.why(hit.wording, hit)}
        strange = {word.words for word in self.matcher.words(reading.text) if word.likeness < KNOWN}
        together: dict[str, Match] = {}
        for match in self.matcher.why(reading.text, hit):
            before = together.get(match.words)
            known = match.known and match.words not in strange
            found = match._replace(met=written.get(match.met, match.met), known=known)
            together[match.words] = _together(before, found) if before else found
        return tuple(together.values())

    def words_of(self, text: str, entry: str) -> frozenset[str]:
        """The words of a text that say something and that some wording of an entry or silent topic has."""
        said = self.matcher.words(text)
        return frozenset(word.words for word in said if word.likeness >= KNOWN and entry in word.shares)

    def says_something(self, text: str) -> frozenset[str]:
        """The words of a text that say something: not "the", "please" and their like."""
        return frozenset(word.words for word in self.matcher.words(text))

    def sized(self, line: str, entry: Entry) -> Entry:
        """The entry that answers for the size typed in a line, where this entry is one of a size."""
        return self._sized(line, entry)[0]


def _together(one: Match, other: Match) -> Match:
    """Two parts of the same words: "node" is read as "lymph" and "node"."""
    met = " ".join(dict.fromkeys(word for words in (one.met, other.met) if words for word in words.split()))
    return one._replace(
        met=met or None,
        similarity=min(one.similarity, other.similarity),
        share=one.share + other.share,
        tells=one.tells + other.tells,
        known=one.known or other.known,
    )
