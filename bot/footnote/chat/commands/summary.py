"""`/summary`: the answers of the conversation with their sources, to take along."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from footnote.chat.messages import Message, text_message
from footnote.console import EMPTY
from footnote.dialogue import Block, sources
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from footnote.bank import Bank
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
    """The answers of a conversation, each once, their citations numbered through, and the topics (`about`)
    that the source is silent on.
    """

    answers: tuple[Answered, ...]
    citations: tuple[Citation, ...]
    open_topics: tuple[str, ...]


def summarize(turns: Sequence[Turn], bank: Bank) -> Summary:
    """The summary of a conversation. What an answer says again, such as a shorter one, is left out."""
    answers: list[Answered] = []
    citations: dict[str, Citation] = {}
    cited: dict[tuple[str, ...], set[str]] = {}  # the passages by the entries answered from
    for typed, reply, *_ in turns:
        ids, passages = reply.entries, {each.passage for each in reply.citations}
        if passages <= cited.get(ids, set()):
            continue
        cited.setdefault(ids, set()).update(passages)
        numbers = {str(each.number): _number(citations, each) for each in reply.citations}
        question = bank.entries[ids[0]].question if len(ids) == 1 and ids[0] in bank.entries else typed
        answers.append(Answered(" ".join(question.split()), _renumbered(reply.text, numbers)))
    silent = turns[-1].reply.state.silent if turns else ()
    topics = tuple(bank.silent[id].about for id in silent if id in bank.silent)
    return Summary(tuple(answers), tuple(citations.values()), topics)


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
    made = summarize(session.turns, bank)
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
    if made.open_topics:
        yield EMPTY
        yield Block("", "The source does not say:")
        yield from (Block("-", printable(about)) for about in made.open_topics)
