"""What a single word as typed may stand for, and what its slips cost."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from footnote.remembering import remembered

from .similarity import similarity
from .slips import slips

if TYPE_CHECKING:
    from footnote.text.language import Language

    from .language_model import LanguageModel
    from .neighbours import Neighbours

SLIP_COST = 6.0
"""Nats of one slip: about one word in ninety has one at its place."""

REAL_WORD_COST = 5.0
"""Nats more for another word than one that the lexicon or the bank has, unless the two are commonly taken for
one another: most words are meant.
"""

SPLIT_COST = 3.0
"""Nats for a space that was left out."""

MAX_CANDIDATES = 6
"""Candidates for one word that are weighed with their neighbours."""

MAX_COST_AHEAD = 8.0
"""Nats by which a candidate may cost more, with its word, than the cheapest: no neighbours make up for it."""

MAX_NEIGHBOURS = 16
"""Words near a typed one that are compared with it; of more, those that share most keys."""

MAX_SLIPS_A_LETTER = 0.34
"""Slips for each letter that are looked at, though one is allowed in any word."""

MIN_ALIKE = 0.6
"""Least share of letters (0..1) that what was typed and what it stands for have in common, however alike they
sound."""

MIN_LENGTH = 3
"""Letters of the shortest word that is corrected otherwise than by what it is commonly taken for."""

MIN_LENGTH_RESPELLED = 5
"""Letters; in a shorter word no letter is another one: "itc" is no slip for "idc"."""

MIN_LENGTH_SPLIT = 5
"""Letters of the shortest word that is read as two."""

MIN_WORD_PART = 4
"""Letters of each of the two words of a compound: macro and metastases."""

MAX_LENGTH_LISTED = 20
"""Letters of the longest word for which those of the language are looked up that are a slip away."""

MIN_BEGINNING = 5
"""Letters of a beginning that two words share, from which they may be of one family."""

MIN_ENDING = 3
"""Letters at the end that two words share, from which they differ before it."""

MAX_LENGTH = 40
"""Letters of the longest word that is looked at."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Edge(NamedTuple):
    """A reading of so many words of a line: the words that they stand for, its cost in nats, and whether
    these are others than were typed.
    """

    length: int
    read: tuple[str, ...]
    cost: float
    changed: bool


class Word(NamedTuple):
    """A word as typed: its readings, first as itself.

    `known` is whether the bank or the language has it, `foreign` whether it may be a part of another word:
    the bank does not use it, and it is no plain slip.
    """

    edges: tuple[Edge, ...]
    known: bool
    foreign: bool
    has_vowels: bool


class Candidates:
    """Finds the readings of words for one bank. Threads may share it: what it remembers follows from the
    bank. `min_used` is how often the bank uses a word that no lexicon lists, from which it is one.
    """

    def __init__(
        self, language: Language, model: LanguageModel, neighbours: Neighbours, min_used: int
    ) -> None:
        self._language = language
        self._model = model
        self._neighbours = neighbours
        self._min_used = min_used
        self._sound = language.sounds.consonants
        #: What is known about a word.
        self.word = remembered(self._word)
        #: Whether the bank or the language has a word.
        self.knows = remembered(self._knows)

    def _knows(self, word: str) -> bool:
        return (
            self.uses(word)
            or not word.isalpha()
            or word in self._language.short_forms
            or word in self._model.lexicon
        )

    def uses(self, word: str) -> bool:
        """Whether a word is one of the bank's, and no slip that stands in it."""
        return self._model.count(word) >= self._min_used

    def _word(self, typed: str) -> Word:
        used = self.uses(typed)
        known = self.knows(typed)
        short = typed in self._language.short_forms
        edges = [Edge(1, tuple(self._language.expand(typed).split()) or (typed,), 0.0, False)]
        if len(typed) <= MAX_LENGTH and (used or not short):
            near = self._look_up(typed, used=used, known=known)
            edges += [Edge(1, (other,), cost, True) for other, cost in near]
            if not known:
                edges += [Edge(1, pair, SPLIT_COST, True) for pair in self._split(typed)]
        is_plain_slip = not known and any(edge.cost <= SLIP_COST for edge in edges[1:])
        foreign = not used and not short and not is_plain_slip
        return Word(tuple(edges), known, foreign, not self._has_no_vowel(typed))

    def _has_no_vowel(self, word: str) -> bool:
        return self._language.vowels.isdisjoint(word)

    def _listed(self, word: str) -> bool:
        return self.uses(word) or word in self._model.lexicon

    def _look_up(self, word: str, *, used: bool, known: bool) -> list[tuple[str, float]]:
        """Other words that one may stand for, with what that costs; the cheapest few."""
        confused = self._language.confused.get(word, frozenset())
        rated = {other: SLIP_COST for other in confused if self.uses(other)}
        if len(word) >= MIN_LENGTH and word.isalpha() and not used:
            extra = REAL_WORD_COST if known else 0.0
            for other, count in self._near(word, is_real=known).items():
                rated.setdefault(other, SLIP_COST * count + extra)
        if len(rated) <= 1:
            return list(rated.items())
        share = self._model.share
        ranked = sorted((cost - log(share(other)), other) for other, cost in rated.items())
        most = ranked[0][0] + MAX_COST_AHEAD
        return [(other, rated[other]) for total, other in ranked[:MAX_CANDIDATES] if total <= most]

    def _near(self, word: str, *, is_real: bool) -> dict[str, float]:
        """The words near one that the bank does not use, with their slips; none where it is a form of one of
        them. Where none of the bank's is one slip away, also words of the language that are.
        """
        stem = self._language.stem(word)
        most = 1.0 if is_real else max(1.0, MAX_SLIPS_A_LETTER * len(word))
        found: dict[str, float] = {}
        for other in self._neighbours.near(word, MAX_NEIGHBOURS):
            if " " not in other and self._may_be(word, other):
                count = slips(word, other, self._language)
                if self._language.stem(other) == stem:
                    return {}
                if count <= most and self.is_alike(word, other):
                    found[other] = count
        is_short = len(word) <= MAX_LENGTH_LISTED
        if (
            not is_real
            and is_short
            and (len(word) <= MIN_LENGTH_RESPELLED or min(found.values(), default=9.0) > 1)
        ):
            for other in _one_slip(word):
                if other not in found and other in self._model.lexicon and self._may_be(word, other):
                    found[other] = slips(word, other, self._language)
        return found

    def _may_be(self, word: str, other: str) -> bool:
        """Whether one word may be a slip for another at all, whatever else speaks for it."""
        if not other.isalpha() or not self._listed(other):
            return False
        vowels = self._language.vowels
        if self._has_no_vowel(word):  # an abbreviation, or a word without its vowels: "nds"
            return _without(other, vowels) == word
        if len(word) < MIN_LENGTH_RESPELLED and not self._may_be_short(word, other):
            return False
        if _differ_by_prefix(word, other) or self._is_other_compound(word, other):
            return False
        return not _differ_by_ending(word, other) or self._sound(word) == self._sound(other)

    def _may_be_short(self, word: str, other: str) -> bool:
        """The same of a short word, where each letter says much: letters are swapped or left out, a vowel is
        another, or it sounds the same and is no abbreviation.
        """
        vowels = self._language.vowels
        if len(word) != len(other):
            return len(word) + 1 == len(other) and not self._has_no_vowel(other)
        if sorted(word) == sorted(other) or _without(word, vowels) == _without(other, vowels):
            return True
        is_word = 2 * sum(letter in vowels for letter in word) >= len(word)
        return is_word and self._sound(word) == self._sound(other)

    def _is_other_compound(self, word: str, other: str) -> bool:
        """Whether two words end alike and begin with different words: macro- and micrometastases."""
        cut = len(word) - _common_end(word, other)
        return any(
            word[:at] in self._model.lexicon and self._listed(word[at:])
            for at in range(max(cut, MIN_WORD_PART), len(word) - MIN_WORD_PART + 1)
        )

    def _split(self, word: str) -> list[tuple[str, str]]:
        """An unknown word as two words of the bank."""
        if len(word) < MIN_LENGTH_SPLIT or not word.isalpha():
            return []
        cuts = [(word[:cut], word[cut:]) for cut in range(1, len(word))]
        fit = [pair for pair in cuts if all(map(self._stands_alone, pair))]
        share = self._model.share
        return sorted(fit, key=lambda pair: -share(pair[0]) * share(pair[1]))[:2]

    def _stands_alone(self, part: str) -> bool:
        return self.uses(part) and (len(part) > 1 or part in self._model.lexicon)

    def is_alike(self, typed: str, other: str) -> bool:
        """Whether two words share enough letters, or vowels and all sound enough the same."""
        return similarity(typed, other, self._language.sounds.heard) >= MIN_ALIKE


def _common_end(word: str, other: str) -> int:
    """How many last letters two words have in common."""
    most = min(len(word), len(other))
    return next((at for at in range(most) if word[-1 - at] != other[-1 - at]), most)


def _differ_by_prefix(word: str, other: str) -> bool:
    """Whether one word is the other after two letters or more: "inoperable" is no slip for "operable"."""
    return abs(len(word) - len(other)) > 1 and (word.endswith(other) or other.endswith(word))


def _differ_by_ending(word: str, other: str) -> bool:
    """Whether two words begin alike, and end in other letters, not in slips: carcinoid and carcinoma, but not
    metastasis and mestasis.
    """
    begin = _common_end(word[::-1], other[::-1])
    one, another = word[begin:], other[begin:]
    if begin < MIN_BEGINNING or min(len(one), len(another)) <= 1 or _common_end(one, another) >= MIN_ENDING:
        return False
    return OSA.distance(one, another) > 1


def _without(word: str, letters: frozenset[str]) -> str:
    return "".join(letter for letter in word if letter not in letters)


def _one_slip(word: str) -> set[str]:
    """Every row of letters one slip away."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    left_out = {before + after[1:] for before, after in cuts if after}
    swapped = {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    wrong = {before + letter + after[1:] for before, after in cuts if after for letter in _LETTERS}
    added = {before + letter + after for before, after in cuts for letter in _LETTERS}
    return (left_out | swapped | wrong | added) - {word}
