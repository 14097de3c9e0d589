"""A linear model of the lines of the safety files: how much a line resembles those of each danger.

It is logistic regression over runs of one and two stems and of LETTERS letters, each run by the number of a
bucket that it falls into. The same lines give the same weights: they are taken in an order that follows from
their words, and rounded to a byte each.
"""

from __future__ import annotations

from array import array
from itertools import pairwise
from math import exp, sqrt
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from footnote.remembering import remembered
from footnote.text import BORDER, DANGERS

from .heard import URGENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from footnote.text import Danger

BUCKETS = 1 << 16
"""Buckets of runs. Measured by tests/bench/fit_safety.py, as all below, on 1,020 lines that no phrase was
written for, by cross-validation: the model alone puts a line of danger before an ordinary one in .954 of all
pairs, with a quarter of the buckets in .947, with twice as many in .954."""

LETTERS = 4
"""Letters of a run, over the ends of words: .952 without any, .936 with three, .955 with five."""

PASSES = 6
"""Times that the lines are gone through: with ten the same is recognised."""

KNOWN, RESTS = 0.9, 2
"""A line whose class is likelier than this is left out of so many passes: with CLOSE, three times as fast,
and as much is recognised as if every line was in every pass."""

CLOSE = 0.03
"""The weights of a class are not moved for a line whose likelihood is as close to what it should be."""

FIRST_RATE, LAST_RATE = 1.0, 0.02
"""How far the weights are moved for one line, in the first pass and after the last."""

DECAY = 0.0003
"""Share of the rate by which a weight is drawn to zero each time it is used. Without it, short lines that
nothing is known of are taken for danger: "I want to talk to a person"."""

SCALE = 8
"""Steps of a stored weight in one power of e."""

CLASSES = len(DANGERS) + 1
"""The dangers, and what is ordinary."""

ZERO, HIGHEST = 128, 255

LETTERS_HASH = crc32(b"-")
"""What the hash of a run of letters begins with: "node" as letters is not the word "node"."""

FROM, GAIN = -0.8, 3.0
LEAST, MOST = -1.0, 9.0
"""The likelihood that weighs nothing, what each power of e beyond it weighs, and the least and the most that
any weighs. Measured together with the phrases: .79 of crisis is recognised, .93 of emergency, .81 of fear,
.83 of grief, and .05 of ordinary lines full of words of danger are taken for it; with a GAIN of 1 from -2.1
it is .74, .89, .77, .74, and .07.
"""


MIN_LONG, WINDOW = 30, 20
"""Words over which a message is long, and words of a stretch of it that is looked at by itself: somebody may
cry for help in one clause between the dog and a question. Measured on 100 such messages and 455 others by
people who knew no phrase: emergencies are put before the others in .966 to .995 of all pairs by the message
and its likeliest stretch together, in .923 to .978 by the message alone; crises in .88 to .91 by either.
"""

STEP, STRETCH_SHARE = 7, 0.3
"""Words from the start of one stretch of an ordinary message to that of the next that is learnt from, since
every stretch of it is ordinary; and how far the weights of what is urgent are moved for one. With them,
crises are put first in .89 to .92 of all pairs; with a share of 1, short lines of danger are missed.
"""

URGENT_PLACES = [DANGERS.index(danger) for danger in DANGERS if danger in URGENT]
"""The places of the dangers that are looked for in stretches."""

MAX_FITTED = 4
"""Models that a process keeps: to fit one takes seconds, and banks of one language share it."""

_fitted: list[tuple[Sequence[object], LineModel]] = []


class LineModel:
    """The weights of the buckets: for each, one byte for each danger, in the order of `DANGERS`."""

    def __init__(self, buckets: bytes) -> None:
        self.buckets = buckets

    def likelihoods(self, words: Sequence[str], stem: Callable[[str], str]) -> Mapping[Danger, float]:
        """By how much these words make each danger likelier than what is ordinary, in powers of e for a
        line of one run; none where there is no model.
        """
        if not self.buckets:
            return {}
        found = _buckets(words, stem)
        sums = [
            sum([self.buckets[bucket * len(DANGERS) + place] for bucket in found])
            for place in range(len(DANGERS))
        ]
        scale = SCALE * sqrt(len(found))
        return {
            danger: (total - ZERO * len(found)) / scale for danger, total in zip(DANGERS, sums, strict=True)
        }


def weights_of(likelihoods: Mapping[Danger, float]) -> Mapping[Danger, float]:
    """What it weighs for each danger that words are as like its lines; less than 0 where they are not."""
    return {danger: min(max(GAIN * (each - FROM), LEAST), MOST) for danger, each in likelihoods.items()}


def is_long(words: Sequence[str]) -> bool:
    """Whether these are the words of a message in which a stretch is looked at by itself."""
    return len(words) > MIN_LONG


def fitted(parts: Sequence[object], make: Callable[[], LineModel]) -> LineModel:
    """The model that is made of these parts of a language, made once for all languages that have the same:
    each bank that is read has a language of its own.
    """
    known = next((model for own, model in _fitted if own == parts), None)
    if known is None:
        if len(_fitted) >= MAX_FITTED:
            _fitted.clear()
        known = make()
        _fitted.append((parts, known))
    return known


class _Row(NamedTuple):
    """A line to learn from: the number of its class, its buckets, what takes their weights from all, in half
    the time of a loop, and for which classes they are moved how far.
    """

    right: int
    buckets: Sequence[int]
    of_buckets: Callable[[array[float]], tuple[float, ...]]
    classes: Sequence[int] = range(CLASSES)
    share: float = 1.0


def fit(lines: Iterable[tuple[Danger | None, Sequence[str]]], stem: Callable[[str], str]) -> LineModel:
    """The model of these lines: the danger of each, None for what is ordinary, and its words."""
    stem = remembered(stem)
    given = [(danger, words) for danger, words in lines if words]
    read = sorted(
        (DANGERS.index(danger) if danger else len(DANGERS), _buckets(words, stem)) for danger, words in given
    )
    if not read:
        return LineModel(b"")
    rows = [_Row(right, buckets, itemgetter(*buckets)) for right, buckets in read]
    stretches = sorted(_buckets(part, stem) for danger, words in given for part in _stretches(danger, words))
    rows += [_Row(len(DANGERS), each, itemgetter(*each), URGENT_PLACES, STRETCH_SHARE) for each in stretches]
    weights = [array("d", bytes(8 * BUCKETS)) for _ in range(CLASSES)]
    next_turn = [0] * len(rows)
    for turn in range(PASSES):
        rate = LAST_RATE + (FIRST_RATE - LAST_RATE) * (1 - turn / PASSES)
        for at in _shuffled(turn, [at for at, due in enumerate(next_turn) if due <= turn]):
            if _learn(weights, rows[at], rate * rows[at].share) > KNOWN:
                next_turn[at] = turn + 1 + RESTS
    return LineModel(bytes(_rounded(weights)))


def _stretches(danger: Danger | None, words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The stretches of a long message that is ordinary."""
    if danger is None and is_long(words):
        for start in range(0, len(words) - WINDOW + STEP, STEP):
            yield words[start : start + WINDOW]


def _shuffled(turn: int, places: Sequence[int]) -> Sequence[int]:
    """Places in another order each turn, and in the same on every machine."""
    return sorted(places, key=lambda at: crc32(b"%d %d" % (turn, at)))


def _learn(weights: Sequence[array[float]], line: _Row, rate: float) -> float:
    """Move the weights so that a line is likelier to be of its class. Returns how likely it was."""
    right, buckets, of_buckets = line.right, line.buckets, line.of_buckets
    share = 1 / sqrt(len(buckets))
    values = [of_buckets(each) for each in weights]
    sums = [share * sum(each) for each in values]
    best = max(sums)
    likelihoods = [exp(each - best) for each in sums]
    whole = sum(likelihoods)
    kept = 1 - rate * DECAY
    for place in line.classes:
        missing = (place == right) - likelihoods[place] / whole
        if abs(missing) < CLOSE:
            continue
        row, step = weights[place], rate * share * missing
        for bucket, weight in zip(buckets, values[place], strict=True):
            row[bucket] = kept * weight + step
    return likelihoods[right] / whole


def _rounded(weights: Sequence[array[float]]) -> Iterator[int]:
    """The bytes of a model: each weight less that of the ordinary."""
    *dangers, ordinary = weights
    for bucket in range(BUCKETS):
        for row in dangers:
            yield min(max(ZERO + round(SCALE * (row[bucket] - ordinary[bucket])), 0), HIGHEST)


def _buckets(words: Sequence[str], stem: Callable[[str], str]) -> list[int]:
    """The buckets of all runs of stems and of letters, and that of any line."""
    stems = [word if word == BORDER else stem(word) for word in words]
    runs = {"", *stems, *map(" ".join, pairwise(stems))}
    return sorted({*buckets_of(runs), *buckets_of(set(runs_of_letters(" ".join(words))), LETTERS_HASH)})


def runs_of_letters(text: str) -> list[str]:
    """Each run of LETTERS letters."""
    return [text[at : at + LETTERS] for at in range(len(text) - LETTERS + 1)]


def buckets_of(runs: Iterable[str], start: int = 0) -> list[int]:
    """The bucket of each run, where hashes begin with `start`."""
    return [crc32(run.encode("utf-8", "surrogatepass"), start) % BUCKETS for run in runs]
