"""Questions and answers on their way into a bank or out of it, whatever the format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import LIST_ITEM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank import Bank, Entry

_MARK = re.compile(r"\s?\[\d{1,3}\]")


class CitedPassage(NamedTuple):
    """A passage that an answer cites, for readers: what it is called, and its address."""

    id: str
    name: str
    publisher: str
    url: str


class Item(NamedTuple):
    """A question with its answer. `id` is empty where the format gave none.

    The mark `[n]` in `answer` cites `cites[n - 1]`; `citations` says the same to readers of an export.
    """

    id: str
    question: str
    answer: str
    about: str = ""
    wordings: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    citations: tuple[CitedPassage, ...] = ()


class Faq(NamedTuple):
    """Questions and answers with what is known of the page that has them; unknown texts are empty."""

    title: str
    items: tuple[Item, ...]
    language: str = ""
    publisher: str = ""
    url: str = ""
    updated: str = ""


def faq_of(bank: Bank, *, wordings: bool = False) -> Faq:
    """All entries of a bank with their citations, and with their wordings if those are wanted."""
    items = tuple(_item(bank, entry, entry.wordings if wordings else ()) for entry in bank.entries.values())
    return Faq(bank.title, items, bank.language.tag)


def _item(bank: Bank, entry: Entry, wordings: tuple[str, ...]) -> Item:
    cited = tuple(_cited(bank, id) for id in entry.cites)
    return Item(entry.id, entry.question, entry.answer.strip(), entry.about, wordings, entry.cites, cited)


def _cited(bank: Bank, id: str) -> CitedPassage:
    passage = bank.passages[id]
    source = bank.sources[passage.source]
    return CitedPassage(
        id, f"{source.title}: {passage.section}", source.publisher, passage.address(source.url)
    )


def without_marks(answer: str) -> str:
    """An answer without the marks of its citations.

    >>> without_marks("Two days [1][2].")
    'Two days.'
    """
    return _MARK.sub("", answer)


def paragraphs(answer: str) -> Iterator[list[str]]:
    """The parts of an answer: a paragraph is one line, a list is its items, each with the dash."""
    open_: list[str] = []
    for line in filter(None, map(str.strip, answer.split("\n"))):
        if open_ and not (line.startswith(LIST_ITEM) and open_[0].startswith(LIST_ITEM)):
            yield open_
            open_ = []
        open_.append(line)
    if open_:
        yield open_
