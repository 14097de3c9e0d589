"""Makes a new bank of questions and answers that are there already: the page that has them is its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.authoring.drafting import cut_page, new_id, other_wordings, read_starter, same
from footnote.authoring.readers import Block, Page
from footnote.authoring.writing import (
    ENTRIES_HEAD,
    EntryText,
    as_id,
    entry_lines,
    source_text,
    write_bank,
)
from footnote.text import LIST_ITEM, plain

from .items import Faq, without_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from footnote.authoring.drafting import Section
    from footnote.authoring.writing import About, NewBank

    from .items import Item

SOURCE = "faq"
"""The id of the source."""

_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_END = re.compile(r"(?P<end>[.!?]?[\"')\]]*)$")


def found_bank(folder: str, faq: Faq, about: About) -> NewBank:
    """Write a new bank with an entry for each item, whose answer cites its own sentences on the page.

    Raises SourceError and BankError as `make_bank` does.
    """
    items = list(_distinct(faq.items))
    title = about.title or faq.title or "Questions and answers"
    page = Page(
        title, tuple(block for item in items for block in _blocks(item)), faq.publisher, faq.url, faq.updated
    )
    cut = cut_page(page, "S")
    starter = read_starter(about.starter, cut.copy)
    ids = {topic.id for topic in starter.silent}
    asked = {same(item.question) for item in items}
    lines = [ENTRIES_HEAD, "schema: 1", "", "entries:"]
    for item, section in zip(items, cut.sections, strict=True):
        lines += [*entry_lines(_entry(item, section, ids, asked)), ""]
    source = source_text(SOURCE, page, about._replace(kind=about.kind or "FAQ"), cut)
    return write_bank(folder, [source], "\n".join(lines).rstrip("\n") + "\n", about, starter)


def _distinct(items: Sequence[Item]) -> Iterator[Item]:
    """The items, each question once, each with something that can be cited."""
    seen: set[str] = set()
    for item in items:
        key = plain(item.question)
        if key and key not in seen and plain(item.answer):
            seen.add(key)
            yield item


def _blocks(item: Item) -> Iterator[Block]:
    """An item as it is on a page: its question as a heading, and its answer under it."""
    yield Block("heading", item.question, item.question, 2)
    for line in without_marks(item.answer).split("\n"):
        text = " ".join(line.removeprefix(LIST_ITEM).split())
        if plain(text) and plain(text) != plain(item.question):
            yield Block("item" if line.startswith(LIST_ITEM) else "paragraph", text, text)


def _entry(item: Item, section: Section, ids: set[str], asked: set[str]) -> EntryText:
    wanted = item.id if _ID.fullmatch(item.id) else as_id(item.id)
    id = wanted if wanted and wanted not in ids else new_id(item.question, ids)
    ids.add(id)
    own = [wording for wording in item.wordings if plain(wording) and same(wording) not in asked]
    asked.update(map(same, own))
    wordings = list(dict.fromkeys(own)) or other_wordings(item.question, asked)
    answer, cites = _cited_answer(section)
    return EntryText(id, item.question, answer, cites, wordings, item.about)


def _cited_answer(section: Section) -> tuple[str, list[str]]:
    """The text of a section with a mark after each of its passages, and their ids."""
    lines: list[str] = []
    cites: list[str] = []
    for part in section.parts:
        marked = []
        for piece in part.pieces:
            cites.append(piece.passage.id)
            marked.append(_END.sub(rf" [{len(cites)}]\g<end>", piece.text, count=1))
        lines.append(f"{LIST_ITEM if part.block.kind == 'item' else ''}{' '.join(marked)}")
    is_list = any(line.startswith(LIST_ITEM) for line in lines)
    return ("\n" if is_list else " ").join(lines), cites
