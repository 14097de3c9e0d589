"""Cuts a page into the passages of a bank, and writes the copy of its text that they are checked against.

The passages are cut from the copy by the same function that checks them later, so a new bank agrees with its
own source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.authoring.readers import CELL_BREAK, Block, Page
from footnote.bank import Passage, cut_source, fingerprint
from footnote.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from footnote.bank import Cut

INTRODUCTION = "(introduction)"

FRAGMENT_WORDS = 4
MAX_FRAGMENT_WORDS = 9
"""Words at the beginning and the end of a passage by which it is found: as few as are in one place only."""

MAX_ROW_WORDS = 40
"""Words of a table row, or of a term with its definition, that is one passage."""


class Piece(NamedTuple):
    """A passage with its text, as it was read and as Markdown."""

    passage: Passage
    text: str
    markup: str


class Part(NamedTuple):
    """A block of a section with its passages."""

    block: Block
    pieces: tuple[Piece, ...]


class Section(NamedTuple):
    """What stands under a heading. `parents` are the headings above it, from the outermost."""

    title: str
    parents: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def pieces(self) -> list[Piece]:
        """The passages of the section, in order."""
        return [piece for part in self.parts for piece in part.pieces]


class CutPage(NamedTuple):
    """The copy of a page's text, and its sections."""

    copy: str
    sections: list[Section]


class _Heading(NamedTuple):
    title: str
    parents: tuple[str, ...]
    blocks: list[Block]


def cut_page(page: Page, prefix: str) -> CutPage:
    """The copy of a page's text, and its sections with their passages: `<prefix>1` and so on."""
    outline = [each for each in _outline(page) if each.blocks]
    copy = _copy(page.title, outline)
    blocks = [block for each in outline for block in each.blocks]
    whole = {number for number, block in enumerate(blocks) if _is_whole(block)}
    cuts = cut_source(copy, whole)
    pieces = iter(_by_block(_pieces(cuts, blocks, prefix), len(blocks)))
    sections = [
        Section(each.title, each.parents, tuple(Part(block, next(pieces)) for block in each.blocks))
        for each in outline
    ]
    return CutPage(copy, sections)


def _outline(page: Page) -> Iterator[_Heading]:
    """The headings of a page with the blocks that stand directly under each."""
    titles = {_line(block) for block in page.blocks if block.kind == "heading"}
    open_: list[Block] = []
    section = _Heading(INTRODUCTION, (), [])
    for block in page.blocks:
        if block.kind == "heading":
            yield section
            open_ = [each for each in open_ if each.level < block.level]
            section = _Heading(block.text, tuple(each.text for each in open_), [])
            open_.append(block)
        elif any(map(str.isalnum, block.text)) and _line(block) not in titles:  # else it is no text
            section.blocks.append(block)
    yield section


def _copy(title: str, outline: Iterable[_Heading]) -> str:
    lines = [f"# {title}"]
    for each in outline:
        lines += [f"{'#' * min(6, len(each.parents) + 2)} {each.title}"] if each.title != INTRODUCTION else []
        lines += map(_line, each.blocks)
    return "\n\n".join(lines) + "\n"


def _line(block: Block) -> str:
    """A block in the copy of the text. A comment in code is no heading."""
    return f"• {block.text}" if block.kind in {"item", "row"} or block.text.startswith("#") else block.text


def _is_whole(block: Block) -> bool:
    """Whether a block is one passage, however many sentences it has."""
    is_short = len(block.text.split()) <= MAX_ROW_WORDS
    return block.kind == "code" or (block.kind == "row" and (is_short or len(block.cells) > 2))


def _pieces(cuts: Sequence[Cut], blocks: Sequence[Block], prefix: str) -> Iterator[tuple[int, Piece]]:
    """Each passage, with the number of its block."""
    find = _Finder([block.text for block in blocks])
    by_block: dict[int, list[Cut]] = {}
    for cut in cuts:
        by_block.setdefault(cut.block, []).append(cut)
    number = 0
    for at, of_block in by_block.items():
        markups = _markups(blocks[at], len(of_block))
        own, end = blocks[at].text.split(), 0
        for cut, markup in zip(of_block, markups or [cut.text for cut in of_block], strict=True):
            number += 1
            words, end = _as_on_page(cut.text.split(), own, end)
            passage = Passage(
                f"{prefix}{number}", cut.section, cut.place, find.fragment(words), fingerprint(cut.text)
            )
            yield at, Piece(passage, cut.text, markup)


def _by_block(pieces: Iterable[tuple[int, Piece]], count: int) -> list[tuple[Piece, ...]]:
    groups: list[list[Piece]] = [[] for _ in range(count)]
    for at, piece in pieces:
        groups[at].append(piece)
    return [tuple(group) for group in groups]


def _markups(block: Block, count: int) -> list[str]:
    """The Markdown of each passage of a block; none where it cannot be cut in the same places as the text."""
    if count == 1:
        return [block.markup]
    pieces = sentences(block.markup)
    return pieces if len(pieces) == count else []


class _Finder:
    """Finds the words by which a passage is found on its page. Knows how often words stand together there."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._seen: set[tuple[str, ...]] = set()
        self._twice: set[tuple[str, ...]] = set()
        for text in texts:
            words = text.split()
            for size in (FRAGMENT_WORDS, MAX_FRAGMENT_WORDS):
                for group in zip(*(words[start:] for start in range(size)), strict=False):
                    (self._twice if group in self._seen else self._seen).add(group)

    def fragment(self, words: list[str]) -> tuple[str, str]:
        """The first and the last of a passage's words."""
        first, last = _cell(words), _cell(words[::-1])[::-1]
        size, end = (
            self._size(first[:MAX_FRAGMENT_WORDS]),
            self._size(last[-MAX_FRAGMENT_WORDS:], at_end=True),
        )
        return " ".join(first[:size]), " ".join(last[-end:])

    def _size(self, words: Sequence[str], *, at_end: bool = False) -> int:
        start = tuple(words[-FRAGMENT_WORDS:] if at_end else words[:FRAGMENT_WORDS])
        return MAX_FRAGMENT_WORDS if start in self._twice else FRAGMENT_WORDS


def _cell(words: Sequence[str]) -> Sequence[str]:
    """The words before the end of a table's cell: a browser finds no words across two of them."""
    sign = CELL_BREAK.strip()
    return words[: words.index(sign)] if sign in words[1:] else words


def _as_on_page(words: list[str], own: list[str], start: int) -> tuple[list[str], int]:
    """The words of a passage with the quotation marks and signs that they have on the page, which
    `cut_source` makes plain, and where they end among the block's `own`. They are not before `start`.
    """
    size = len(words)
    for at in range(start, len(own) - size + 1):
        part = own[at : at + size]
        if part == words or all(
            a == b or fingerprint(a) == fingerprint(b) for a, b in zip(words, part, strict=True)
        ):
            return part, at + size
    return words, start
