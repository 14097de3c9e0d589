"""The signs of a judgement, and how likely the best entry answers the question by them.

No sign decides alone. The weights were fitted over several banks by tests/bench/fit_answerability.py, which
prints what each sign is worth.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

from footnote.record import Record, replace

from .weights import CONSTANT, FEW, MANY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.matching.mixture import Candidate

RELATED_MANY = {"covered": 1.0, "subject": 0.8, "near": 1.2, "silent": -0.2, "length": 0.6}
MIN_RELATED_MANY = 3.3
"""By which signs a question is of the bank's subject at all, so that its entries are offered, where entries
have many wordings; and from which sum. Fitted by tests/bench/fit_nearness.py, which prints what each sign is
worth: 1, .81, 1.21, -.19, .62 and 3.14, which keep .994 of 503 questions that the bank micrometastases
answers, .91 of the near ones, and .20 of those about other subjects. The sum is a little higher: what the
bank answers keeps its offers (reachable .992 of questions in other voices), and .87 of the questions without
an answer are declined for the right reason, .83 with 3.1.
"""

RELATED_FEW = {"covered": 1.0, "subject": 0.9, "near": 0.2}
MIN_RELATED_FEW = 0.95
"""The same where entries have few wordings, fitted before `silent` and `length` counted; the sum is less by
the square of `wordings`, as few wordings know few words.
"""

OF_SUBJECT = 0.3
"""Confidence in the best entry from which a question is of the bank's subject, whatever else is said: of 560
questions that the bank micrometastases answers or is silent on, this is six more, four of them long mails,
and of 130 about other subjects two.
"""


LEAST_CONFIDENCE = 1e-4
"""What a confidence is rounded to."""


class Signs(NamedTuple):
    """What is weighed, for the best entry: most are 0..1, distances and likelihoods are in powers of e."""

    near: float
    """How near its nearest wordings are, up to NEAR."""
    very_near: float
    """How far they are nearer than NEAR."""
    exact: float
    """1 where one of its wordings has just these words."""
    words: float
    """How much likelier the words are in another entry or topic; 0 or less."""
    rivals: float
    """Logarithm of its share beside entries that say something else."""
    silent: float
    """Logarithm of its share beside silent topics."""
    ahead: float
    """Distance to the next entry that says something else."""
    ahead_silent: float
    """Distance to the best silent topic; less than 0 where that is before it."""
    mentioned: float
    """Share of the question that its wordings and answer mention."""
    covered: float
    """Share of the question that its own wordings and answer know."""
    owned: float
    """Weight of the heaviest word that another entry owns."""
    silenced: float
    """The same of a word that silent topics own, as far as they are near."""
    subject: float
    """How widely the bank uses the widest used word that says something."""
    adrift: float
    """Weight of the rarest word that no entry knows, where no word is of the bank's subject."""
    particular: float
    """How unusual it is to ask this entry for such a particular (see `requests`)."""
    particular_near: float
    """The same where it is near: a frame that fits, and something else asked for."""
    manner: float
    personal: float
    contrast: float
    unanswered: float
    focus: float
    """How unknown to it the noun is that is asked for: "which tablets"."""
    figures: float
    """Words with a number in the question that have another one in its wordings."""
    length: float
    """Logarithm of the number of words."""
    keywords: float
    """1 where every word says something."""
    wordings: float
    """How many wordings it has: 0 for none, 1 for MANY_WORDINGS, by the logarithm."""


class Judgement(Record):
    """The candidates of a question, best first, with their confidences, and the signs for the best entry;
    without candidates there are none. `names_subject`: the question names what the bank is about, which its
    signs did not show; `is_listed`: a silent topic lists it, word for word.
    """

    candidates: tuple[Candidate, ...]
    best: Candidate | None = None
    signs: Signs | None = None
    names_subject: bool = False
    is_listed: bool = False

    @property
    def confidence(self) -> float:
        """How likely the best entry answers the question, 0..1."""
        return self.best.confidence if self.best else 0.0

    def with_confidence(self, sure: float) -> Judgement:
        """The same where the best entry answers the question with another confidence, and others as much more
        or less.
        """
        if self.best is None:
            return self
        by = sure / max(self.best.confidence, LEAST_CONFIDENCE)
        candidates = tuple(
            each._replace(confidence=round(min(1.0, by * each.confidence), 4)) for each in self.candidates
        )
        best = next(each for each in candidates if each.entry == self.best.entry)
        return replace(self, candidates=candidates, best=best._replace(confidence=round(sure, 4)))

    @property
    def nearest(self) -> str | None:
        """The entry or silent topic that is nearest, whether or not it answers the question."""
        return self.candidates[0].entry if self.candidates else None

    @property
    def is_near(self) -> bool:
        """Whether the question is of the bank's subject at all, as far as its words show."""
        signs = self.signs
        if signs is None:
            return False
        if self.names_subject or self.confidence >= OF_SUBJECT:
            return True
        many = signs.wordings**2
        over_few = _sum(signs, RELATED_FEW) - MIN_RELATED_FEW * many
        over_many = _sum(signs, RELATED_MANY) - MIN_RELATED_MANY
        return (1 - many) * over_few + many * over_many >= 0

    def contributions(self) -> dict[str, float]:
        """What each sign adds to the logarithm of the odds that the best entry answers the question."""
        return contributions(self.signs) if self.signs else {}


def _sum(signs: Signs, weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in zip(Signs._fields, signs, strict=True))


def contributions(signs: Signs) -> dict[str, float]:
    """The signs times their weights, which lie between those for few and for many wordings."""
    many = signs.wordings
    pairs = zip(Signs._fields, signs, strict=True)
    return {name: value * (FEW[name] * (1 - many) + MANY[name] * many) for name, value in pairs}


def probability(signs: Signs) -> float:
    """How likely the best entry answers the question, 0..1, by the signs."""
    total = CONSTANT + sum(contributions(signs).values())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
