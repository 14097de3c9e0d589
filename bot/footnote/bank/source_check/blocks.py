"""The text of a source, split into paragraphs, list items and sentences, with their addresses."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from footnote.bank.models import Bank

INTRODUCTION = "(introduction)"
"""The section before the first heading."""

END_OF_PAGE = ("(end of page)", "last line")
"""Section and place of the last paragraph, whatever section it happens to follow."""


class Cut(NamedTuple):
    """A sentence of a source with its address: what a passage of a bank can be. `block` counts the paragraphs
    and list items from 0.
    """

    block: int
    section: str
    place: str
    text: str


class Block(NamedTuple):
    """A paragraph or list item: its section, its name there, and its text on one line."""

    section: str
    name: str
    text: str
    is_last: bool = False


class Span(NamedTuple):
    """A part of a block, from `start` to `end`."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


def fingerprint(text: str) -> str:
    r"""The SHA-256 of a text, in hexadecimal, whatever its line breaks, spaces and style of quotation marks.

    >>> fingerprint("It’s  here.\n") == fingerprint("It's here.")
    True
    """
    return hashlib.sha256(normalize(text).encode()).hexdigest()


def cut_source(source: str, whole: Collection[int] = ()) -> list[Cut]:
    """The sentences of a source whose title and headings are marked with `#`, as in Markdown.

    The blocks with the numbers in `whole` are not cut into sentences, such as the rows of a table.
    """
    cuts = []
    for number, block in enumerate(_blocks_under(_marked_headings(source), source)):
        if number in whole:
            cuts.append(Cut(number, block.section, block.name, block.text))
            continue
        for count, span in enumerate(sentences_of(block), start=1):
            cuts.append(Cut(number, block.section, f"{block.name}, sentence {count}", span.text))
    return cuts


def normalize(text: str) -> str:
    """A text on one line, with plain spaces and straight quotation marks."""
    text = unicodedata.normalize("NFKC", text).translate(_STRAIGHT)
    return " ".join(text.split())


_STRAIGHT = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")


_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_ITEM = re.compile(r"(?:[•◦▪‣*·-]|\d{1,3}[.)])\s+")
_REFERENCE_MARKS = re.compile(r"(?<=\W)(?:\s+\[?\d{1,3}\]?,?)+$")


def blocks_of(bank: Bank, source: str) -> list[Block]:
    """The paragraphs and list items of a source, without its title and headings.

    A line that is the section of a passage counts as a heading, and one that is marked as such.
    """
    sections = {normalize(each.section): each.section for each in bank.passages.values()}
    return _blocks_under({**_marked_headings(source), **sections}, source)


def _marked_headings(source: str) -> dict[str, str]:
    """The headings by their lines, in a text whose title is marked with `#` as in Markdown."""
    if not source.lstrip().startswith("# "):
        return {}
    return {normalize(match[0]): normalize(match[1]) for match in _HEADING.finditer(source)}


def _blocks_under(headings: Mapping[str, str], source: str) -> list[Block]:
    """The same, with the headings as the bank writes them, by their normalized texts."""
    section, counts = INTRODUCTION, Counter[str]()
    blocks = []
    for text in _paragraphs(source, headings):
        if text in headings:
            section, counts = headings[text], Counter()
            continue
        item = _ITEM.match(text)
        kind = "list item" if item else "paragraph"
        counts[kind] += 1
        blocks.append(Block(section, f"{kind} {counts[kind]}", text[item.end() :] if item else text))
    return blocks[:-1] + [block._replace(is_last=True) for block in blocks[-1:]]


def _paragraphs(source: str, headings: Collection[str]) -> Iterator[str]:
    """The paragraphs, list items and headings of a text, without its title, each on one line."""
    open_: list[str] = []
    for line in _without_title([normalize(line) for line in source.splitlines()]):
        if open_ and (not line or line in headings or open_[0] in headings or _ITEM.match(line)):
            yield " ".join(open_)
            open_ = []
        if line:
            open_.append(line)
    if open_:
        yield " ".join(open_)


def _without_title(lines: list[str]) -> list[str]:
    """The lines after the title. The first line is one, unless it ends with a full stop."""
    first = next((number for number, line in enumerate(lines) if line), 0)
    return lines if lines[first : first + 1] and lines[first].endswith(".") else lines[first + 1 :]


def sentences_of(block: Block) -> list[Span]:
    """The sentences of a block, without numbers of references after the last of them."""
    spans, end = [], 0
    for sentence in sentences(_REFERENCE_MARKS.sub("", block.text)):
        start = block.text.index(sentence, end)
        end = start + len(sentence)
        spans.append(Span(block, start, end))
    return spans


def addresses(span: Span) -> list[tuple[str, str]]:
    """The sections and places that a bank may give for this span, the usual ones first."""
    block = span.block
    number = bisect_right(_starts(block), span.start) or 1
    addresses = [(block.section, f"{block.name}, sentence {number}")]
    if number == 1:
        addresses.append((block.section, block.name))
    if block.is_last:
        addresses.append(END_OF_PAGE)
    return addresses


@lru_cache(maxsize=8)
def _starts(block: Block) -> list[int]:
    """Where the sentences of a block begin; asked for again and again where a block is long."""
    return [sentence.start for sentence in sentences_of(block)]
