"""Which entries of a bank a question is close to, how close, and which words decided.

Scores wordings only; what follows from a score is decided elsewhere. Everything is worked out from the
wordings, in closed form: nothing is trained, and the same wordings always give the same hits.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from .index import LENGTH, Index
from .letters import Letters, alike, letters
from .query import Seeker, Sought
from .reading import Phrase, Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NEAR, PROFILE, LETTERS = 0.4, 0.3, 0.3
"""What a score is made of: the nearest wordings, the entry as a whole, and the letters; each 0..1. Measured
(see `index`): .815; without the letters .800, without the profile .805, without nearness .777."""

SHARPNESS = 9
"""How far the nearest wording of an entry outweighs its others: the power they are summed under. Measured:
.813 with 6 and with 13; .812 with 60, which is the nearest alone."""

FAINT = 0.3
"""Wordings that share less than this of the most shared weight are not looked at. Measured: .815 with 0, .812
with .4."""

ENOUGH = 300
"""Once so many wordings share a rarer stem with the question, a stem adds to those only: what keeps the cost
from growing with the bank. Measured: .815 with 300 and with 1,000, .809 with 100."""

SHORTLIST = 6
"""Nearest entries whose profile and letters are looked at. Measured: the same with 8, 10 and 16."""

STEEP, EVEN = 15.0, 0.4
"""Confidence is 1 / (1 + exp(STEEP * (EVEN - score))): how often the first hit was right. Fitted on the
questions that `index` tells of, by logistic regression: 12 and .42 on sofmattress, 17 and .40 on curekart, 18
and .38 on the bank. Of hits at .9 and above .91, .99 and .97 were right; from .5 to .6, .48, .62 and .60."""


class Match(NamedTuple):
    """What became of some words of a question: the stem of the wording that they met (None: of none), how
    alike they are (0..1), their share of the question's weight (0..1), and whether any wording knows them.
    """

    words: str
    met: str | None
    similarity: float
    share: float
    known: bool


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
        self._wordings = list(wordings)
        self._reader = Reader(same, apart, sizes)
        stems = [self._reader.stems(wording) for _, wording in self._wordings]
        self._index = Index([entry for entry, _ in self._wordings], stems, self._reader.filler)
        self._seeker = Seeker(self._reader, self._index)
        self._remember()

    def __getstate__(self) -> dict[str, object]:
        """A matcher may be pickled, with all that it has worked out but these two."""
        return {name: value for name, value in vars(self).items() if name not in {"_letters", "_holders"}}

    def __setstate__(self, state: dict[str, object]) -> None:
        vars(self).update(state)
        self._remember()

    def _remember(self) -> None:
        self._letters = lru_cache(maxsize=1024)(self._read_letters)
        self._holders = lru_cache(maxsize=1024)(self._find_holders)

    def rank(self, question: str, limit: int = 3) -> list[Hit]:
        """At most `limit` hits, best first, no entry twice; none where no wording knows a word of it."""
        tokens = self._seeker.read(question)
        sought = self._seeker.weigh(tokens)
        shared = self._shared(sought)
        for number in self._kept_apart(tuple(token.stem for token in tokens)):
            shared.pop(number, None)
        if not shared:
            return []
        asked = sum([s.weight for s in sought])
        nearest, near = self._near(shared, asked)
        scores = self._scores(question, sought, self._shortlist(near, max(limit, SHORTLIST)))
        names = self._index.names
        ranked = sorted(scores, key=lambda entry: (-scores[entry], names[entry]))
        return [
            Hit(names[entry], _confidence(scores[entry]), self._wordings[nearest[entry]][1])
            for entry in ranked[: max(limit, 0)]
        ]

    def why(self, question: str, hit: Hit) -> tuple[Match, ...]:
        """What became of each word of the question in the wording of a hit, in the order typed."""
        sought = self._seeker.seek(question)
        asked = sum([s.weight for s in sought])
        held = self._reader.stems(hit.wording)
        met = [next(((stem, near) for stem, near in s.reach if stem in held), (None, 0.0)) for s in sought]
        return tuple(
            Match(s.token.words, stem, similarity, s.weight / asked, bool(s.reach))
            for s, (stem, similarity) in zip(sought, met, strict=True)
        )

    def words(self, question: str) -> list[Word]:
        """The words of the question that say something, in the order typed."""
        return [self._word(s) for s in self._seeker.seek(question) if s.token.stem not in self._reader.filler]

    def _word(self, sought: Sought) -> Word:
        if not sought.reach:
            return Word(sought.token.words, 0.0, 0, {})
        stem, likeness = sought.reach[0]
        worth = self._index.worth(stem).shares
        whole = sum(worth.values())
        shares = {self._index.names[entry]: share / whole for entry, share in worth.items()}
        return Word(sought.token.words, likeness, len(self._index.postings[stem]), shares)

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
                weight = similarity * self._index.worth(stem).weight
                for number in numbers:
                    shared[number] = shared.get(number, 0.0) + weight
        return shared

    def _spread(self, sought: Sought) -> int:
        return sum([len(self._index.postings[stem]) for stem, _ in sought.reach])

    def _holding(self, stem: str, shared: dict[int, float]) -> list[int]:
        if len(shared) < ENOUGH:
            return self._index.postings[stem]
        return [number for number in shared if stem in self._index.stems[number]]

    def _near(self, shared: dict[int, float], asked: float) -> tuple[dict[int, int], dict[int, float]]:
        """The nearest wording of each entry, and how near its nearest few are."""
        entries, lengths = self._index.entries, self._index.lengths
        faint = FAINT * max(shared.values())
        top: dict[int, float] = {}
        nearest: dict[int, int] = {}
        sums: dict[int, float] = {}
        for number, weight in shared.items():
            if weight >= faint:
                near = weight / (lengths.get(number) or self._index.length(number))
                entry = entries[number]
                sums[entry] = sums.get(entry, 0.0) + near**SHARPNESS
                if near > top.get(entry, 0.0):
                    top[entry], nearest[entry] = near, number
        whole: float = asked ** (1 - LENGTH)
        return nearest, {entry: total ** (1 / SHARPNESS) / whole for entry, total in sums.items()}

    def _shortlist(self, near: dict[int, float], most: int) -> dict[int, float]:
        names = self._index.names
        return dict(sorted(near.items(), key=lambda pair: (-pair[1], names[pair[0]]))[:most])

    def _scores(self, question: str, sought: list[Sought], near: dict[int, float]) -> dict[int, float]:
        """The whole score of each entry of a shortlist."""
        typed = letters(question)
        asked = sum([s.weight for s in sought])
        scores: dict[int, float] = {}
        for entry, nearness in near.items():
            claimed = sum([s.weight * self._share(s, entry) for s in sought])
            score = NEAR * nearness + PROFILE * claimed / asked + LETTERS * alike(typed, self._letters(entry))
            # Rounded, so that the order of an addition decides no tie: the id does.
            scores[entry] = round(score, 9)
        return scores

    def _share(self, sought: Sought, entry: int) -> float:
        """How much of a stem an entry may claim, whichever of its wordings hold it."""
        shares = [near * self._index.worth(stem).shares.get(entry, 0.0) for stem, near in sought.reach]
        return max(shares, default=0.0)

    def _read_letters(self, entry: int) -> Letters:
        # In one order, whatever that of the wordings: trigrams reach across their ends.
        return letters(" ".join(sorted(self._wordings[number][1] for number in self._index.members[entry])))

    def _kept_apart(self, stems: Phrase) -> set[int]:
        """The wordings that hold a phrase kept apart from one in the question, and not that one."""
        barred: set[int] = set()
        for group in self._reader.apart:
            asked = {phrase for phrase in group if _holds(stems, phrase)}
            if asked:
                allowed = {number for phrase in asked for number in self._holders(phrase)}
                for phrase in group - asked:
                    barred.update(set(self._holders(phrase)) - allowed)
        return barred

    def _find_holders(self, phrase: Phrase) -> list[int]:
        """The wordings that hold a phrase."""
        numbers = self._index.postings.get(phrase[0], ())
        return [number for number in numbers if _holds(self._index.stems[number], phrase)]


def _holds(stems: Phrase, phrase: Phrase) -> bool:
    length = len(phrase)
    return any(stems[at : at + length] == phrase for at in range(len(stems) - length + 1))


def _confidence(score: float) -> float:
    return round(1 / (1 + exp(STEEP * (EVEN - score))), 4)
