"""Phrases looked for in words, from the place of their rarest word on, both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.text import BORDER, MAX_GAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol, TypeAlias

    from footnote.text import Part

    Alternatives: TypeAlias = dict[str, list[tuple[str, ...]]]

    class Index(Protocol):
        """How `by_first` is called."""

        def __call__(self, alternatives: tuple[tuple[str, ...], ...], *, backward: bool) -> Alternatives:
            """The alternatives by the first word that is met."""


class Phrase(NamedTuple):
    """A phrase ready to be looked for: the alternatives of its rarest part, and the parts after it and before
    it, each by the first word that is met. `None` stands for a gap.
    """

    rarest: Alternatives
    after: tuple[Step, ...]
    before: tuple[Step, ...]


class Step(NamedTuple):
    """A part in the direction in which it is read. A gap has no alternatives."""

    alternatives: Alternatives | None
    is_optional: bool


class Stretch(NamedTuple):
    """Where a phrase is: the number of its first word, and of the word after its last."""

    start: int
    end: int


def prepare(parts: Sequence[Part], rarest: int, index: Index) -> Phrase:
    """The phrase of these parts, to be looked for by the part at `rarest`; `index` is `by_first`, or gives the
    same.
    """
    return Phrase(
        index(parts[rarest].alternatives, backward=False),
        tuple(_step(part, index, backward=False) for part in parts[rarest + 1 :]),
        tuple(_step(part, index, backward=True) for part in reversed(parts[:rarest])),
    )


def _step(part: Part, index: Index, *, backward: bool) -> Step:
    return Step(index(part.alternatives, backward=backward) if part.alternatives else None, part.is_optional)


def find(phrase: Phrase, words: Sequence[str], backward: Sequence[str], at: int) -> Stretch | None:
    """Where the phrase is whose rarest part begins at this word, the longest stretch; None where it is not.

    `backward` are the words in the other order.
    """
    ends = _follow(
        phrase.after, words, {at + len(a) for a in phrase.rarest.get(words[at], ()) if _is_at(words, at, a)}
    )
    if not ends:
        return None
    starts = _follow(phrase.before, backward, {len(words) - at})
    return Stretch(len(words) - max(starts), max(ends)) if starts else None


def by_first(alternatives: Iterable[tuple[str, ...]], *, backward: bool) -> Alternatives:
    """Alternatives by the first word that is met in this direction."""
    index: Alternatives = {}
    for alternative in alternatives:
        met = alternative[::-1] if backward else alternative
        index.setdefault(met[0], []).append(met)
    return index


def _is_at(words: Sequence[str], at: int, alternative: tuple[str, ...]) -> bool:
    return len(alternative) == 1 or tuple(words[at : at + len(alternative)]) == alternative


def _follow(steps: Iterable[Step], words: Sequence[str], places: set[int]) -> set[int]:
    """The places that are reached from these by all steps, one after another."""
    for step in steps:
        if not places:
            break
        if step.alternatives is None:
            places = _across_gap(words, places)
            continue
        reached = set(places) if step.is_optional else set[int]()
        for at in places:
            if at < len(words):
                found = step.alternatives.get(words[at], ())
                reached.update(at + len(a) for a in found if _is_at(words, at, a))
        places = reached
    return places


def _across_gap(words: Sequence[str], places: set[int]) -> set[int]:
    reached = set(places)
    for place in places:
        for at in range(place, min(place + MAX_GAP, len(words))):
            if words[at] == BORDER:
                break
            reached.add(at + 1)
    return reached
