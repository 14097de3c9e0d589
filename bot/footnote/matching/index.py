"""What the wordings of a bank say about its entries: an inverted index, and what each stem is worth.

Worths are worked out when they are first asked for, and kept: a bank is ready as soon as it is read, and one
question looks at few of its stems. They follow from the wordings alone, never from who asks first.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from .sparse import Postings, Rows

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# "Measured" here, in `profile`, `query` and `match`: what tests/bench/bench_constants.py prints, the mean
# area under right and accepted against wrongly accepted (oscr) of four sets of questions, of which about half
# have no answer: wordings held out of the training halves of HINT3 curekart and sofmattress, mistyped; and
# the labelled questions of the bank micrometastases, put to it and to 25 wordings of each of its entries. All
# constants as they stand: .791 (.773, .764, .911 and .715). Under .005 all is noise.
# bench_match.py and bench_intents.py measure speed and the test halves, which chose nothing but
# profile.LETTERS.

FILLER = 0.5
"""What a word that says little weighs of one that says something. Measured: the same with .35, .785
with .65."""

RARITY = 0.2
"""How much of a weight is plain rarity (idf), which tells wordings of one entry apart; the rest is what the
stem tells about the entry. Measured: the same with .1, .784 with .4."""

LENGTH = 0.7
"""Of a question and a wording the weight they share is divided by total ** .3 and length ** .7: not to cover
a short wording costs more than to add words. Measured: the same with .6 and .8."""

HABIT = 100
"""Wordings that hold a word which says little, from which what it tells is half believed: in a large bank
who, why and will are seen often enough to be weighed like any other word. Measured: .782 with 1, the same
with 400."""

FLOOR = 0.01
"""Weight of a stem that tells nothing: a bank of one entry still knows its words."""

OFTEN = 50
"""Wordings that hold a stem, from which its worth is rather read from a file than worked out: reading takes
10 us, working out 1 us for every six wordings."""

EAGER = 50_000
"""A bank of more wordings is loaded to stay: all is worked out at once (3 s at 100,000), so that no
question waits for it."""


class Worth(NamedTuple):
    """What a stem tells: its weight, 0 to about 1; how many wordings of each entry (by number) hold it."""

    weight: float
    uses: dict[int, int]


class Stems:
    """What each stem of the wordings tells.

    `entries[n]` is the entry of wording n, by its number, of `many` entries; `filler` the stems that say
    little.
    """

    def __init__(
        self, stems: Sequence[tuple[str, ...]], entries: Sequence[int], many: int, filler: Collection[str]
    ) -> None:
        #: The wordings that hold each stem.
        self.postings = Postings(stems)
        self._entries = entries
        self._many = many
        self._filler = filler
        self._worth: dict[str, Worth] = {}

    def __getstate__(self) -> dict[str, object]:
        """Stems may be pickled, with those worths that take long to work out."""
        kept = {stem: worth for stem, worth in self._worth.items() if self.postings.count(stem) >= OFTEN}
        return {**vars(self), "_worth": kept}

    def worth(self, stem: str) -> Worth:
        """What a stem is worth that some wording holds."""
        worth = self._worth.get(stem)
        if worth is None:
            worth = self._worth[stem] = self._work_out(stem)
        return worth

    def _work_out(self, stem: str) -> Worth:
        uses = dict(Counter([self._entries[number] for number in self.postings[stem]]))
        used = self.postings.count(stem)
        weight = (1 - RARITY) * self._told(uses, used) + RARITY * self._rarity(used)
        return Worth(weight * self._emphasis(stem, used) + FLOOR, uses)

    def _emphasis(self, stem: str, used: int) -> float:
        """1 for a stem that says something; for one that does not FILLER, the less the more it is used."""
        return 1 - (1 - FILLER) * HABIT / (used + HABIT) if stem in self._filler else 1.0

    def _told(self, uses: dict[int, int], used: int) -> float:
        """How much a stem tells of all there is to tell about the entry: 1 less the entropy of its uses."""
        if self._many < 2:
            return 0.0
        shares = [count / used for count in uses.values()]
        entropy = -math.fsum([share * math.log(share) for share in shares])
        return max(0.0, 1.0 - entropy / math.log(self._many))

    def _rarity(self, wordings: int) -> float:
        """Inverse document frequency, 1 for a stem of a single wording."""
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
        self.words = Stems(stems, self.entries, len(numbers), filler)
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
