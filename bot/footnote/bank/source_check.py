"""What became of a bank's passages in the text of its source, which may have changed since.

Pure: a bank and a text in, findings out. A passage is looked for by its first and its last words, and
known again by the fingerprint of all that stands between them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from footnote.text import sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from .models import Bank, Passage

INTRODUCTION = "(introduction)"
"""The section before the first heading."""

END_OF_PAGE = ("(end of page)", "last line")
"""Section and place of the last paragraph, whatever section it happens to follow."""

State: TypeAlias = Literal["unchanged", "moved", "changed", "gone"]


class Finding(NamedTuple):
    """What became of one passage, where it stands now (empty: nowhere), and what its author should know."""

    id: str
    state: State
    where: str
    detail: str


class Uncovered(NamedTuple):
    """A sentence of the source that no passage holds."""

    where: str
    text: str


class _Block(NamedTuple):
    """A paragraph or list item: its section, its name there, and its text on one line."""

    section: str
    name: str
    text: str
    is_last: bool = False


class _Spot(NamedTuple):
    """A stretch of a block, from `start` to `end`."""

    block: _Block
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]

    def overlaps(self, other: _Spot) -> bool:
        return self.start < other.end and other.start < self.end


def fingerprint(text: str) -> str:
    r"""The SHA-256 of a text, in hexadecimal: the same whatever its line breaks, spaces and quote marks.

    >>> fingerprint("It’s  here.\n") == fingerprint("It's here.")
    True
    """
    return hashlib.sha256(_level(text).encode()).hexdigest()


def compare(bank: Bank, source: str) -> list[Finding]:
    """What became of each passage of a bank in its source's text, in the order of the bank."""
    blocks = _blocks(bank, source)
    return [_finding(passage, *_found(passage, blocks)) for passage in bank.passages.values()]


def texts(bank: Bank, source: str) -> dict[str, str]:
    """The text of each passage of a bank that stands in its source's text, by the passage's id."""
    blocks = _blocks(bank, source)
    found = ((passage.id, _found(passage, blocks)[1]) for passage in bank.passages.values())
    return {id: spot.text for id, spot in found if spot}


def uncovered(bank: Bank, source: str) -> list[Uncovered]:
    """The sentences of the source's text that no passage of the bank holds, in order."""
    blocks = _blocks(bank, source)
    spots = [spot for passage in bank.passages.values() if (spot := _found(passage, blocks)[1])]
    return [
        Uncovered(_where(sentence), sentence.text)
        for block in blocks
        for sentence in _sentences(block)
        if not any(spot.block is block and spot.overlaps(sentence) for spot in spots)
    ]


def _level(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_STRAIGHT)
    return " ".join(text.split())


_STRAIGHT = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")


# The source's text, cut up


_ITEM = re.compile(r"(?:[•◦▪‣*·-]|\d{1,3}[.)])\s+")
_REFERENCE_MARKS = re.compile(r"(?<=\W)(?:\s+\[?\d{1,3}\]?,?)+$")


def _blocks(bank: Bank, source: str) -> list[_Block]:
    """The paragraphs and list items of a source's text, without its title and headings.

    A heading is a line that is the name of a section of the bank.
    """
    headings = {_level(passage.section): passage.section for passage in bank.passages.values()}
    section, counts = INTRODUCTION, Counter[str]()
    blocks = []
    for text in _paragraphs(source, headings):
        if text in headings:
            section, counts = headings[text], Counter()
            continue
        item = _ITEM.match(text)
        kind = "list item" if item else "paragraph"
        counts[kind] += 1
        blocks.append(_Block(section, f"{kind} {counts[kind]}", text[item.end() :] if item else text))
    return blocks[:-1] + [block._replace(is_last=True) for block in blocks[-1:]]


def _paragraphs(source: str, headings: Collection[str]) -> Iterator[str]:
    """The lines of a text without its title, joined where one goes on with another."""
    open_: list[str] = []
    for line in _without_title([_level(line) for line in source.splitlines()]):
        if open_ and (not line or line in headings or open_[0] in headings or _ITEM.match(line)):
            yield " ".join(open_)
            open_ = []
        if line:
            open_.append(line)
    if open_:
        yield " ".join(open_)


def _without_title(lines: list[str]) -> list[str]:
    """The lines after the first that says something, unless that is a sentence and so no title."""
    first = next((number for number, line in enumerate(lines) if line), 0)
    return lines if lines[first : first + 1] and lines[first].endswith(".") else lines[first + 1 :]


def _sentences(block: _Block) -> list[_Spot]:
    """The sentences of a block; the numbers of references after the last of them are none."""
    spots, end = [], 0
    for sentence in sentences(_REFERENCE_MARKS.sub("", block.text)):
        start = block.text.index(sentence, end)
        end = start + len(sentence)
        spots.append(_Spot(block, start, end))
    return spots


# A passage, found again


def _found(passage: Passage, blocks: list[_Block]) -> tuple[State, _Spot | None]:
    """What became of a passage, and where it stands now: if in several places, where it was noted."""

    def elsewhere(spot: _Spot) -> bool:
        return (passage.section, passage.place) not in _addresses(spot)

    spots = sorted(_spots(passage, blocks), key=elsewhere)
    for spot in spots:
        if fingerprint(spot.text) == passage.sha256:
            return ("moved" if elsewhere(spot) else "unchanged"), spot
    remains = spots or sorted(_remains(passage, blocks), key=elsewhere)
    return ("changed", remains[0]) if remains else ("gone", None)


def _spots(passage: Passage, blocks: list[_Block]) -> list[_Spot]:
    """Every stretch of text from the passage's first words to its last, its full stop left out or not."""
    first, last = map(_words, passage.fragment)
    return [
        _Spot(block, start.start(), end)
        for block in blocks
        for start in first.finditer(block.text)
        for stop in last.finditer(block.text, start.start())
        if stop.end() >= start.end()
        for end in sorted({stop.start("closing"), stop.end()})
    ]


def _remains(passage: Passage, blocks: list[_Block]) -> list[_Spot]:
    """Every sentence that has the passage's first words or its last."""
    first, last = map(_words, passage.fragment)
    found = [spot for block in blocks for spot in _sentences(block)]
    return [spot for spot in found if first.search(spot.text) or last.search(spot.text)]


def _words(text: str) -> re.Pattern[str]:
    """These words and no part of a longer one, and the punctuation that follows."""
    return re.compile(rf"(?<!\w){re.escape(_level(text))}(?!\w)(?P<closing>[.:!?)\]\"']*)")


# Where something stands, and what to say of it


def _addresses(spot: _Spot) -> list[tuple[str, str]]:
    """The sections and places by which a bank may call this spot, the usual one first."""
    block = spot.block
    number = sum(1 for sentence in _sentences(block) if sentence.start <= spot.start) or 1
    addresses = [(block.section, f"{block.name}, sentence {number}")]
    if number == 1:
        addresses.append((block.section, block.name))
    if block.is_last:
        addresses.append(END_OF_PAGE)
    return addresses


def _where(spot: _Spot) -> str:
    return ": ".join(_addresses(spot)[0])


def _finding(passage: Passage, state: State, spot: _Spot | None) -> Finding:
    if not spot:
        return Finding(
            passage.id, state, "", "neither its first nor its last words are there; mend what cites it"
        )
    section, place = _addresses(spot)[0]
    detail = {
        "moved": f"write section: {section}, place: {place}",
        "changed": f"{_where(spot)}: {_lost(passage, spot)}read it again and mend what cites it; "
        f"then write sha256: {fingerprint(spot.text)}",
    }
    return Finding(passage.id, state, _where(spot), detail.get(state, ""))


def _lost(passage: Passage, spot: _Spot) -> str:
    lost = [words for words in passage.fragment if not _words(words).search(spot.text)]
    return "".join(f"“{words}” is not there any more, write other words in fragment; " for words in lost)
