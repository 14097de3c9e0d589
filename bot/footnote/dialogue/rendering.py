"""A reply as plain text, for any channel that shows lines. Nothing is printed here.

The few words that stand around a citation come from the language of its bank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from footnote.bank import Reference
    from footnote.text import Language

    from .reply import Citation, Reply


class Block(NamedTuple):
    """A paragraph of a reply: a label that stands out before it (`[1]`, `2.`, or none), and its text.

    `keep` says that the text must stay on one line, so that an address can be picked up whole.
    """

    label: str
    text: str
    keep: bool = False


def blocks(reply: Reply, language: Language) -> Iterator[Block]:
    """The paragraphs of a reply in order: its text, the choices, the citations with their addresses."""
    yield Block("", printable(reply.text))
    for number, option in enumerate(reply.options, start=1):
        yield Block(f"{number}.", printable(option.question))
    for citation in reply.citations:
        yield from footnote(citation, language)


def footnote(citation: Citation, language: Language) -> Iterator[Block]:
    """A citation as it stands under an answer: where, the address, and what the source refers to there."""
    yield Block(f"[{citation.number}]", printable(where(citation, language)))
    yield Block("", printable(citation.url), keep=True)
    yield from works(citation.references, language)


def works(references: Iterable[Reference], language: Language) -> Iterator[Block]:
    """The works that a source refers to, each with its address."""
    for reference in references:
        label = language.texts["reference"].format(number=reference.number, text=reference.text)
        yield Block("", printable(label))
        yield Block("", printable(reference.url), keep=True)


def where(citation: Citation, language: Language) -> str:
    """Where a citation stands, in a line that a person can read out."""
    updated = language.texts["updated"].format(date=date(citation.updated, language))
    return f"{citation.title}, {citation.publisher}, {citation.section}, {citation.place} ({updated})"


def date(iso: str, language: Language) -> str:
    """An ISO date as people say it: of 2025-08-14, "14 August 2025".

    Not by `strftime`, which would use the language of the machine.
    """
    year, month, day = iso.split("-")
    name = language.texts["months"].split()[int(month) - 1]
    return language.texts["date"].format(day=int(day), month=name, year=year)


def plain(reply: Reply, language: Language) -> str:
    """A reply as unwrapped lines: the text, an indented line for each choice, and the footnotes."""
    lines = []
    for number, block in enumerate(blocks(reply, language)):
        if number == 0:
            lines.append(block.text)
        else:
            lines.append(f"  {block.label:<3} {block.text}".rstrip())
    return "\n".join(lines)
