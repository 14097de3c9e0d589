"""How well a question fits an entry as a whole, whichever of its wordings is nearest.

Four signs: the words the entry claims, and the pairs of neighbours; the letters; and, against it, what would
be strange: a word that says something and is new to an entry whose words are well known, or a question word
that its wordings never ask with.
"""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING, NamedTuple

from .index import bigrams
from .letters import Letters, Packed, alike, letters, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .index import Index, Worth
    from .query import Sought

NEAR, WORDS, LETTERS = 0.42, 0.28, 0.3
"""What a score is made of: the nearest wordings, the words and the letters of the entry as a whole; each is
0..1. Measured (see `index`): .844; .842 without letters, .837 without words, .813 without nearness."""

BIGRAMS = 0.65
"""What word order counts for, of the whole score, in a bank that knows all ways to ask. Measured with NEW and
UNASKED, when the bank had 7,300 wordings: .899 without the three, .926 with them; on its 27,000 the same."""

SHORT = 0.65
"""By how much the bigrams of right entries fall short of whole: so scores mean the same in every bank."""

NEW = 0.65
"""What it counts there against an entry that all words which say something are new to it. Measured: .840
without, .842 with .4, .844 with .9."""

RICH = 100
"""Wordings of an entry, on average, with which a bank knows a quarter of all ways to ask: what is not among a
few wordings tells little. Measured: .844 with 50, .843 with 200; counted whole, order and new words cost .016
on curekart, which has 20 wordings to an entry."""

UNASKED = 0.01
"""What it counts against an entry, for each time (in powers of e) that its wordings ask with the question's
question word more rarely than those of others. Measured: .843 without, .844 with .03."""

UNSEEN = 0.3
"""Weight of a bigram that no wording has. Measured: the same with .1 and .6."""

DOUBT = 2.0
"""Wordings like all others that are added to an entry's own when its question words are counted. Measured:
.843 with 8."""

RAREST = -3.0
"""Powers of e: at most so rarely is a question word found."""

ASKING = frozenset("who what which where when whi how".split())
"""Stems of question words."""


class View(NamedTuple):
    """A question as entries are compared with it: worked out once.

    Of each word its weight, whether it says something, and whose the stems are that it may stand for, with
    their similarities; of each known bigram its worth; the weights of all words and of all bigrams.
    """

    letters: Letters
    words: list[tuple[float, bool, list[tuple[dict[int, float], float]]]]
    bigrams: list[Worth]
    asking: list[str]
    asked: float
    paired: float


class Profiles:
    """The entries of an index as wholes. Threads may share it: all it remembers follows from the index."""

    def __init__(self, index: Index, texts: Sequence[str], filler: frozenset[str]) -> None:
        self._index = index
        self._texts = texts
        self._filler = filler
        #: How far the bank knows all ways to ask, 0..1.
        self._rich = (len(texts) / (len(texts) + RICH * len(index.names))) ** 2 if texts else 0.0
        self._letters: dict[int, Letters] = {}
        self._packed: dict[int, Packed] = {}
        self._settled: dict[int, float] = {}
        self._uses: dict[str, Counter[int]] = {}

    def __getstate__(self) -> dict[str, object]:
        """Profiles may be pickled, with all that they have worked out."""
        packed = self._packed | {entry: pack(found) for entry, found in self._letters.items()}
        return {**vars(self), "_letters": {}, "_packed": packed}

    def view(self, question: str, sought: Sequence[Sought], stems: Sequence[str]) -> View:
        """A question that seeks this; `stems` are its words in the order typed, each as the bank has it."""
        worth = self._index.words.worth
        words = [
            (
                s.weight,
                s.token.stem not in self._filler,
                [(worth(stem).shares, near) for stem, near in s.reach],
            )
            for s in sought
        ]
        pairs = dict.fromkeys(bigrams(stems))
        known = [self._index.bigrams.worth(pair) for pair in pairs if pair in self._index.bigrams.postings]
        paired = sum([pair.weight for pair in known]) + UNSEEN * (len(pairs) - len(known))
        asking = [stem for stem in dict.fromkeys(stems) if stem in ASKING]
        return View(letters(question), words, known, asking, sum([s.weight for s in sought]), paired)

    def score(self, view: View, entry: int, near: float) -> float:
        """How well the question fits the entry, up to about 1; `near`: how near its nearest wordings are."""
        claimed, new = self._words(view, entry)
        followed = sum([pair.weight * pair.shares.get(entry, 0.0) for pair in view.bigrams])
        fits = (
            NEAR * near
            + WORDS * claimed / view.asked
            + LETTERS * alike(view.letters, self._letters_of(entry))
        )
        order = BIGRAMS * self._rich
        return (
            (1 - order) * fits
            + order * (followed / view.paired + SHORT)
            - NEW * self._rich * self._settled_of(entry) * new / view.asked
            + UNASKED * sum([self._surprise(stem, entry) for stem in view.asking])
        )

    def _words(self, view: View, entry: int) -> tuple[float, float]:
        """The weight of the words that the entry may claim, and of those which say something and are new."""
        claimed = new = 0.0
        for weight, telling, reach in view.words:
            claim = likeness = 0.0
            for shares, similarity in reach:
                share = shares.get(entry)
                if share is not None:
                    claim = max(claim, similarity * share)
                    likeness = max(likeness, similarity)
            claimed += weight * claim
            if telling:
                new += weight * (1 - likeness)
        return claimed, new

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
            held = [set(self._index.stems[number]) - self._filler for number in self._index.members[entry]]
            uses = Counter([stem for stems in held for stem in stems])
            once = sum([count == 1 for count in uses.values()])
            settled = self._settled[entry] = (1 - (once + 1) / (uses.total() + 1)) ** 2
        return settled

    def _surprise(self, stem: str, entry: int) -> float:
        """How much more rarely an entry asks with a question word than all do, in powers of e, at most 0."""
        uses = self._uses.get(stem)
        if uses is None:
            uses = self._uses[stem] = self._index.words.counts(stem)
        if not uses:  # nobody ever asked this bank that way, which tells entries not apart
            return 0.0
        usual = (uses.total() + 1) / (len(self._texts) + 1)
        rate = (uses[entry] + DOUBT * usual) / (len(self._index.members[entry]) + DOUBT)
        return max(RAREST, min(0.0, log(rate / usual)))
