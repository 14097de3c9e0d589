"""A conversation to take along: what was answered, with its sources, and what is left to ask a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.dialogue.policy import Answer
from footnote.record import Record

from .composing import numbered, statements

if TYPE_CHECKING:
    from footnote.bank import Bank
    from footnote.dialogue.reply import Citation, State


class AnsweredQuestion(Record):
    """A question of the bank that was answered, and the answer; its marks are numbered through a summary."""

    entry: str
    question: str
    text: str


class Summary(Record):
    """The answers of a conversation in order, their citations, and the topics (`about`) left to ask."""

    answers: tuple[AnsweredQuestion, ...]
    citations: tuple[Citation, ...]
    open_topics: tuple[str, ...]


def summary(bank: Bank, state: State) -> Summary:
    """The summary of the conversation that has this state; entries that the bank no longer has are left out.

    Only the last answers are in it: a state remembers `MAX_REMEMBERED`.
    """
    entries = [bank.entries[id] for id in state.answered if id in bank.entries]
    texts, citations = numbered(bank, *(statements(Answer(entry, 1.0)) for entry in entries))
    answers = tuple(
        AnsweredQuestion(entry.id, entry.question, text) for entry, text in zip(entries, texts, strict=True)
    )
    topics = tuple(bank.silent[id].about for id in state.silent if id in bank.silent)
    return Summary(answers, citations, topics)
