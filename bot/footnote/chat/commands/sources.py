"""`/sources`: where the last answer comes from, with quotations from the reader's own copy of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.chat.messages import Message, reply_message
from footnote.dialogue import Block, date, footnote, works
from footnote.errors import error_reason
from footnote.text import printable

from . import source_copy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank import Source
    from footnote.chat.session import ChatSession
    from footnote.dialogue import Reply
    from footnote.text import Language


def sources(session: ChatSession, _argument: str) -> Message:
    """The sources of the last answer; the bank's own before there is an answer."""
    answers = [turn.reply for turn in session.turns if turn.reply.citations]
    if not answers:
        return Message(tuple(_bank_source(session)))
    head = Block("", "The sources of the last answer:")
    message = reply_message(answers[-1], session.bank.language)
    return message._replace(blocks=(head, *_citations(session, answers[-1])))


def _citations(session: ChatSession, reply: Reply) -> Iterator[Block]:
    copy, problem = _read_copy(session)
    for citation in reply.citations:
        yield from footnote(citation, session.bank.language)
        if copy:
            yield Block("", _quote(session, copy, citation.passage))
    if problem:
        yield Block("", problem)


def _read_copy(session: ChatSession) -> tuple[str, str]:
    """The text of the reader's copy, and why it cannot be read. Both are empty if there is no copy."""
    if not session.source:
        return "", ""
    try:
        return source_copy.read(session.source), ""
    except (OSError, ValueError) as error:
        reason = error_reason(error)
        return "", printable(f"Your copy of the source cannot be read: {session.source}: {reason}")


def _quote(session: ChatSession, copy: str, id: str) -> str:
    passage = session.bank.passages.get(id)
    quotation = source_copy.find(copy, passage) if passage else None
    if not quotation:
        return "Your copy does not have this passage."
    note = "" if quotation.exact else " (not letter for letter what was cited)"
    return f'In your copy: "{quotation.text}"{note}'


def _bank_source(session: ChatSession) -> Iterator[Block]:
    sources = session.bank.sources.values()
    if len(sources) > 1:
        yield Block("", "I answer from these sources:")
    for source in sources:
        name = named(source, session.bank.language, quoted=True)
        yield Block("", printable(f"{'' if len(sources) > 1 else 'I answer from '}{name}:"))
        yield Block("", printable(source.url), keep=True)
        yield from works(source.references, session.bank.language)


def named(source: Source, language: Language, *, quoted: bool = False) -> str:
    """A source in a few words: its title, its publisher, and when it was updated, if it says so."""
    updated = f", updated {date(source.updated, language)}" if source.updated else ""
    title = f'"{source.title}" by ' if quoted else f"{source.title}, "
    return f"{title}{source.publisher}{updated}"
