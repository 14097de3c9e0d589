"""`/topics`: the questions that the bank answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.chat.messages import Choice, Message, text_message
from footnote.chat.questions.index import find_entries
from footnote.console import EMPTY
from footnote.dialogue import Block, sections
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank import Entry
    from footnote.chat.session import ChatSession


def topics(session: ChatSession, argument: str) -> Message:
    """The questions by section of the source, all or those with these words. A number asks one."""
    found = sections(session.bank, find_entries(session.bank, argument))
    entries = [entry for _, section in found for entry in section]
    if not entries:
        return text_message(f"No question has all these words: {argument}. Type /topics for the whole list.")
    questions = tuple(printable(entry.question) for entry in entries)
    session.choice = Choice(questions, lambda index: session.ask(questions[index]), numbered=True)
    return Message((Block("", _head(len(entries), argument)), *_numbered(found)), pageable=True)


def _head(count: int, argument: str) -> str:
    questions = "1 question" if count == 1 else f"{count} questions"
    return f"I answer {questions}{' about that' if argument else ''}. Type the number of one."


def _numbered(found: list[tuple[str, list[Entry]]]) -> Iterator[Block]:
    """The questions under the titles of their sections, where these help."""
    number = 0
    for section, entries in found:
        if section:
            yield EMPTY
            yield Block("", section)
        for entry in entries:
            number += 1
            yield Block(f"{number}.", printable(entry.question))
