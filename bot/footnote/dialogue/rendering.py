"""A reply as plain text, for any surface that shows lines. Strings only: nothing is printed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from footnote.bank.models import Reference

    from .reply import Citation, Reply

_MONTHS = (
    "January February March April May June July August September October November December"
).split()  # strftime would speak the machine's language, and the same reply must read the same anywhere


class Block(NamedTuple):
    """A paragraph of a reply: a label that stands out before it (`[1]`, `2.`, or none), and its text.

    `keep` says that the text must stay on one line, so that an address can be picked up whole.
    """

    label: str
    text: str
    keep: bool = False


def blocks(reply: Reply) -> Iterator[Block]:
    """The paragraphs of a reply in order: its text, the choices, the citations with their addresses."""
    yield Block("", printable(reply.text))
    for number, option in enumerate(reply.options, start=1):
        yield Block(f"{number}.", printable(option.question))
    for citation in reply.citations:
        yield from footnote(citation)


def footnote(citation: Citation) -> Iterator[Block]:
    """A citation as it stands under an answer: where, the address, and what the source refers to there."""
    yield Block(f"[{citation.number}]", printable(where(citation)))
    yield Block("", printable(citation.url), keep=True)
    yield from works(citation.references)


def works(references: Iterable[Reference]) -> Iterator[Block]:
    """The works that a source refers to, each with its address."""
    for reference in references:
        yield Block("", printable(f"Reference {reference.number}: {reference.text}"))
        yield Block("", printable(reference.url), keep=True)


def where(citation: Citation) -> str:
    """Where a citation stands, in a line that a person can read out."""
    return (
        f"{citation.title}, {citation.publisher}, {citation.section}, {citation.place}"
        f" (updated {day(citation.updated)})"
    )


def day(iso: str) -> str:
    """An ISO date as people say it.

    >>> day("2025-08-14")
    '14 August 2025'
    """
    year, month, date = iso.split("-")
    return f"{int(date)} {_MONTHS[int(month) - 1]} {year}"


def plain(reply: Reply) -> str:
    """A reply as unwrapped lines: the text, an indented line for each choice, and the footnotes."""
    lines = []
    for number, block in enumerate(blocks(reply)):
        if number == 0:
            lines.append(block.text)
        else:
            lines.append(f"  {block.label:<3} {block.text}".rstrip())
    return "\n".join(lines)
