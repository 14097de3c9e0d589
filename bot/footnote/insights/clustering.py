"""Which questions ask the same: for counting what many people asked, each in their own words.

Questions are compared with each other, not with a bank: by the words that few of them share. The bank only
lends its synonyms, and the terms that must never be taken for each other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from math import log
from typing import TYPE_CHECKING

from footnote.text import fold, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from footnote.text import Stems, Synonyms

ALIKE = 0.55
"""Share of their words' weight that two questions have in common, if they ask the same."""

FILLER_WEIGHT = 0.15
TYPING = 0.8
"""How alike a word and a more frequent one are that it is a slip of: `spelling.nearest`."""

_MARK = re.compile(r"\[[a-z-]+\]")  # what a journal wrote in the place of a name


def groups(questions: Sequence[str], reader: Synonyms) -> list[list[int]]:
    """The questions that ask the same, as indices. Those first in the list lead: give the most asked first.

    A question joins the group whose leader it is most like, or leads one of its own.
    """
    read = _read_all(questions, reader)
    weights = _weights(read, reader.analyzer.language.filler_stems)
    found: list[list[int]] = []
    leaders: dict[str, list[int]] = defaultdict(list)  # groups by the stems of their leaders
    for index, stems in enumerate(read):
        shared: dict[int, float] = defaultdict(float)
        for stem in stems:
            for group in leaders[stem]:
                shared[group] += weights[stem]
        best = _best(stems, shared, [read[group[0]] for group in found], weights, reader)
        if best is None:
            best = len(found)
            found.append([])
            for stem in stems:
                leaders[stem].append(best)
        found[best].append(index)
    return found


def _best(
    stems: frozenset[str],
    shared: dict[int, float],
    led_by: Sequence[frozenset[str]],
    weights: dict[str, float],
    reader: Synonyms,
) -> int | None:
    mine = sum(weights[stem] for stem in stems)
    rated = [
        (2 * common / (mine + sum(weights[stem] for stem in led_by[group])), -group)
        for group, common in shared.items()
        if not _apart(stems, led_by[group], reader)
    ]
    likeness, group = max(rated, default=(0.0, 0))
    return -group if likeness >= ALIKE else None


def _apart(one: frozenset[str], other: frozenset[str], reader: Synonyms) -> bool:
    """Whether each holds a term that must never be taken for one of the other's."""
    for terms in reader.apart:
        here = {term for term in terms if one.issuperset(term)}
        there = {term for term in terms if other.issuperset(term)}
        if here and there and here.isdisjoint(there):
            return True
    return False


def _read_all(questions: Sequence[str], reader: Synonyms) -> list[frozenset[str]]:
    """The stems of each question; a mistyped word as a word that was read before it."""
    known: dict[str, str] = {}
    vocabulary: dict[str, None] = dict.fromkeys(reader.terms)
    return [_read(question, reader, known, vocabulary) for question in questions]


def _read(
    question: str, reader: Synonyms, known: dict[str, str], vocabulary: dict[str, None]
) -> frozenset[str]:
    meant = []
    for stem in content(question, reader):
        if stem not in known:
            known[stem] = (
                stem
                if stem in reader.analyzer.language.filler_stems
                else nearest(stem, vocabulary.keys(), TYPING) or stem
            )
            vocabulary[known[stem]] = None
        meant.append(known[stem])
    return frozenset(meant) or frozenset([fold(question)])


def content(question: str, reader: Synonyms) -> Stems:
    """The stems of a question, without what a journal wrote in the place of a name."""
    return tuple(
        token.stem for token in reader.unite(reader.tokens(reader.analyzer.span(_MARK.sub(" ", question))))
    )


def _weights(read: Sequence[frozenset[str]], filler: frozenset[str]) -> dict[str, float]:
    """How much a stem says: more, the fewer questions hold it."""
    counts = Counter(stem for stems in read for stem in stems)
    return {
        stem: log(1 + len(read) / count) * (FILLER_WEIGHT if stem in filler else 1.0)
        for stem, count in counts.items()
    }
