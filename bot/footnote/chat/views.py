"""Commands that show something of the bank or of the talk. They change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.console.layout import EMPTY
from footnote.dialogue.rendering import Block, day, footnote, works
from footnote.text import fold, printable, words

from . import passages
from .completion import FOREMOST, hits, spaced
from .messages import Said, replying, saying
from .prompts import Choice
from .why import why

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from footnote.bank.models import Entry
    from footnote.dialogue import Reply

    from .session import Talk

NOTHING_YET = "There is no reply yet. Ask something first."


def listed(head: str, rows: Sequence[tuple[str, str]], foot: str) -> Said:
    """Rows of two columns between two paragraphs."""
    return Said((Block("", head), *(Block(*row) for row in rows), EMPTY, Block("", foot)), long=True)


def topics(talk: Talk, typed: str) -> Said:
    """`/topics`: the questions the bank answers, by the section of the source; a number asks one."""
    sections: dict[str, list[Entry]] = {}
    for entry in talk.watched.bank.entries.values():
        if _about(talk, entry, typed):
            sections.setdefault(_section(talk, entry), []).append(entry)
    found = [entry for entries in sections.values() for entry in entries]
    if not found:
        return saying(f"No question holds all these words: {printable(typed)}. /topics alone lists all.")
    questions = tuple(printable(entry.question) for entry in found)
    talk.choice = Choice(questions, lambda number: talk.asked(questions[number]))
    head = Block(
        "", f"I answer {len(found)} questions{' about that' if typed else ''}. Type the number of one."
    )
    return Said((head, *_numbered(sections)), long=True)


def _about(talk: Talk, entry: Entry, typed: str) -> bool:
    """Whether the section, the question, or one of its foremost wordings holds all the words."""
    wanted = words(fold(typed))
    texts = (f"{_section(talk, entry)} {entry.question}", *entry.wordings[:FOREMOST])
    return any(hits(wanted, spaced(text)) == len(wanted) for text in texts)


def _section(talk: Talk, entry: Entry) -> str:
    return printable(talk.watched.bank.passages[entry.cites[0]].section)


def _numbered(sections: dict[str, list[Entry]]) -> Iterator[Block]:
    number = 0
    for section, entries in sections.items():
        yield EMPTY
        yield Block("", section)
        for entry in entries:
            number += 1
            yield Block(f"{number}.", printable(entry.question))


def sources(talk: Talk, _typed: str) -> Said:
    """`/sources`: those of the last answer, with the passages from the reader's copy; else the bank's."""
    answers = [turn.reply for turn in talk.turns if turn.reply.citations]
    if not answers:
        return Said(tuple(_source(talk)))
    shown = replying(answers[-1])
    return shown._replace(blocks=(Block("", "The sources of the last answer:"), *_cited(talk, answers[-1])))


def _cited(talk: Talk, reply: Reply) -> Iterator[Block]:
    copy, trouble = _copy(talk)
    for citation in reply.citations:
        yield from footnote(citation)
        if copy:
            yield Block("", _quoted(talk, copy, citation.passage))
    if trouble:
        yield Block("", trouble)


def _copy(talk: Talk) -> tuple[str, str]:
    """The reader's copy of the source, and what is wrong with it; both empty where there is none."""
    if not talk.source:
        return "", ""
    try:
        return passages.copy(talk.source), ""
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        return "", printable(f"Your copy of the source cannot be read: {talk.source}: {reason}")


def _quoted(talk: Talk, copy: str, id: str) -> str:
    passage = talk.watched.bank.passages.get(id)
    found = passages.find(copy, passage) if passage else None
    if not found:
        return "Your copy does not hold this passage."
    return f'In your copy: "{found.text}"' + (
        "" if found.exact else " (not letter for letter what was cited)"
    )


def _source(talk: Talk) -> Iterator[Block]:
    source = talk.watched.bank.source
    yield Block(
        "", printable(f'I answer from "{source.title}" by {source.publisher}, updated {day(source.updated)}:')
    )
    yield Block("", printable(source.url), keep=True)
    yield from works(source.references)


def show_why(talk: Talk, _typed: str) -> Said:
    """`/why`: the numbers behind the last reply."""
    return Said(tuple(why(talk.watched.bot, talk.turns[-1]))) if talk.turns else saying(NOTHING_YET)


def again(talk: Talk, _typed: str) -> Said:
    """`/again`: the last reply."""
    return replying(talk.turns[-1].reply) if talk.turns else saying(NOTHING_YET)


def bank(talk: Talk, typed: str) -> Said:
    """`/bank`: what answers; with a name, another bank, and the talk begins anew."""
    if typed:
        trouble, *problems = talk.watched.change(typed)
        if trouble:
            return Said(
                (Block("", trouble), *(Block("", printable(problem), keep=True) for problem in problems))
            )
        talk.begin()
    found = talk.watched.bank
    rows = [
        ("Answers", str(len(found.entries))),
        ("Source", f"{found.source.title}, {found.source.publisher}, updated {day(found.source.updated)}"),
        ("File", talk.watched.path),
        ("Version", found.version[:19]),
    ]
    head = Block("", printable(f"{found.title}. {found.notice}"))
    return Said((head, *(Block(name, printable(text)) for name, text in rows)))
