"""What the wordings of a bank say about its entries: an inverted index, and what each stem is worth.

Worths are worked out when they are first asked for, and kept: a bank is ready as soon as it is read, and one
question looks at few of its stems. They follow from the wordings alone, never from who asks first.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from .rows import Postings, Rows

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# "Measured" here, in `profile`, `query` and `match`: mean oscr (score_intents.py) of three sets of questions,
# each with about as many questions that no entry answers: the training halves of HINT3 sofmattress and
# curekart, five folds and three seeds, every third entry left out and its wordings asked, one word in eight
# mistyped; and the bank micrometastases with its questions.yaml. All constants as they stand: .844 (.794,
# .786 and .951). Under .005 all is noise.
# tests/bench/bench_match.py and bench_intents.py measure speed and the test halves, which chose nothing.

FILLER = 0.5
"""What a word that says little weighs of one that says something. Measured: the same with .35, .840
with .65."""

RARITY = 0.2
"""How much of a weight is plain rarity (idf), which tells wordings of one entry apart; the rest is what the
stem tells about the entry. Measured: .845 with .1, .842 with .4; on sofmattress rarity alone costs
.03."""

LENIENCE = 1.5
"""Wordings of doubt: a stem seen in so many wordings is trusted half. Measured: .844 with 3, .845 with .7."""

BALANCE = 0.5
"""0 shares a stem out by counts, and entries with many wordings own every common word; 1 by rates, and a
stray word of a short entry owns it. Measured: .846 with .3, .843 with .7."""

LENGTH = 0.7
"""Of a question and a wording the weight they share is divided by total ** .3 and length ** .7: not to cover
a short wording costs more than to add words. Measured: .847 with .8, .839 with .6."""

HABIT = 400
"""Wordings that hold a word which says little, from which what it tells is half believed: in a large bank
who, why and will are seen often enough to be weighed like any other word. Measured: .845 without, .841 with
100; of 1,700 questions more on a bank of 20,000 wordings, .890 without, .895 with 300."""

AGAIN = 3
"""Wordings that hold a bigram, from which it is looked at: what only one has, that wording tells itself.
Measured: the same with 1, which takes three times the memory."""

FLOOR = 0.01
"""Weight of a stem that tells nothing: a bank of one entry still knows its words."""

OFTEN = 50
"""Wordings that hold a term, from which its worth is rather read from a file than worked out: reading takes
10 us, working out 1 us for every six wordings."""

EAGER = 50_000
"""A bank of more wordings is loaded to stay: all is worked out at once (3 s at 100,000), so that no
question waits for it."""


class Worth(NamedTuple):
    """What a stem tells: its weight, 0 to about 1, and how much of it each entry (by number) may claim."""

    weight: float
    shares: dict[int, float]


class Terms:
    """What each term of the wordings tells: a stem, or a bigram of them.

    `entries[n]` is the entry of wording n, by its number; `sizes` how many wordings each entry has; `filler`
    the terms that say little. A term that fewer than `least` wordings hold is left out.
    """

    def __init__(
        self,
        terms: Sequence[tuple[str, ...]],
        entries: Sequence[int],
        sizes: Sequence[int],
        filler: Collection[str] = (),
        least: int = 1,
    ) -> None:
        #: The wordings that hold each term.
        self.postings = Postings(terms, least)
        self._entries = entries
        self._sizes = sizes
        self._filler = filler
        self._worth: dict[str, Worth] = {}

    def __getstate__(self) -> dict[str, object]:
        """Terms may be pickled, with those worths that take long to work out."""
        kept = {term: worth for term, worth in self._worth.items() if self.postings.count(term) >= OFTEN}
        return {**vars(self), "_worth": kept}

    def worth(self, term: str) -> Worth:
        """What a term is worth that some wording holds."""
        worth = self._worth.get(term)
        if worth is None:
            worth = self._worth[term] = self._work_out(term)
        return worth

    def counts(self, term: str) -> Counter[int]:
        """How many wordings of each entry hold a term."""
        return Counter([self._entries[number] for number in self.postings[term]])

    def _work_out(self, term: str) -> Worth:
        counts = self.counts(term)
        rates = {entry: count / self._sizes[entry] ** BALANCE for entry, count in counts.items()}
        whole = math.fsum(rates.values())
        shares = {entry: rate / whole for entry, rate in rates.items()}
        used = self.postings.count(term)
        weight = (1 - RARITY) * self._told(shares) + RARITY * self._rarity(used)
        trust = used / (used + LENIENCE)
        return Worth(
            weight * self._emphasis(term, used) + FLOOR,
            {entry: share * trust for entry, share in shares.items()},
        )

    def _emphasis(self, term: str, used: int) -> float:
        """1 for a term that says something; for one that does not FILLER, the less the more it is used."""
        return 1 - (1 - FILLER) * HABIT / (used + HABIT) if term in self._filler else 1.0

    def _told(self, shares: dict[int, float]) -> float:
        """How much a term tells of all there is to tell about the entry: 1 less the entropy of its shares."""
        if len(self._sizes) < 2:
            return 0.0
        entropy = -math.fsum([share * math.log(share) for share in shares.values()])
        return max(0.0, 1.0 - entropy / math.log(len(self._sizes)))

    def _rarity(self, wordings: int) -> float:
        """Inverse document frequency, 1 for a term of a single wording."""
        most = len(self._entries) + 1
        return math.log(most / wordings) / math.log(most)


class Index:
    """Which wordings hold which stems. `entries[n]` is the entry of wording n, `stems[n]` its stems; `filler`
    are the stems that say little.
    """

    def __init__(
        self, entries: Sequence[str], stems: Sequence[tuple[str, ...]], filler: Collection[str]
    ) -> None:
        self.stems = Rows(stems)
        numbers: dict[str, int] = {}
        #: The entry of each wording, by its number in `names`.
        self.entries = [numbers.setdefault(entry, len(numbers)) for entry in entries]
        self.names = list(numbers)
        #: The wordings of each entry.
        self.members: list[list[int]] = [[] for _ in numbers]
        for number, entry in enumerate(self.entries):
            self.members[entry].append(number)
        sizes = [len(numbers) for numbers in self.members]
        self.words = Terms(stems, self.entries, sizes, filler)
        self.bigrams = Terms([bigrams(held) for held in stems], self.entries, sizes, least=AGAIN)
        #: Lengths worked out so far; 0 for all others, which `length` works out.
        self.lengths = array("d", bytes(8 * len(stems)))
        if len(stems) > EAGER:
            self.warm()

    def warm(self) -> None:
        """Work out every length now, so that no question waits for it."""
        for number in range(len(self.lengths)):
            self.length(number)

    def length(self, number: int) -> float:
        """The weights of a wording's stems together, to the power LENGTH."""
        weights = [self.words.worth(stem).weight for stem in dict.fromkeys(self.stems[number])]
        length: float = sum(weights) ** LENGTH
        self.lengths[number] = length
        return length


def bigrams(stems: Sequence[str]) -> tuple[str, ...]:
    """Each stem with the one after it; the first also with the beginning, the last with the end."""
    return tuple(map("{} {}".format, ("", *stems), (*stems, "")))
