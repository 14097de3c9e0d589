"""`/summary`: the answers of the conversation with their sources, to take along."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from footnote.chat.messages import Message, answered, text_message
from footnote.console import EMPTY
from footnote.dialogue import Block, sources
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from footnote.chat.messages import Turn
    from footnote.chat.session import ChatSession
    from footnote.dialogue import Citation

NO_ANSWER = "There is no answer yet. Ask something first."

_MARK = re.compile(r"\[(\d+)\]")


class Answered(NamedTuple):
    """A question with its answer, whose marks are those of the summary."""

    question: str
    text: str


class Summary(NamedTuple):
    """The answers of a conversation, each once, their citations numbered through, and what the source does
    not say.
    """

    answers: tuple[Answered, ...]
    citations: tuple[Citation, ...]
    unanswered: tuple[str, ...]


def summarize(turns: Sequence[Turn], questions: Mapping[str, str]) -> Summary:
    """The summary of a conversation. `questions` are those of the bank's entries by their ids."""
    answers: dict[str, Answered] = {}
    citations: dict[str, Citation] = {}
    unanswered: dict[str, None] = {}
    for typed, reply, *_ in turns:
        if reply.citations and reply.text not in answers:
            numbers = {str(each.number): _number(citations, each) for each in reply.citations}
            text = _renumbered(reply.text, numbers)
            ids = answered(reply)
            question = questions.get(ids[0], typed) if len(ids) == 1 else typed
            answers[reply.text] = Answered(" ".join(question.split()), text)
        elif reply.reason == "not-in-source":
            unanswered[typed] = None
    return Summary(tuple(answers.values()), tuple(citations.values()), tuple(unanswered))


def _renumbered(text: str, numbers: Mapping[str, int]) -> str:
    """An answer with the marks of the summary in place of its own."""
    return _MARK.sub(lambda mark: f"[{numbers.get(mark[1], mark[1])}]", text)


def _number(citations: dict[str, Citation], cited: Citation) -> int:
    """The number of a citation in the summary; a new one is added."""
    if cited.url not in citations:
        citations[cited.url] = cited._replace(number=len(citations) + 1)
    return citations[cited.url].number


def summary(session: ChatSession, _argument: str) -> Message:
    """The answers so far, each once, with one list of sources for all."""
    bank = session.bank
    made = summarize(session.turns, {id: entry.question for id, entry in bank.entries.items()})
    if not made.answers:
        return text_message(NO_ANSWER)
    links = {f"[{each.number}]": printable(each.url) for each in made.citations}
    head = Block("", printable(f"{bank.title}. {bank.notice}"))
    blocks = (head, *_paragraphs(made), EMPTY, *sources(made.citations, bank.language))
    return Message(blocks, links, pageable=True)


def _paragraphs(made: Summary) -> Iterator[Block]:
    for each in made.answers:
        yield EMPTY
        yield Block("", printable(each.question))
        yield Block("", printable(each.text))
    if made.unanswered:
        yield EMPTY
        yield Block("", "The source does not answer:")
        yield from (Block("-", printable(" ".join(typed.split()))) for typed in made.unanswered)
