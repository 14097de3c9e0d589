"""What became of the passages of a bank in the text of its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from footnote.bank.formats import NO_FINGERPRINT

from .blocks import Block, Span, addresses, blocks_of, fingerprint, normalize, sentences_of

if TYPE_CHECKING:
    from footnote.bank.models import Bank, Passage

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


def is_found(passage: Passage, text: str) -> bool:
    """Whether this text is the passage: its fragment begins and ends it, its fingerprint is that of it."""
    block = Block(passage.section, passage.place, normalize(text))
    return any(fingerprint(span.text) == passage.sha256 for span in _matches(passage, [block]))


def _matches(passage: Passage, blocks: list[Block]) -> list[Span]:
    """Every span from the first words of a passage to its last, with and without the marks at its end."""
    first, last = map(_pattern, passage.fragment)
    words = [normalize(each) for each in passage.fragment]
    return [
        Span(block, start.start(), end)
        for block in blocks
        if words[0] in block.text and words[1] in block.text  # at a hundredth of a search's cost
        for start in first.finditer(block.text)
        for stop in last.finditer(block.text, start.start())
        if stop.end() >= start.end()
        for end in range(stop.start("closing"), stop.end() + 1)
    ]


def _partial_matches(passage: Passage, blocks: list[Block]) -> list[Span]:
    """Every sentence that has the first or the last words of a passage."""
    first, last = map(_pattern, passage.fragment)
    spans = [span for block in blocks for span in sentences_of(block)]
    return [span for span in spans if first.search(span.text) or last.search(span.text)]


def _pattern(text: str) -> re.Pattern[str]:
    """Matches these words, not as part of longer ones, and the punctuation after them."""
    return re.compile(rf"(?<!\w){re.escape(normalize(text))}(?!\w)(?P<closing>[.:!?)\]\"'`*_]*)")


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
