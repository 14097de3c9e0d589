"""The readings of a line: what its words may stand for, one by one or several together, and the cheapest way
through all of them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from .candidates import MAX_LENGTH, MAX_NEIGHBOURS, SLIP_COST, Edge
from .slips import slips

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from footnote.text.language import Language

    from .candidates import Candidates, Word
    from .language_model import LanguageModel
    from .neighbours import Neighbours

REAL_WORDS_COST = 3.5
"""Nats more for words that are heard as one: a machine that takes dictation writes
nothing but words."""

JOINED_COST = 3.5
"""Nats for each space that was put into a word."""

NAME_COST = -5.0
"""Nats of leaving an unknown word that was typed like a name, with a capital, or has no vowel ("ilc"), and of
any where there is no lexicon: less than nothing, so that more must speak for another."""

JOINTS = (" ", "-")
"""What may stand between the parts of one word."""

MAX_PARTS = 4
"""Words that may be one: "mass deck to me"."""

MIN_JOINED_SOUND = 3
"""Consonants of the shortest word that is read from several by ear."""

MIN_LENGTH_HEARD = 5
"""Letters of the same."""

CLEAR_SOUND = 6
"""Consonants from which several words may differ from one in one of them."""

MIN_PART, MAX_REST = 4, 2
"""Letters of a part that is a word by itself, and those beyond it that make no other word of it."""

MAX_HEARD = 4
"""Words or phrases that several typed words may be heard as."""

MAX_PATHS = 6
"""Readings of the words before a place that are continued."""


class Typed(NamedTuple):
    """The words of a line as typed; what is known about each, whether any is foreign, and what stands after
    each; and what says whether one is like a name.
    """

    words: Sequence[str]
    known: Sequence[Word]
    has_foreign: bool
    gaps: Sequence[str]
    is_name: Callable[[str], bool]


class _Path(NamedTuple):
    """A reading of the words up to a place: its cost, its last word, and how it came about."""

    cost: float
    last: str
    before: _Path | None
    edge: Edge | None

    def edges(self) -> Iterator[Edge]:
        """The edges of the path, the last first."""
        path: _Path | None = self
        while path and path.edge:
            yield path.edge
            path = path.before


class Lattice:
    """Finds the cheapest reading of lines for one bank. Threads may share it."""

    def __init__(
        self, language: Language, model: LanguageModel, neighbours: Neighbours, candidates: Candidates
    ) -> None:
        self._sound = language.sounds.consonants
        self._language = language
        self._model = model
        self._neighbours = neighbours
        self._candidates = candidates

    def read(self, typed: Typed) -> tuple[Edge, ...]:
        """The edges of the cheapest reading, in order; none where there is no other than what was typed."""
        edges = [self._edges(typed, place) for place in range(len(typed.words))]
        choices = [place for place, each in enumerate(edges) if len(each) > 1]
        if not choices:
            return ()
        first, stop = choices[0], 1 + max([place + edge.length for place in choices for edge in edges[place]])
        plain = [each[0] for each in edges]
        before = plain[first - 1].read[-1] if first else ""
        return (*plain[:first], *self._cheapest(edges[first:stop], before), *plain[stop:])

    def _cheapest(self, edges: Sequence[Sequence[Edge]], before: str) -> tuple[Edge, ...]:
        """The cheapest way through the line after the word `before` (Viterbi): at each place the best path
        for each last word.
        """
        paths: list[dict[str, _Path]] = [{} for _ in range(len(edges) + 1)]
        paths[0][before] = _Path(0.0, before, None, None)
        for place, starting in enumerate(edges):
            here = list(paths[place].values())
            ahead = paths[place + 1 : place + 1 + MAX_PARTS]
            if len(here) == len(starting) == 1 and not any(ahead):  # there is nothing to choose
                last = starting[0].read[-1]
                paths[place + 1][last] = _Path(0.0, last, here[0], starting[0])
                continue
            for path in sorted(here, key=_order)[:MAX_PATHS]:
                for edge in starting:
                    self._extend(paths[place + edge.length], path, edge)
        cost = self._model.cost
        best = min(paths[-1].values(), key=lambda path: (path.cost + cost(path.last, ""), path.last))
        return tuple(best.edges())[::-1]

    def _extend(self, paths: dict[str, _Path], path: _Path, edge: Edge) -> None:
        total, last, cost = path.cost + edge.cost, path.last, self._model.cost
        for word in edge.read:
            total += cost(last, word)
            last = word
        best = paths.get(last)
        if best is None or total < best.cost:
            paths[last] = _Path(total, last, path, edge)

    def _edges(self, typed: Typed, place: int) -> Sequence[Edge]:
        """The readings that begin at a place: a word as it is, others for it, two for it, one for several."""
        word = typed.known[place]
        joins = list(self._joins(typed, place)) if self._may_join(typed, place) else ()
        if word.known or not (joins or word.edges[1:]) or not self._is_meant(word, typed, place):
            return [*word.edges, *joins] if joins else word.edges
        return [word.edges[0]._replace(cost=NAME_COST), *word.edges[1:], *joins]

    def _may_join(self, typed: Typed, place: int) -> bool:
        """Whether a word and the next may be parts of another; a quick test."""
        words, known = typed.words, typed.known
        if place + 1 == len(words) or typed.gaps[place] not in JOINTS:
            return False
        if known[place].foreign or known[place + 1].foreign or (typed.has_foreign and self._figures):
            return True
        whole = words[place] + words[place + 1]
        figures = self._figures
        return self._candidates.uses(whole) or (bool(figures) and self._sound(whole) in figures)

    def _is_meant(self, word: Word, typed: Typed, place: int) -> bool:
        """Whether an unknown word may well be none of the bank's or the language's."""
        return not (word.has_vowels and self._model.lexicon) or typed.is_name(typed.words[place])

    def _joins(self, typed: Typed, place: int) -> Iterator[Edge]:
        """Several words as the one word of the bank that they are, or sound like, together."""
        words, known, gaps = typed.words, typed.known, typed.gaps
        foreign, has_vowels = known[place].foreign, known[place].has_vowels
        for end in range(place + 2, min(place + MAX_PARTS, len(words)) + 1):
            if gaps[end - 2] not in JOINTS:
                return
            foreign = foreign or known[end - 1].foreign
            has_vowels = has_vowels and known[end - 1].has_vowels
            parts = words[place:end]
            whole = "".join(parts)
            is_used = self._candidates.uses(whole)
            if not foreign and (end > place + 2 or not (is_used or self._figures)):
                return
            if not foreign and self._model.pair_count(*parts):
                return
            if len(whole) > MAX_LENGTH or not whole.isalnum() or whole[0].isdigit():
                return
            if len(whole) == len(parts):
                return  # letters: "2 m m"
            if is_used:
                yield Edge(len(parts), (whole,), 0.0, True)
            elif has_vowels:
                yield from self._heard(parts) if foreign else self._figures_heard(parts)

    def _figures_heard(self, parts: Sequence[str]) -> Iterator[Edge]:
        """Two words of the bank as one with a figure in it: "her too" as her2."""
        if self._figures:
            whole = "".join(parts)
            for other in self._figures.get(self._sound(whole), ()):
                if self._may_be_heard(other, parts):
                    yield self._heard_as(other, slips(whole, other, self._language), parts)

    @cached_property
    def _figures(self) -> dict[str, list[str]]:
        """The words of the bank with figures in them, by their sound."""
        figures: dict[str, list[str]] = {}
        for word in self._neighbours.words:
            if not word.isalpha() and word.isalnum() and self._candidates.uses(word):
                figures.setdefault(self._sound(word), []).append(word)
        return figures

    def _heard(self, parts: Sequence[str]) -> Iterator[Edge]:
        """Several words, one of them foreign to the bank, as one word or two that sound like them."""
        whole, sound = "".join(parts), self._sound
        heard = sound(whole)
        if len(heard) < MIN_JOINED_SOUND and whole.isalpha():
            return
        real = all(self._candidates.word(part).known for part in parts)
        most = 1 if len(heard) >= CLEAR_SOUND - (not real) else 0
        rated = []
        for other in self._neighbours.near_by_ear(whole, MAX_NEIGHBOURS, exactly=not most):
            joined = other.replace(" ", "")
            apart = OSA.distance(heard, sound(joined))
            if apart <= most and self._may_be_heard(other, parts):
                rated.append((slips(whole, joined, self._language), other))
        for count, other in sorted(rated)[:MAX_HEARD]:
            yield self._heard_as(other, count, parts)

    def _heard_as(self, other: str, count: float, parts: Sequence[str]) -> Edge:
        read = tuple(other.split(" "))
        spaces = max(0, len(parts) - len(read))
        extra = REAL_WORDS_COST if all(self._candidates.word(part).known for part in parts) else 0.0
        return Edge(len(parts), read, JOINED_COST * spaces + extra + SLIP_COST * count, True)

    def _may_be_heard(self, other: str, parts: Sequence[str]) -> bool:
        """Whether a word may be heard as these, and is not little more than one of them."""
        whole = other.replace(" ", "")
        if whole == other and not self._candidates.uses(other):
            return False
        if len(whole) < MIN_LENGTH_HEARD and whole.isalpha():
            return False
        if any(_is_most_of(part, whole) for part in parts):
            return False
        return self._is_apt(other.split(" "), parts) and self._candidates.is_alike("".join(parts), whole)

    def _is_apt(self, meant: Sequence[str], parts: Sequence[str]) -> bool:
        """Whether one or two words may be heard as these: each as its part, or neither as one of three."""
        is_alike = self._candidates.is_alike
        if len(meant) == len(parts):
            return all(map(is_alike, parts, meant))
        long = [part for part in parts if len(part) >= MIN_PART]
        return len(meant) == 1 or not any(is_alike(part, word) for part in long for word in meant)


def _order(path: _Path) -> tuple[float, str]:
    return path.cost, path.last


def _is_most_of(part: str, word: str) -> bool:
    """Whether a word is hardly longer than a part of what was typed: "could" than that of "could I"."""
    return len(part) >= MIN_PART and len(word) - len(part) <= MAX_REST
