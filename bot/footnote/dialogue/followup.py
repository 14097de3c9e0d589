"""A line that only makes sense after the last answer: "and radiation?", "why", "how big is that"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.matching.matcher import Matcher
from footnote.matching.scope import KNOWN
from footnote.text.english import FILLER, spoken
from footnote.text.measurements import quantities
from footnote.text.normalization import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from footnote.bank.models import Bank, Entry
    from footnote.matching.matcher import Hit

POINTING = frozenset("it its that this they them their those these he she him her one ones".split())
"""Words that stand for what was said before."""

OPENING = frozenset("and or but so then also plus what how about why when where who which".split())
"""Words a follow-up begins with."""

_DECIMAL = re.compile(r"(?<![\w.,])\d*[.,]\d+(?![.,]?\w)")
"""A number that nobody types for a word, as "2" is typed for "to"."""

LONGEST = 9
"""Words of a line that may still lean on the last answer; a longer one says what it is about."""


def points(line: str) -> bool:
    """Whether a line points back to something said before it."""
    return not POINTING.isdisjoint(spoken(line))


def leans(line: str) -> bool:
    """Whether a line may need the last answer to be understood: short, and pointing back or cut off."""
    said = spoken(line)
    if not said or len(said) > LONGEST:
        return False
    return said[0] in OPENING or not POINTING.isdisjoint(said) or len(said) <= 3


def size_asked(line: str) -> str | None:
    """The size that a line asks for after an answer about one, and nothing else: "and 0.1?" is 0.1 mm, and so
    is "mine is 0.1, so yes?".
    """
    folded = fold(line).rstrip(" ?!.")
    typed = folded if quantities(folded) else _with_unit(folded)
    sizes = quantities(typed)
    if len(sizes) != 1:
        return None
    others = spoken(typed[: sizes[0].start] + typed[sizes[0].end :])
    return sizes[0].text if FILLER.issuperset(others) else None


def _with_unit(folded: str) -> str:
    """A line with millimeters after its one decimal, or else at its end, if a figure stands there."""
    decimals = list(_DECIMAL.finditer(folded))
    if len(decimals) != 1 and not folded[-1:].isdecimal():
        return folded
    end = decimals[0].end() if len(decimals) == 1 else len(folded)
    return f"{folded[:end]} mm{folded[end:]}"


def bare_figure(line: str) -> bool:
    """Whether a line is a number and says nothing else: where nothing was offered, "1" picks nothing."""
    said = [word for word in spoken(line) if word not in FILLER or word.isdecimal()]
    return bool(said) and all(word.isdecimal() for word in said)


def named(line: str, about: str) -> str:
    """The line with what it points to put into words.

    "how big is that" after an answer about lymph nodes asks "how big is lymph nodes". Where it points to
    nothing, the words are added.
    """
    said = spoken(line)
    pointed = [about if word in POINTING else word for word in said]
    return " ".join(pointed if pointed != said else [*said, about])


class Subjects:
    """What the answers of a bank are about, as `matcher` reads it: what a line may name, or point to."""

    def __init__(self, bank: Bank, matcher: Matcher) -> None:
        self._read = matcher.read
        self._stems = {
            about: matcher.read(about) for about in sorted({e.about for e in bank.entries.values()})
        }

    def others(self, line: str, about: str) -> bool:
        """Whether a line names a subject other than this one: "and chemotherapy, how do they decide"."""
        said = set(self._read(line))
        mine = set(self._stems.get(about, ()))
        return any(said.issuperset(stems) and not mine.issuperset(stems) for stems in self._stems.values())

    def last(self, text: str) -> str | None:
        """The subject that a text names last, if it names one."""
        said = self._read(text)
        places = {about: _last(said, stems) for about, stems in self._stems.items() if stems}
        found = max(places, key=lambda about: (places[about], len(self._stems[about])), default=None)
        return found if found is not None and places[found] >= 0 else None


def _last(said: Sequence[str], stems: Sequence[str]) -> int:
    """Where a run of stems ends for the last time; -1 where it stands nowhere."""
    length = len(stems)
    ends = (end for end in range(len(said), length - 1, -1) if said[end - length : end] == stems)
    return next(ends, -1)


class Followers:
    """What may follow each answer of a bank, as its author gave it.

    Matchers are built when they are first needed, and kept: reading the bank's synonyms anew takes ten times
    as long as ranking. Threads may share it.
    """

    def __init__(self, bank: Bank, matcher: Matcher) -> None:
        self._bank = bank
        self._matcher = matcher
        self._following: dict[str, Matcher] = {}

    def hits(self, entry: Entry, line: str) -> list[Hit]:
        """Hits of a line with the wordings of what may follow an entry, best first.

        One is left out where its wording lacks a word of the line that the bank knows: "and chemotherapy, how
        do they decide" is not "how do they decide", whatever was answered last.
        """
        if not entry.follow:
            return []
        following = self._following.get(entry.id)
        if following is None:
            following = self._following[entry.id] = self._matcher_of(entry)
        known = {word.words for word in self._matcher.words(line) if word.likeness >= KNOWN}
        return [hit for hit in following.rank(line) if known.isdisjoint(_missed(following, line, hit))]

    def _matcher_of(self, entry: Entry) -> Matcher:
        pairs = [(to, wording) for to, wordings in entry.follow.items() for wording in wordings]
        return Matcher(pairs, same=self._bank.same, apart=self._bank.apart)


def _missed(following: Matcher, line: str, hit: Hit) -> set[str]:
    """The words of a line that the wording of a hit lacks, or has in part: of ER- the "receptor"."""
    return {match.words for match in following.why(line, hit) if not match.met}
