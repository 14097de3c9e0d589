"""Compares the passages of a bank with the text of its source, which may have changed since it was written.

A passage is found by its first and last words, and recognized by the fingerprint of all its text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from footnote.text import sentences

from .formats import NO_FINGERPRINT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from .models import Bank, Passage

INTRODUCTION = "(introduction)"
"""The section before the first heading."""

END_OF_PAGE = ("(end of page)", "last line")
"""Section and place of the last paragraph, whatever section it happens to follow."""

State: TypeAlias = Literal["unchanged", "moved", "changed", "gone"]


class Finding(NamedTuple):
    """What became of one passage, where it is now (empty: nowhere), and what to change in the bank."""

    id: str
    state: State
    where: str
    detail: str


class Uncovered(NamedTuple):
    """A sentence of the source that is in no passage."""

    where: str
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
    return hashlib.sha256(_normalize(text).encode()).hexdigest()


def compare_source(bank: Bank, source: str) -> list[Finding]:
    """What became of each passage in the text of the source, in the order of the bank."""
    blocks = blocks_of(bank, source)
    return [_finding(passage, *locate(passage, blocks)) for passage in bank.passages.values()]


def passage_texts(bank: Bank, source: str) -> dict[str, str]:
    """The text of each passage that is in the text of the source, by the id of the passage."""
    blocks = blocks_of(bank, source)
    found = ((passage.id, locate(passage, blocks)[1]) for passage in bank.passages.values())
    return {id: span.text for id, span in found if span}


def uncovered_texts(bank: Bank, source: str) -> list[Uncovered]:
    """The sentences of the source that are in no passage, in order."""
    blocks = blocks_of(bank, source)
    spans = [span for passage in bank.passages.values() if (span := locate(passage, blocks)[1])]
    return [
        Uncovered(_where(sentence), sentence.text)
        for block in blocks
        for sentence in sentences_of(block)
        if not any(span.block is block and span.overlaps(sentence) for span in spans)
    ]


def _normalize(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_STRAIGHT)
    return " ".join(text.split())


_STRAIGHT = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")


# The source, split into paragraphs and sentences


_ITEM = re.compile(r"(?:[•◦▪‣*·-]|\d{1,3}[.)])\s+")
_REFERENCE_MARKS = re.compile(r"(?<=\W)(?:\s+\[?\d{1,3}\]?,?)+$")


def blocks_of(bank: Bank, source: str) -> list[Block]:
    """The paragraphs and list items of a source, without its title and headings.

    A line that is the section of a passage counts as a heading.
    """
    headings = {_normalize(passage.section): passage.section for passage in bank.passages.values()}
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
    for line in _without_title([_normalize(line) for line in source.splitlines()]):
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


# Finding a passage


def locate(passage: Passage, blocks: list[Block]) -> tuple[State, Span | None]:
    """What became of a passage, and where it is now. Of several places, the one in the bank is preferred."""

    def is_elsewhere(span: Span) -> bool:
        return (passage.section, passage.place) not in addresses(span)

    spans = sorted(_matches(passage, blocks), key=is_elsewhere)
    for span in spans:
        if fingerprint(span.text) == passage.sha256:
            return ("moved" if is_elsewhere(span) else "unchanged"), span
    similar = spans or sorted(_partial_matches(passage, blocks), key=is_elsewhere)
    return ("changed", similar[0]) if similar else ("gone", None)


def _matches(passage: Passage, blocks: list[Block]) -> list[Span]:
    """Every span from the first words of a passage to its last, with and without the full stop at its end."""
    first, last = map(_pattern, passage.fragment)
    return [
        Span(block, start.start(), end)
        for block in blocks
        for start in first.finditer(block.text)
        for stop in last.finditer(block.text, start.start())
        if stop.end() >= start.end()
        for end in sorted({stop.start("closing"), stop.end()})
    ]


def _partial_matches(passage: Passage, blocks: list[Block]) -> list[Span]:
    """Every sentence that has the first or the last words of a passage."""
    first, last = map(_pattern, passage.fragment)
    spans = [span for block in blocks for span in sentences_of(block)]
    return [span for span in spans if first.search(span.text) or last.search(span.text)]


def _pattern(text: str) -> re.Pattern[str]:
    """Matches these words, not as part of longer ones, and the punctuation after them."""
    return re.compile(rf"(?<!\w){re.escape(_normalize(text))}(?!\w)(?P<closing>[.:!?)\]\"']*)")


# Places and messages


def addresses(span: Span) -> list[tuple[str, str]]:
    """The sections and places that a bank may give for this span, the usual ones first."""
    block = span.block
    number = sum(1 for sentence in sentences_of(block) if sentence.start <= span.start) or 1
    addresses = [(block.section, f"{block.name}, sentence {number}")]
    if number == 1:
        addresses.append((block.section, block.name))
    if block.is_last:
        addresses.append(END_OF_PAGE)
    return addresses


def _where(span: Span) -> str:
    return ": ".join(addresses(span)[0])


def _finding(passage: Passage, state: State, span: Span | None) -> Finding:
    if not span:
        return Finding(
            passage.id,
            state,
            "",
            "its first and last words are not there any more; correct the entries that cite it",
        )
    if passage.sha256 == NO_FINGERPRINT:
        detail = f"it has no fingerprint yet; write sha256: {fingerprint(span.text)}"
        return Finding(passage.id, state, _where(span), detail)
    section, place = addresses(span)[0]
    details = {
        "moved": f"write section: {section}, place: {place}",
        "changed": f"{_where(span)}: {_missing_words(passage, span)}"
        f"read it again and correct the entries that cite it; then write sha256: {fingerprint(span.text)}",
    }
    return Finding(passage.id, state, _where(span), details.get(state, ""))


def _missing_words(passage: Passage, span: Span) -> str:
    missing = [words for words in passage.fragment if not _pattern(words).search(span.text)]
    return "".join(f"“{words}” is not there any more, write other words in fragment; " for words in missing)
