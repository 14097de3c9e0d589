"""`/topics`: the questions that the bank answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.chat.messages import Choice, Message, text_message
from footnote.chat.questions.index import find_entries, section_of
from footnote.console import EMPTY
from footnote.dialogue import Block
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank import Entry
    from footnote.chat.session import ChatSession

MIN_QUESTIONS = 2
"""Questions in a section, on average, for its title to help: an FAQ has one in each, often as its title."""


def topics(session: ChatSession, argument: str) -> Message:
    """The questions by section of the source, all or those with these words. A number asks one."""
    sections: dict[str, list[Entry]] = {}
    for entry in find_entries(session.bank, argument):
        sections.setdefault(section_of(session.bank, entry), []).append(entry)
    entries = [entry for section in sections.values() for entry in section]
    if not entries:
        return text_message(f"No question has all these words: {argument}. Type /topics for the whole list.")
    questions = tuple(printable(entry.question) for entry in entries)
    session.choice = Choice(questions, lambda index: session.ask(questions[index]), numbered=True)
    return Message((Block("", _head(len(entries), argument)), *_numbered(sections)), pageable=True)


def _head(count: int, argument: str) -> str:
    questions = "1 question" if count == 1 else f"{count} questions"
    return f"I answer {questions}{' about that' if argument else ''}. Type the number of one."


def _numbered(sections: dict[str, list[Entry]]) -> Iterator[Block]:
    """The questions under their sections; without these where most have a single question."""
    number = 0
    has_headings = MIN_QUESTIONS * len(sections) <= sum(map(len, sections.values()))
    for section, entries in sections.items():
        if has_headings:
            yield EMPTY
            yield Block("", section)
        for entry in entries:
            number += 1
            yield Block(f"{number}.", printable(entry.question))
