"""A page that was read: its headings, paragraphs, list items, table rows and code, in order."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

from footnote.text import printable

BlockKind: TypeAlias = Literal["heading", "paragraph", "item", "row", "code"]

CELL_BREAK = " | "
"""Between the cells of a table row, and between a term and its definition, in the text of a row."""

HEADING_WORDS = 14
"""Words of a line in bold, or of a line by itself, that may still be a heading."""

_MARKS = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""What no reader sees, and no browser finds."""


class Block(NamedTuple):
    """A part of a page.

    `text` is on one line and plain; `markup` is the same as Markdown, with links, code and line breaks.
    `level` is that of a heading, from 1. A row has `cells`, and under `header` those of the table's head,
    which is a row too; a term with its definition has no header. `under` is the term to whose definition a
    block belongs.
    """

    kind: BlockKind
    text: str
    markup: str
    level: int = 0
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    under: str = ""


class Page(NamedTuple):
    """A page with what it says about itself; what it does not say is empty. `updated` is an ISO date."""

    title: str
    blocks: tuple[Block, ...]
    publisher: str = ""
    url: str = ""
    updated: str = ""


def clean(text: str) -> str:
    r"""A text on one line, without what cannot be seen or printed.

    >>> clean("a\n  soft\u00adhyphen ")
    'a softhyphen'
    """
    return " ".join(printable(_MARKS.sub("", text)).split())


def heading(text: str, level: int) -> Block:
    """A heading, without the marks that some pages put at its end."""
    text = clean(text).rstrip("¶#§ ").strip()
    return Block("heading", text, text, level)


def row(cells: list[tuple[str, str]], header: tuple[str, ...] = ()) -> Block:
    """A table row, or a term with its definition; each cell is its text and its markup."""
    cells = [(text, mark) for text, mark in cells if clean(text)]
    texts = tuple(clean(text).rstrip("¶ ") for text, _ in cells)
    markup = CELL_BREAK.join(clean(mark).rstrip("¶ ") for _, mark in cells)
    return Block("row", CELL_BREAK.join(texts), markup, 0, texts, header)


def is_like_heading(text: str) -> bool:
    """Whether a line that stands by itself, or in bold, can be a heading: short, and no sentence.

    >>> is_like_heading("How do I pay?"), is_like_heading("It is free."), is_like_heading("1.")
    (True, False, False)
    """
    has_words = any(len(word) > 1 and word.isalpha() for word in re.findall(r"\w+", text))
    return has_words and len(text.split()) <= HEADING_WORDS and not text.endswith((".", ":", ",", ";", "!"))
