"""Which entries of a bank a question is close to, how close, and which words decided.

Scores wordings only; what follows from a score is decided elsewhere. Everything is worked out from the
wordings, in closed form: nothing is trained, and the same wordings always give the same hits.
"""

from __future__ import annotations

from heapq import nlargest
from itertools import chain
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from footnote.text.analyzer import Phrase, Reader

from .entry_model import EntryModel
from .index import LENGTH_EXPONENT, Index
from .query import Seeker, Sought

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

SHARPNESS = 9
"""How far the nearest wording of an entry outweighs its others: the power they are summed under. Measured
(see `index`): .794 with 6, .784 with 14, .788 with 60, which is the nearest alone."""

FAINT = 0.3
"""Wordings that share less than this of the most shared weight are not looked at. Measured: the same with 0,
.787 with .4."""

ENOUGH = 600
"""Once so many wordings share a rarer stem with the question, a stem adds to those only: what keeps the cost
from growing with the bank. Measured: the same with 300 and 1,500; of 1,700 questions more on a
bank of 20,000 wordings, .892 with 400, .896 with 600, .897 with 1,000."""

SHORTLIST = 6
"""Nearest entries that are compared as a whole, if no more are asked for. Measured: .787 with 4, the same
with 12."""

STEEP, EVEN = 8.0, 0.48
"""Confidence is 1 / (1 + exp(STEEP * (EVEN - score))): how often the first hit was right. Fitted by
logistic regression on the questions that `index` tells of: 8 and .50 on sofmattress, 12 and .49 on curekart.
On the labelled questions of the bank, hits of .9 and more are right 97 times of 100 (`footnote score`)."""


class Match(NamedTuple):
    """What became of some words of a question: the stem of the wording that they met (None: of none), how
    alike they are (0..1), their share of the question's weight (0..1), and whether any wording knows them.

    `tells` is what they count for the wording's entry, less than 0 against it, whether they stand in this
    wording or in others of it.
    """

    words: str
    met: str | None
    similarity: float
    share: float
    known: bool
    tells: float = 0.0


class Hit(NamedTuple):
    """An entry, how sure the match is (0..1), and its wording that came nearest."""

    entry: str
    confidence: float
    wording: str


class Word(NamedTuple):
    """A word of a question that says something, as the bank knows it.

    How like one of the bank's words it is (0..1), how many wordings use that one, and which share of its use
    each entry has (together 1).
    """

    words: str
    likeness: float
    used: int
    shares: dict[str, float]


class Parts(NamedTuple):
    """What a matcher is made of: the texts of the wordings, what reads them, and what is known about them."""

    texts: Sequence[str]
    reader: Reader
    inverted_index: Index
    entry_model: EntryModel


class Matcher:
    """Ranks entries for a question. Never changes; any number of threads may share one.

    `wordings` are pairs of an entry's id and one way to ask it. `same` holds groups of phrases that say the
    same, the first the one they are read as; `apart` sets of phrases that must never match one another;
    `sizes` cut points in millimeters, from the smallest: a length is read as the band it falls into.

    >>> matcher = Matcher([("size", "how big is it"), ("found", "how is it found")])
    >>> [hit.entry for hit in matcher.rank("wots teh sise, how bigg")]
    ['size']
    """

    def __init__(
        self,
        wordings: Iterable[tuple[str, str]],
        *,
        same: Iterable[Sequence[str]] = (),
        apart: Iterable[Iterable[str]] = (),
        sizes: Sequence[float] | None = None,
    ) -> None:
        pairs = list(wordings)
        texts = [wording for _, wording in pairs]
        reader = Reader(same, apart, sizes)
        stems = [reader.stems(text) for text in texts]
        index = Index([entry for entry, _ in pairs], stems, reader.filler)
        self._set(Parts(texts, reader, index, EntryModel(index, texts, reader.filler)))

    @classmethod
    def from_parts(cls, parts: Parts) -> Matcher:
        """The matcher that has these parts."""
        matcher = cls.__new__(cls)
        matcher._set(parts)  # noqa: SLF001  (it is ours)
        return matcher

    @property
    def parts(self) -> Parts:
        """What the matcher is made of, for `matching.serialization`."""
        return Parts(self._texts, self._reader, self._index, self._entry_model)

    def _set(self, parts: Parts) -> None:
        self._texts, self._reader, self._index, self._entry_model = parts
        self._seeker = Seeker(self._reader, self._index)

    def rank(self, question: str, limit: int = 3) -> list[Hit]:
        """At most `limit` hits, best first, no entry twice; none where no wording knows a word of it."""
        tokens = self._seeker.read(question)
        sought = self._seeker.weigh(tokens)
        shared = self._shared(sought)
        for number in self._kept_apart(tuple(token.stem for token in tokens), shared):
            shared.pop(number, None)
        if not shared:
            return []
        asked = sum([s.weight for s in sought])
        nearest, near = self._near(shared, asked)
        scores = self._scores(question, sought, self._shortlist(near, max(limit, SHORTLIST)))
        names = self._index.names
        ranked = sorted(scores, key=lambda entry: (-scores[entry], names[entry]))
        return [
            Hit(names[entry], _confidence(scores[entry]), self._texts[nearest[entry]])
            for entry in ranked[: max(limit, 0)]
        ]

    def why(self, question: str, hit: Hit) -> tuple[Match, ...]:
        """What became of each word of the question in the wording of a hit, in the order typed."""
        sought = self._seeker.seek(question)
        asked = sum([s.weight for s in sought])
        held = self._reader.stems(hit.wording)
        entry = self._index.names.index(hit.entry)
        met = [next(((stem, near) for stem, near in s.reach if stem in held), (None, 0.0)) for s in sought]
        return tuple(
            Match(
                s.token.words,
                stem,
                similarity,
                s.weight / asked,
                bool(s.reach),
                self._entry_model.evidence(s, entry),
            )
            for s, (stem, similarity) in zip(sought, met, strict=True)
        )

    def read(self, text: str) -> tuple[str, ...]:
        """The stems of a text as the bank would have written it: slips mended, synonyms made one."""
        return tuple(token.stem for token in self._seeker.read(text))

    def words(self, question: str) -> list[Word]:
        """The words of the question that say something, in the order typed."""
        return [self._word(s) for s in self._seeker.seek(question) if s.token.stem not in self._reader.filler]

    def _word(self, sought: Sought) -> Word:
        if not sought.reach:
            return Word(sought.token.words, 0.0, 0, {})
        stem, likeness = sought.reach[0]
        uses = self._index.terms.statistics(stem).entry_counts
        used = self._index.terms.postings.count(stem)
        shares = {self._index.names[entry]: count / used for entry, count in uses.items()}
        return Word(sought.token.words, likeness, used, shares)

    def _shared(self, sought: list[Sought]) -> dict[int, float]:
        """The weight that wordings share with the question, by wording: rarest stems first (see ENOUGH)."""
        shared: dict[int, float] = {}
        for s in sorted(sought, key=self._spread):
            credited: set[int] = set()
            for stem, similarity in s.reach:
                numbers = self._holding(stem, shared)
                if len(s.reach) > 1:  # a wording that holds several of them met the nearest
                    numbers = [number for number in numbers if number not in credited]
                    credited.update(numbers)
                weight = similarity * self._index.terms.statistics(stem).weight
                for number in numbers:
                    shared[number] = shared.get(number, 0.0) + weight
        return shared

    def _spread(self, sought: Sought) -> int:
        return sum([self._index.terms.postings.count(stem) for stem, _ in sought.reach])

    def _holding(self, stem: str, shared: dict[int, float]) -> Sequence[int]:
        numbers = self._index.terms.postings[stem]
        if len(shared) < ENOUGH:
            return numbers
        if len(numbers) < 2 * len(shared):
            return [number for number in numbers if number in shared]
        flags = self._index.terms.postings.flags(stem)
        return [number for number in shared if flags[number]]

    def _near(self, shared: dict[int, float], asked: float) -> tuple[dict[int, int], dict[int, float]]:
        """The nearest wording of each entry, and how near its nearest few are."""
        entries, lengths = self._index.entries, self._index.lengths
        faint = FAINT * max(shared.values())
        top: dict[int, float] = {}
        nearest: dict[int, int] = {}
        sums: dict[int, float] = {}
        for number, weight in shared.items():
            if weight >= faint:
                near = weight / (lengths[number] or self._index.length(number))
                entry = entries[number]
                sums[entry] = sums.get(entry, 0.0) + near**SHARPNESS
                if near > top.get(entry, 0.0):
                    top[entry], nearest[entry] = near, number
        whole: float = asked ** (1 - LENGTH_EXPONENT)
        return nearest, {entry: total ** (1 / SHARPNESS) / whole for entry, total in sums.items()}

    def _shortlist(self, near: dict[int, float], most: int) -> dict[int, float]:
        names = self._index.names
        least = min(nlargest(most, near.values()))
        fit = [(entry, nearness) for entry, nearness in near.items() if nearness >= least]
        return dict(sorted(fit, key=lambda pair: (-pair[1], names[pair[0]]))[:most])

    def _scores(self, question: str, sought: list[Sought], near: dict[int, float]) -> dict[int, float]:
        """The whole score of each entry of a shortlist."""
        features = self._entry_model.features(question, sought)
        # Rounded, so that the order of an addition decides no tie: the id does.
        return {
            entry: round(self._entry_model.score(features, entry, nearness), 9)
            for entry, nearness in near.items()
        }

    def _kept_apart(self, stems: Phrase, shared: Container[int]) -> set[int]:
        """Of the wordings that share something, those that hold a phrase kept apart from one in the question,
        and not that one.
        """
        barred: set[int] = set()
        for group in self._reader.apart:
            asked = {phrase for phrase in group if _holds(stems, phrase)}
            if asked:
                holders = chain.from_iterable(self._holders(phrase, shared) for phrase in group - asked)
                barred.update(number for number in holders if not self._has(number, asked))
        return barred

    def _holders(self, phrase: Phrase, among: Container[int]) -> list[int]:
        """Which of these wordings hold a phrase."""
        postings = self._index.terms.postings
        numbers = [number for number in postings[min(phrase, key=postings.count)] if number in among]
        return numbers if len(phrase) == 1 else [number for number in numbers if self._has(number, {phrase})]

    def _has(self, number: int, phrases: Iterable[Phrase]) -> bool:
        """Whether a wording holds one of these phrases."""
        stems = self._index.stems[number]
        return any(_holds(stems, phrase) for phrase in phrases)


def _holds(stems: Phrase, phrase: Phrase) -> bool:
    length = len(phrase)
    return any(stems[at : at + length] == phrase for at in range(len(stems) - length + 1))


def _confidence(score: float) -> float:
    return round(1 / (1 + exp(STEEP * (EVEN - score))), 4)
