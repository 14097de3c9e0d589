"""Answers put together: their marks numbered through, and a citation for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.dialogue.policy import Statement
from footnote.dialogue.reply import Citation
from footnote.text import LIST_ITEM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from footnote.bank import Bank, Entry
    from footnote.dialogue.policy import Answer

MARK = re.compile(r"\[([0-9]{1,3})\]")
"""The mark of a citation in an answer."""


def without_marks(text: str) -> str:
    """A text without marks; in somebody's own words, without what would look like one.

    >>> without_marks("who says so [1]?")
    'who says so?'
    """
    return re.sub(rf"\s*{MARK.pattern}", "", text)


def statements(answer: Answer) -> tuple[Statement, ...]:
    """What an answer says, in order, each with the passages it cites."""
    says = answer.says or (Statement(answer.entry.answer, answer.entry.cites),)
    return (Statement(answer.preface), *answer.limits, *says)


def compose(bank: Bank, *paragraphs: Iterable[Statement]) -> tuple[str, tuple[Citation, ...]]:
    """The text of some paragraphs and its citations, numbered through."""
    texts, citations = numbered(bank, *paragraphs)
    return "\n".join(filter(None, texts)), citations


def numbered(bank: Bank, *paragraphs: Iterable[Statement]) -> tuple[tuple[str, ...], tuple[Citation, ...]]:
    """The text of each paragraph, and the citations of all: a passage has one number throughout."""
    numbers: dict[str, int] = {}

    def renumbered(statement: Statement) -> str:
        for passage in statement.cites:
            numbers.setdefault(passage, len(numbers) + 1)
        marks = {str(at): f"[{numbers[passage]}]" for at, passage in enumerate(statement.cites, 1)}
        return MARK.sub(lambda mark: marks.get(mark[1], ""), statement.text)

    texts = tuple([" ".join(filter(None, map(renumbered, paragraph))) for paragraph in paragraphs])
    return texts, tuple(citation(bank, number, passage) for passage, number in numbers.items())


def listed(bank: Bank, entry: Entry) -> tuple[Entry, ...]:
    """The entries that say more about each line of the list in an answer; nothing where one has none."""
    lines = [line for line in entry.answer.splitlines() if line.startswith(LIST_ITEM)]
    found = [_more_about(bank, entry, line) for line in lines]
    return tuple(filter(None, found)) if all(found) else ()


def _more_about(bank: Bank, entry: Entry, line: str) -> Entry | None:
    """The entry that cites what a line of an answer cites, best one that is about what the line names and may
    follow the answer, and the one that cites least besides.
    """
    passages = {entry.cites[int(mark) - 1] for mark in MARK.findall(line)}

    def fit(other: Entry) -> tuple[bool, bool, float]:
        shared = passages.intersection(other.cites)
        share = len(shared) / len(passages.union(other.cites))
        return other.about.casefold() in line.casefold(), other.id in entry.follow, share

    others = (other for other in bank.entries.values() if other is not entry)
    return max((other for other in others if passages.intersection(other.cites)), key=fit, default=None)


def citation(bank: Bank, number: int, passage_id: str, entry: Entry | None = None) -> Citation:
    """The citation of one passage, under the number of its mark in the answer, which is that of `entry`."""
    source, passage = bank.source_of(passage_id), bank.passages[passage_id]
    return Citation(
        number=number,
        passage=passage.id,
        title=source.title,
        publisher=source.publisher,
        section=passage.section,
        place=passage.place,
        updated=source.updated,
        url=passage.address(source.url),
        references=tuple(r for r in source.references if r.number in passage.references),
        source=source.id,
        kind=source.kind or bank.language.texts.get("kind", ""),
        checked=(bank.clock_of(entry) if entry else bank.clock).reviewed,
    )
