"""What the wordings of a bank say about its entries: an inverted index, and what each stem is worth.

Worths are worked out when they are first asked for, and kept: a bank is ready as soon as it is read, and one
question looks at few of its stems. They follow from the wordings alone, never from who asks first.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# "Measured" here and in `match`: mean oscr (score_intents.py) of three sets of questions, each with about as
# many questions that no entry answers: the training halves of HINT3 sofmattress and curekart, five folds and
# three seeds, every third entry left out and its wordings asked, one word in eight mistyped; and the bank
# micrometastases with its questions.yaml. All constants as they stand: .815. Under .005 all is noise.
# tests/bench/bench_match.py and bench_intents.py measure speed and the test halves, which chose nothing.

FILLER = 0.5
"""What a word that says little weighs of one that says something. Measured: .811 with .35, .809 with .65."""

RARITY = 0.2
"""How much of a weight is plain rarity (idf), which tells wordings of one entry apart; the rest is what the
stem tells about the entry. Measured: .812 with .4; on sofmattress rarity alone costs .03."""

LENIENCE = 1.5
"""Wordings of doubt: a stem seen in so many wordings is trusted half. Measured: .814 with 3, .815 with .7."""

BALANCE = 0.5
"""0 shares a stem out by counts, and entries with many wordings own every common word; 1 by rates, and a
stray word of a short entry owns it. Measured before the letters were compared: .798 with .3, .795 with .7."""

LENGTH = 0.7
"""Of a question and a wording the weight they share is divided by total ** .3 and length ** .7: not to cover
a short wording costs more than to add words. Measured: .813 with .75, .814 with .6, .807 with .5."""

FLOOR = 0.01
"""Weight of a stem that tells nothing: a bank of one entry still knows its words."""

EAGER = 10_000
"""A bank of more wordings is loaded to stay: all is worked out at once (3 s at 100,000), so that no
question waits for it."""


class Worth(NamedTuple):
    """What a stem tells: its weight, 0 to about 1, and how much of it each entry (by number) may claim."""

    weight: float
    shares: dict[int, float]


class Index:
    """Which wordings hold which stems. `entries[n]` is the entry of wording n, `stems[n]` its stems; `filler`
    are the stems that say little.
    """

    def __init__(
        self, entries: Sequence[str], stems: Sequence[tuple[str, ...]], filler: Collection[str]
    ) -> None:
        self.stems = stems
        self.postings = _postings(stems)
        numbers: dict[str, int] = {}
        #: The entry of each wording, by its number in `names`.
        self.entries = [numbers.setdefault(entry, len(numbers)) for entry in entries]
        self.names = list(numbers)
        #: The wordings of each entry.
        self.members: list[list[int]] = [[] for _ in numbers]
        for number, entry in enumerate(self.entries):
            self.members[entry].append(number)
        #: Lengths worked out so far; `length` for all others.
        self.lengths: dict[int, float] = {}
        self._filler = filler
        self._worth: dict[str, Worth] = {}
        if len(stems) > EAGER:
            for number in range(len(stems)):
                self.length(number)

    def worth(self, stem: str) -> Worth:
        """What a stem is worth that some wording holds."""
        worth = self._worth.get(stem)
        if worth is None:
            worth = self._worth[stem] = self._work_out(stem)
        return worth

    def length(self, number: int) -> float:
        """The weights of a wording's stems together, to the power LENGTH."""
        weights = [self.worth(stem).weight for stem in dict.fromkeys(self.stems[number])]
        length: float = sum(weights) ** LENGTH
        self.lengths[number] = length
        return length

    def emphasis(self, stem: str) -> float:
        """1 for a stem that says something, FILLER for one that does not."""
        return FILLER if stem in self._filler else 1.0

    def _work_out(self, stem: str) -> Worth:
        numbers = self.postings[stem]
        counts = Counter([self.entries[number] for number in numbers])
        rates = {entry: count / len(self.members[entry]) ** BALANCE for entry, count in counts.items()}
        whole = math.fsum(rates.values())
        shares = {entry: rate / whole for entry, rate in rates.items()}
        weight = (1 - RARITY) * self._told(shares) + RARITY * self._rarity(len(numbers))
        trust = len(numbers) / (len(numbers) + LENIENCE)
        return Worth(
            weight * self.emphasis(stem) + FLOOR, {entry: share * trust for entry, share in shares.items()}
        )

    def _told(self, shares: dict[int, float]) -> float:
        """How much a stem tells of all there is to tell about the entry: 1 less the entropy of its shares."""
        if len(self.names) < 2:
            return 0.0
        entropy = -math.fsum([share * math.log(share) for share in shares.values()])
        return max(0.0, 1.0 - entropy / math.log(len(self.names)))

    def _rarity(self, wordings: int) -> float:
        """Inverse document frequency, 1 for a stem of a single wording."""
        most = len(self.stems) + 1
        return math.log(most / wordings) / math.log(most)


def _postings(stems: Sequence[tuple[str, ...]]) -> dict[str, list[int]]:
    """The wordings that hold each stem, in order, none twice."""
    postings: dict[str, list[int]] = {}
    for number, held in enumerate(stems):
        for stem in held:
            numbers = postings.get(stem)
            if numbers is None:
                postings[stem] = [number]
            elif numbers[-1] != number:
                numbers.append(number)
    return postings
