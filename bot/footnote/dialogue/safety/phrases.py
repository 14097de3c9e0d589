"""Phrases looked for in words, from the place of their rarest word on, both ways."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import BORDER, GAP, MAX_GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence, Set as AbstractSet
    from typing import TypeAlias

    Alternatives: TypeAlias = dict[str, list[tuple[str, ...]]]
    Index: TypeAlias = Callable[[str, bool], Alternatives]
    """Gives the alternatives of a word of a phrase by the first word that is met, read backward if so."""


class Step(NamedTuple):
    """One word of a phrase, with whatever it stands for, in the direction in which the phrase is read."""

    word: str
    is_optional: bool


class Phrase(NamedTuple):
    """A phrase ready to be looked for: its rarest word, and what follows it and comes before it.

    Of each set of words in `needs` a text has one, wherever the phrase is in it.
    """

    rarest: str
    after: tuple[Step, ...]
    before: tuple[Step, ...]
    needs: tuple[frozenset[str], ...]


class Stretch(NamedTuple):
    """Where a phrase is: the number of its first word, and of the word after its last."""

    start: int
    end: int


MAX_NEEDS = 2
"""Sets of words that are looked at before a phrase is looked for: most phrases are ruled out by the first."""


def prepare(phrase: str, rarest: int, index: Index) -> Phrase:
    """A phrase to be looked for by its word number `rarest`."""
    steps = [Step(word.strip("()"), word.startswith("(")) for word in phrase.split()]
    after, before = steps[rarest + 1 :], steps[:rarest][::-1]
    needs = sorted(filter(None, (_needed(step, index) for step in after + before)), key=len)
    return Phrase(steps[rarest].word, tuple(after), tuple(before), tuple(needs[:MAX_NEEDS]))


def _needed(step: Step, index: Index) -> frozenset[str]:
    """The words that the alternatives of a step begin with; none where the step may be left out."""
    if step.is_optional or step.word == GAP:
        return frozenset()
    firsts = index(step.word, False).keys()
    return frozenset() if "" in firsts else frozenset(firsts)


def may_be_in(phrase: Phrase, words: AbstractSet[str]) -> bool:
    """Whether a text with these words may have the phrase: this takes less time than to look for it."""
    for need in phrase.needs:  # noqa: SIM110  (`any` takes longer, and this is run a hundred times a question)
        if need.isdisjoint(words):
            return False
    return True


def find(
    phrase: Phrase, words: Sequence[str], backward: Sequence[str], at: int, index: Index
) -> Stretch | None:
    """Where the phrase is whose rarest word begins here, the longest stretch; None where it is not.

    `backward` are the words in the other order.
    """
    found = index(phrase.rarest, False).get(words[at], ())
    ends = {at + len(each) for each in found if _is_at(words, at, each)}
    ends = _follow(phrase.after, words, ends, index, backward=False)
    if not ends:
        return None
    starts = _follow(phrase.before, backward, {len(words) - at}, index, backward=True)
    return Stretch(len(words) - max(starts), max(ends)) if starts else None


def by_first(alternatives: Iterable[tuple[str, ...]], *, backward: bool) -> Alternatives:
    """Alternatives by the first word that is met in this direction; by "" one that has no words."""
    index: Alternatives = {}
    for alternative in alternatives:
        met = alternative[::-1] if backward else alternative
        index.setdefault(met[0] if met else "", []).append(met)
    return index


def _is_at(words: Sequence[str], at: int, alternative: tuple[str, ...]) -> bool:
    return len(alternative) == 1 or tuple(words[at : at + len(alternative)]) == alternative


def _follow(
    steps: Iterable[Step], words: Sequence[str], places: set[int], index: Index, *, backward: bool
) -> set[int]:
    """The places that are reached from these by all steps, one after another."""
    for step in steps:
        if not places:
            break
        if step.word == GAP:
            places = _across_gap(words, places)
            continue
        alternatives = index(step.word, backward)
        reached = set(places) if step.is_optional or "" in alternatives else set[int]()
        for at in places:
            if at < len(words):
                found = alternatives.get(words[at], ())
                reached.update(at + len(each) for each in found if _is_at(words, at, each))
        places = reached
    return places


def _across_gap(words: Sequence[str], places: set[int]) -> set[int]:
    """The places up to a gap's length away, in the same sentence."""
    reached = set(places)
    for place in places:
        for at in range(place, min(place + MAX_GAP, len(words))):
            if words[at] == BORDER:
                break
            reached.add(at + 1)
    return reached


def sentences_in(words: Sequence[str]) -> Iterator[list[str]]:
    """The words of each sentence, with the borders around them."""
    borders = [at for at, word in enumerate(words) if word == BORDER]
    for start, end in pairwise(borders):
        yield list(words[start : end + 1])


def ends_sentence(between: str) -> bool:
    """Whether a sentence ends between two words; not at the point of 38.4."""
    return not _ENDS.isdisjoint(between) or ("." in between and between != ".")


_ENDS = frozenset("!?;:")
