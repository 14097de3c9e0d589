"""How well a question fits an entry as a whole, whichever of its wordings is nearest.

Three signs. The letters that the two have in common. What each word tells: it speaks for an entry that uses
it more often than the bank as a whole, and against one that uses it more rarely, as "name" does for the topic
of drug names, and against a treatment whose name hardly anybody asks. And what is strange: a word that says
something and is new to an entry whose words are well known.
"""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING, NamedTuple

from .trigrams import Letters, Packed, alike, letters, pack, trigrams_of_plain, unpack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from footnote.text import Language

    from .index import Index
    from .query import Query, QueryTerm

NEAR, LETTERS = 0.7, 0.3
"""What the nearest wordings count, and the letters of the entry as a whole; each is 0..1.
Measured (see `index`): the same without letters and with .4; they were kept for the test half of curekart,
.787 without, .791 with."""

TOLD, SURER = 0.02, 4.0
"""What counts for an entry, for each power of e by which it uses a word more often than the bank does; in a
bank that knows all ways to ask, so many times more on top. Measured: .771 with 0, .787 with .01, the same
with .03; the same without more, and with 8 times."""

UNSURE = 20.0
"""Wordings like all others that are added to an entry's own: what twenty never said, the next may say.
Measured: the same with 5 and 40."""

MOST = 2.5
"""Powers of e that a word tells at most, for an entry or against it. Measured: the same with 1.5 and 4."""

LITTLE = 0.5
"""What a word that says little tells of what another would. Measured: .793 with .25, .789 with 1."""

STRANGE = 3.0
"""What counts against an entry, in a bank that knows all ways to ask, if all words are strange to it.
Measured: .789 with 0, the same with 1.5 and 6."""

RICH = 100
"""Wordings of an entry, on average, with which a bank knows a quarter of all ways to ask: what is not among a
few wordings tells little. Measured: the same with 50 and 200."""


class Seen(NamedTuple):
    """A word of a question as entries are compared with it.

    What it counts for what it tells, and as a strange word (0 where it says little). How near (0..1) it comes
    to a stem of the bank, how many wordings of each entry hold that, and what one of them is of all wordings
    that do; and the nearness and the uses of other stems that it may stand for.
    """

    counts: float
    weight: float
    nearness: float
    uses: Mapping[int, int]
    usual: float
    others: Sequence[tuple[float, Mapping[int, int]]]


class View(NamedTuple):
    """A question as entries are compared with it: its trigrams, its words, and the weight of all of them."""

    trigrams: list[str]
    words: list[Seen]
    asked: float


class Profiles:
    """The entries of an index as wholes. Threads may share it: all it remembers follows from the index."""

    def __init__(self, index: Index, texts: Sequence[str], language: Language) -> None:
        self._index = index
        self._texts = texts
        self._filler = language.filler_stems
        # For nearness question words say little, but "why" and "how" ask for different things. Measured on
        # 390 questions more that the bank answers: .910 right, .903 without.
        self._telling_filler = language.question_stems
        #: How far the bank knows all ways to ask, 0..1.
        self._rich = (len(texts) / (len(texts) + RICH * len(index.names))) ** 2 if texts else 0.0
        self._letters: dict[int, Letters] = {}
        self._packed: dict[int, Packed] = {}
        self._settled: dict[int, float] = {}

    def __getstate__(self) -> dict[str, object]:
        """Profiles may be pickled, with all that they have worked out."""
        packed = self._packed | {entry: pack(found) for entry, found in self._letters.items()}
        return {**vars(self), "_letters": {}, "_packed": packed}

    def warm(self) -> None:
        """Work out now what would be worked out when it is first needed."""
        for entry in range(len(self._index.names)):
            self._letters_of(entry)
            self._settled_of(entry)

    def view(self, query: Query) -> View:
        """A query as `score` takes it: worked out once for all entries."""
        trigrams = dict.fromkeys(trigrams_of_plain(query.span.plain))
        return View(list(trigrams), list(map(self._seen, query.terms)), query.weight)

    @property
    def _factor(self) -> float:
        """What counts each power of e that is told."""
        return TOLD * (1 + SURER * self._rich)

    def _seen(self, term: QueryTerm) -> Seen:
        says = term.token.stem not in self._filler
        counts = 1.0 if says or term.token.stem in self._telling_filler else LITTLE
        weight = term.weight if says else 0.0
        if not term.stems:
            return Seen(0.0, weight, 0.0, {}, 0.0, ())
        words = self._index.words
        (stem, nearness), *rest = term.stems
        usual = len(self._texts) / words.postings.count(stem)
        others = [(near, words.worth(other).uses) for other, near in rest]
        return Seen(nearness * counts, weight, nearness, words.worth(stem).uses, usual, others)

    def score(self, view: View, entry: int, near: float) -> float:
        """How well the question fits the entry, about 0 to 1.3; `near`: how near its nearest wordings are."""
        told, strange = self._words(view, entry)
        return (
            NEAR * near
            + LETTERS * alike(view.trigrams, self._letters_of(entry))
            + self._factor * told
            - STRANGE * self._rich * self._settled_of(entry) * strange / view.asked
        )

    def tells(self, term: QueryTerm, entry: int) -> float:
        """What one word counts for an entry, less than 0 against it, strange or not."""
        return self._factor * self._words(View([], [self._seen(term)], term.weight), entry)[0]

    def _words(self, view: View, entry: int) -> tuple[float, float]:
        """What the words tell for the entry, in powers of e, and the weight of those that are strange there.

        A word tells the pointwise mutual information of it and the entry.
        """
        told = strange = 0.0
        wordings = log(len(self._index.members[entry]) + UNSURE)
        least = max(-MOST, log(UNSURE) - wordings)
        for counts, weight, nearness, uses, usual, others in view.words:
            own = uses.get(entry)
            if own:
                told += counts * max(-MOST, min(MOST, log(own * usual + UNSURE) - wordings))
                strange += weight * (1 - nearness)
            else:
                told += counts * least
                strange += weight * (1 - next((near for near, held in others if entry in held), 0.0))
        return told, strange

    def _letters_of(self, entry: int) -> Letters:
        found = self._letters.get(entry)
        if found is None:
            packed = self._packed.get(entry)
            found = self._letters[entry] = unpack(packed) if packed else letters(self._text(entry))
        return found

    def _text(self, entry: int) -> str:
        """All wordings of an entry, in one order, whatever theirs: trigrams reach across their ends."""
        return " ".join(sorted(self._texts[number] for number in self._index.members[entry]))

    def _settled_of(self, entry: int) -> float:
        """How strange a new word is to an entry, 0..1.

        The share of an entry's words that it has used once is about the chance that its next is new (Good
        and Turing's estimate); the rest is squared.
        """
        settled = self._settled.get(entry)
        if settled is None:
            held = [set(self._index.stems[n]).difference(self._filler) for n in self._index.members[entry]]
            uses = Counter([stem for stems in held for stem in stems])
            once = sum([count == 1 for count in uses.values()])
            settled = self._settled[entry] = (1 - (once + 1) / (uses.total() + 1)) ** 2
        return settled
