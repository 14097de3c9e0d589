"""Pages of questions marked with "Q:" and answers marked with "A:", in whatever format they were."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .page import CELL_BREAK, Block, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MIN_QUESTIONS = 2
"""Questions with a mark from which the marks are no accident."""

QUESTION_LEVEL = 6
"""Below every other heading, so that the page's own headings stand above its questions."""

_NUMBER = r"\s?\d{0,3}\s?"
_QUESTION = re.compile(rf"(?:Q|Question){_NUMBER}[:.)]\s+(?=\S)")
_ANSWER = re.compile(rf"(?:A|Answer){_NUMBER}[:.)]\s+(?=\S)")
_BOTH = re.compile(rf"(?P<question>.+?[?.!])\s+{_ANSWER.pattern}")
_MARKUP = re.compile(rf"(?:^|\s)[*_]*(?:A|Answer){_NUMBER}[:.)][*_]*\s+")
"""The mark of an answer in Markdown, where it may be in bold."""


def is_marked(line: str) -> bool:
    """Whether a line begins with the mark of a question or an answer.

    >>> is_marked("Q: Is it free?"), is_marked("Answer 2. It is."), is_marked("A lamp: a light.")
    (True, True, False)
    """
    return bool(_QUESTION.match(line) or _ANSWER.match(line))


def marks_questions(lines: Iterable[str]) -> bool:
    """Whether so many of these texts begin with the mark of a question that a page has its questions so."""
    return sum(bool(_QUESTION.match(line)) for line in lines) >= MIN_QUESTIONS


def with_questions(page: Page) -> Page:
    """The page with its marked questions as headings, and its answers without their mark."""
    if not marks_questions(block.text for block in page.blocks):
        return page
    return page._replace(blocks=tuple(part for block in page.blocks for part in _parts(block)))


def _parts(block: Block) -> Iterator[Block]:
    """The question and the answer that are in a block; the block itself, if neither is marked."""
    if block.kind == "row" and is_marked(block.text):
        for text, markup in zip(block.cells, block.markup.split(CELL_BREAK), strict=False):
            yield from _parts(Block("paragraph", text, markup))
    elif question := _QUESTION.match(block.text):
        both = _BOTH.match(block.text, question.end())
        text = both["question"] if both else block.text[question.end() :]
        yield Block("heading", text, text, block.level or QUESTION_LEVEL)
        if both:
            yield Block("paragraph", block.text[both.end() :], _answer_markup(block.markup))
    elif answer := _ANSWER.match(block.text):
        yield block._replace(text=block.text[answer.end() :], markup=_answer_markup(block.markup))
    else:
        yield block


def _answer_markup(markup: str) -> str:
    """The Markdown of an answer: what comes after its mark."""
    return _MARKUP.split(markup, maxsplit=1)[-1]
