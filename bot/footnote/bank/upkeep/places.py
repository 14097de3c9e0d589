"""Where the passages of a bank are in the text of a source, and what stands between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.bank.source_check import addresses, blocks_of, locate, sentences_of

if TYPE_CHECKING:
    from footnote.bank.models import Bank, Passage
    from footnote.bank.source_check import Span, State


class Located(NamedTuple):
    """What became of one passage, with its section, place and text now; "" where it is gone."""

    id: str
    state: State
    section: str = ""
    place: str = ""
    text: str = ""


class Part(NamedTuple):
    """A passage, or a sentence that is in none ("" for its id), with its section, place and text."""

    passage: str
    section: str
    place: str
    text: str


def locate_passages(bank: Bank, source: str) -> list[Located]:
    """Where each passage is in the text of the source, in the order of the bank: in the words of the bank
    where its place has several names.
    """
    blocks = blocks_of(bank, source)
    return [_located(passage, *locate(passage, blocks)) for passage in bank.passages.values()]


def _located(passage: Passage, state: State, span: Span | None) -> Located:
    if not span:
        return Located(passage.id, state)
    known, own = addresses(span), (passage.section, passage.place)
    section, place = own if own in known else known[0]
    return Located(passage.id, state, section, place, span.text)


def parts_in_order(bank: Bank, source: str) -> list[Part]:
    """All passages that are in the text of the source, and all sentences that are in none, as they stand on
    the page.
    """
    blocks = blocks_of(bank, source)
    located = [
        (_located(passage, *found), found[1])
        for passage in bank.passages.values()
        if (found := locate(passage, blocks))[1]
    ]
    parts: list[Part] = []
    for block in blocks:
        inside = [(span, Part(*at[:1], *at[2:])) for at, span in located if span and span.block is block]
        others = [
            (sentence, Part("", *addresses(sentence)[0], sentence.text))
            for sentence in sentences_of(block)
            if not any(span.overlaps(sentence) for span, _ in inside)
        ]
        parts += [part for _, part in sorted(inside + others, key=lambda each: each[0].start)]
    return parts
