"""How much each ranker counts, found on a bank's own wordings by cross-validation.

Some wordings are kept apart, a matcher is built of the rest and asked them, and the mixture under which their
entries are likeliest is the bank's. So a bank of two wordings an entry and one of two hundred both get what
suits them. Of a bank that has none to spare, the mixture is FEW.
"""

from __future__ import annotations

from itertools import product
from math import exp, fsum, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Pair = tuple[str, str]


STEEPNESS = 8.0
"""What nearness counts: so many powers of e for each unit. Fitted by logistic regression on the questions
that `index` describes: 8 on sofmattress, 12 on curekart."""


class Mixture(NamedTuple):
    """What the linear model of words, that of letters, the entry as one text, and the model that is trained
    count, in powers of e for each unit of theirs.
    """

    words: float = 0.0
    letters: float = 0.0
    mentioned: float = 0.0
    trained: float = 0.0

    def sum_of(self, signals: Mixture) -> float:
        """The sum of signals, each times what it counts."""
        words, letters, mentioned, trained = signals
        return (
            self.words * words + self.letters * letters + self.mentioned * mentioned + self.trained * trained
        )


class Candidate(NamedTuple):
    """An entry, how likely it answers the question (0..1), and its wording that came nearest.

    `score` is what candidates are ranked by, in powers of e, and the rest what it is made of: how near its
    nearest wordings are (0..1), how much likelier the words and the letters are in another entry (powers of
    e, 0 or less), the share of the question that the entry mentions (0..1), and how far what was learnt from
    the wordings speaks for the entry (about 0..1).
    """

    entry: str
    confidence: float
    wording: str
    score: float = 0.0
    near: float = 0.0
    words: float = 0.0
    letters: float = 0.0
    mentioned: float = 0.0
    trained: float = 0.0

    @property
    def base(self) -> float:
        """What nearness adds to the score."""
        return STEEPNESS * self.near

    @property
    def untrained(self) -> float:
        """The score without what was learnt: a bank with a trained model is judged as one without."""
        return self.score - TRAINED * self.trained


NEAREST = Mixture()
"""Only the nearest wordings count."""

FEW = Mixture(0.0, 0.2, 14.0)
"""The mixture of a bank with about one wording an entry. Measured on StackFAQ's titles (see tests/bench)."""


def trial_mixture(pairs: Sequence[Pair]) -> Mixture:
    """The mixture to find candidates with while the best is looked for: all rankers that may count."""
    has_few = len(pairs) <= FEW_WORDINGS * len({entry for entry, _ in pairs})
    return Mixture(0.3 * (len(pairs) > SMALL_BANK), 0.2 * has_few, 7.0)


MIXTURES = tuple(
    Mixture(*each)
    for each in product((0.0, 0.15, 0.3, 0.6, 1.0), (0.0, 0.1, 0.2, 0.4), (0.0, 4.0, 7.0, 10.0, 14.0))
)

MIN_ASKED, MAX_ASKED = 20, 300
"""Wordings that are asked at least, and at most, evenly taken. From as many there is a trained model."""

FOLDS = 3
"""Parts of a small bank's wordings, each of which is kept apart once."""

LARGE_BANK, LARGE_FOLDS, LARGE_ASKED = 3_000, 20, 1_200
"""Wordings from which only the first of so many parts is kept apart, as to build a matcher takes seconds, and
how many of it are asked. Of the shipped bank, 300 chose .6 for the words after an edit of 17 wordings, and .3
before; all 1,338 choose .3, with which the signs of answerability were fitted."""

TRAINED = 2.0
"""What the trained model counts in a small bank. Measured with a sharpness of 8 (oscr of curekart, of
sofmattress, and of StackFAQ with three paraphrases; how many of banking77 are ranked first): .805, .774, .881
and .804; with 3 .800, .769, .881 and .800; with 1 and a sharpness of 5 .805, .773, .880 and .800; without it
.784, .773, .876 and .790."""

SMALL_BANK = 1_000
"""Wordings up to which there is a trained model, which takes seconds for more, and up to which the linear
model of words does not count: runs of words seldom come again there, and mislead. Of the test halves of HINT3
(16 and 21 wordings an entry), .869 and .822 were ranked first without it, and .839 and .791 with it.
"""

FEW_WORDINGS = 12
"""Wordings an entry, on average, up to which the linear model of letters counts: with more it doubles the
size of a bank and the time of a question, and adds nothing. Of banking77 with ten, .779 are ranked first
without it, .790 with it; of the test halves of HINT3, .869 and .822 without it, .865 and .810 with it.
"""

DOUBT = 0.02
"""Chance, in any case, that a wording is for none of the candidates, so that no single one decides."""


class _Row(NamedTuple):
    is_right: bool
    score: float
    signals: Mixture


def choose_mixture(
    pairs: Sequence[Pair], candidates_of: Callable[[list[Pair]], Callable[[str], Sequence[Candidate]]]
) -> Mixture:
    """The smallest mixture that finds kept-apart wordings as surely as the best does.

    `candidates_of` builds what gives the candidates of a text from some of the wordings.
    """
    allowed = trial_mixture(pairs)
    asked = [rows for kept, apart in _folds(pairs) for rows in _ask(candidates_of(kept), apart)]
    if len(asked) < MIN_ASKED:
        return FEW if allowed.letters else FEW._replace(letters=0.0)
    mixtures = [each for each in MIXTURES if _is_allowed(each, allowed)]
    likelihoods = {mixture: [_log_likelihood(rows, mixture) for rows in asked] for mixture in mixtures}
    best = max(mixtures, key=lambda mixture: round(fsum(likelihoods[mixture]), 6))
    fit = [each for each in mixtures if _is_as_good(likelihoods[each], likelihoods[best])]
    return min(fit, key=lambda mixture: (mixture.words + 2 * mixture.letters, mixture))


def trained_weight(pairs: Sequence[Pair]) -> float:
    """What a trained model counts in a bank of these wordings: nothing where there are too few to learn from,
    or too many.
    """
    return TRAINED if MIN_ASKED <= len(pairs) <= SMALL_BANK else 0.0


def _is_allowed(mixture: Mixture, allowed: Mixture) -> bool:
    return all(limit or not weight for weight, limit in zip(mixture, allowed, strict=True))


def _folds(pairs: Sequence[Pair]) -> Iterator[tuple[list[Pair], list[Pair]]]:
    """The wordings that a matcher is built of, and those kept apart; an entry's first always stays."""
    is_large = len(pairs) > LARGE_BANK
    parts, folds, most = (LARGE_FOLDS, 1, LARGE_ASKED) if is_large else (FOLDS, FOLDS, MAX_ASKED)
    places: dict[str, int] = {}
    numbered = []
    for entry, text in pairs:
        places[entry] = place = places.get(entry, -1) + 1
        numbered.append((place, (entry, text)))
    for fold in range(folds):
        apart = [pair for place, pair in numbered if place and place % parts == fold]
        kept = [pair for place, pair in numbered if not place or place % parts != fold]
        if apart:
            yield kept, apart[:: max(1, len(apart) * folds // most)]


def _ask(find: Callable[[str], Sequence[Candidate]], apart: Iterable[Pair]) -> Iterator[list[_Row]]:
    """The candidates of each wording that was kept apart, if its entry is one of them."""
    for entry, text in apart:
        rows = _rows(find(text), entry)
        if any(row.is_right for row in rows):
            yield rows


def _rows(candidates: Sequence[Candidate], entry: str) -> list[_Row]:
    return [
        _Row(each.entry == entry, each.base, Mixture(each.words, each.letters, each.mentioned))
        for each in candidates
    ]


def _log_likelihood(rows: Sequence[_Row], mixture: Mixture) -> float:
    """The logarithm of the right entry's share of all candidates."""
    scores = [row.score + mixture.sum_of(row.signals) for row in rows]
    best = max(scores)
    shares = [exp(score - best) for score in scores]
    right = sum([share for share, row in zip(shares, rows, strict=True) if row.is_right])
    return log((1 - DOUBT) * right / sum(shares) + DOUBT / len(rows))


def _is_as_good(likelihoods: Sequence[float], best: Sequence[float]) -> bool:
    """Whether one mixture is worse than the best by no more than one standard error of the difference."""
    lost = [b - each for each, b in zip(likelihoods, best, strict=True)]
    mean = fsum(lost) / len(lost)
    return mean <= sqrt(fsum((each - mean) ** 2 for each in lost)) / len(lost)
