"""Answers put together: their marks numbered through, and a citation for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.dialogue.policy import Statement
from footnote.dialogue.reply import Citation

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
