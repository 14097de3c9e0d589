"""Replies as follow-ups: what the customer reads, and what the worker does.

The desk shows a comment to customers as plain text with its addresses as links, to workers as Markdown,
and mails it as it is. So an answer is written to read well as all three: its marks `[1]` stay as they
are, and `[Source 1]: address` is a Markdown footnote that also reads as one. Notes are for workers only,
and nothing in them that a customer wrote can be markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.dialogue.rendering import day, where
from footnote.dialogue.responses import citation
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from footnote.bank.models import Bank, Entry
    from footnote.dialogue import Citation, Reply
    from footnote.dialogue.handoff import Packet

ANSWER_TITLE = "Answer from the source"
NOTE_TITLE = "Left to a person"
URGENT_TITLE = "Please read this first"

NEAR = 3
"""Entries shown in a note: as many as the bot would offer."""

_WHY = {
    "not-in-source": "the source is silent on it",
    "off-topic": "it is outside what the bank knows",
    "unclear": "it could not be read as a question",
    "personal": "it is for a person to decide",
    "asked": "the customer wants a person",
    "urgent": "the customer wrote of an emergency or of distress",
}
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~-])")


def answer(reply: Reply, notice: str, closing: str) -> str:
    """An answer for the customer: the bank's words, where they stand in the source, and who wrote this."""
    sources = "\n".join(line for cited in reply.citations for line in _footnote(cited))
    parts = (reply.text, sources, notice, closing)
    return "\n\n".join(printable(part) for part in parts if part)


def note(reply: Reply, near: Iterable[Entry], bank: Bank, packet: Packet | None) -> str:
    """A note for the worker: why there is no answer, what is near, and the talk if it is handed over."""
    parts = [f"**{_headline(reply)}.** The customer does not see this note.", *_near(near, bank)]
    if packet:
        parts += [
            "The bot is silent from here on. To hand the ticket back to it, assign it to the bot's user."
        ]
        parts += [fenced(packet.text())]
    return "\n\n".join(parts)


def _headline(reply: Reply) -> str:
    if reply.kind == "clarify":
        return "Not answered: more than one entry fits"
    return f"Not answered: {_WHY[reply.reason or 'unclear']}"


def _footnote(cited: Citation) -> Iterator[str]:
    # The publisher last: the desk makes a domain a link, and its pages set each link on a line of its own.
    place = f"{cited.title}, {cited.section}, {cited.place} (updated {day(cited.updated)}), {cited.publisher}"
    yield f"[Source {cited.number}] {place}"
    yield f"[Source {cited.number}]: {cited.url}"
    for reference in cited.references:
        yield f"[Reference {reference.number}] {reference.text}"
        yield f"[Reference {reference.number}]: {reference.url}"


def _near(entries: Iterable[Entry], bank: Bank) -> Iterator[str]:
    found = list(entries)
    if found:
        yield "Near entries of the bank, ready to be sent where one fits:"
    for entry in found:
        cited = [citation(bank, number, passage) for number, passage in enumerate(entry.cites, start=1)]
        sources = "\n".join(f"> [{each.number}] {escaped(where(each))} <{each.url}>" for each in cited)
        yield f"**{escaped(entry.question)}**\n\n> {escaped(entry.answer)}\n>\n{sources}"


def escaped(text: str) -> str:
    r"""Text that Markdown shows as it is.

    >>> escaped("**now** [1]")
    '\\*\\*now\\*\\* \\[1\\]'
    """
    return _MARKUP.sub(r"\\\1", " ".join(printable(text).split()))


def fenced(text: str) -> str:
    """Text in a fence that nothing in it can close."""
    longest = max((len(run) for run in re.findall("~+", text)), default=0)
    fence = "~" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"
