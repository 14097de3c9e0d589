"""How likely a reading of a question answers it, in view of what the question says by itself.

A story around a question may be about an entry that the question does not ask for: "I had chemo for
micrometastases and cannot smell the flowers. Does that come back?" What the bank makes of the question alone
is weighed against what it makes of both together, the more the more is told.
"""

from __future__ import annotations

from math import exp, log
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .readings import Kind

LITTLE, MUCH = 10, 50
"""Words around a question up to which a reading is as sure as it is, and from which the weights count
whole.
"""

SUREST = 0.999
"""Confidence over which, or under 1 less which, more says nothing more."""


class Weights(NamedTuple):
    """What counts for a reading: nothing else, its own confidence, that of its entry for the question alone,
    and how near a silent topic is to the question alone where no entry is nearer. Confidences are in powers
    of e.
    """

    constant: float
    own: float
    alone: float
    silent: float


MUCH_AROUND: Mapping[Kind, Weights] = MappingProxyType(
    {
        "together": Weights(2.07, 0.41, 0.55, -4.13),
        "resolved": Weights(-0.30, 0.29, 0.56, -1.74),
    }
)
"""For much around a question. Fitted by tests/bench/fit_readings.py, which says what they are worth."""


class Alone(NamedTuple):
    """What the bank makes of a question alone: the confidence of the reading's entry, and how near a silent
    topic is, if none of the entries is nearer.
    """

    confidence: float
    silent: float


def weighed(kind: Kind, confidence: float, alone: Alone, words: int) -> float:
    """The confidence (0..1) of a reading with `words` words around the question."""
    share = share_of(words)
    if kind not in MUCH_AROUND or share == 0.0:
        return confidence
    weights = MUCH_AROUND[kind]
    own = logit(confidence)
    much = (
        weights.constant
        + weights.own * own
        + weights.alone * logit(alone.confidence)
        + weights.silent * alone.silent
    )
    return 1 / (1 + exp(-(own + share * (much - own))))


def share_of(words: int) -> float:
    """How far so many words around a question are much, 0..1."""
    return min(1.0, max(0.0, (words - LITTLE) / (MUCH - LITTLE)))


def logit(confidence: float) -> float:
    """A confidence in powers of e."""
    p = min(max(confidence, 1 - SUREST), SUREST)
    return log(p / (1 - p))
