"""The text of follow-ups: answers for the customer, notes for the team.

The desk shows a comment to customers as plain text with links, to workers as Markdown, and mails it
unchanged. An answer reads the same as all three: each source is one line, which ends with its address. Notes
are for workers only, and nothing that a customer
wrote is markup in them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.dialogue import citation, dates, where
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from footnote.bank import Bank, Entry
    from footnote.dialogue import Citation, Reply
    from footnote.dialogue.handoff import Packet
    from footnote.text import Language

ANSWER_TITLE = "Answer from the source"
NOTE_TITLE = "Left to a person"
DRAFT_TITLE = "Draft of an answer"
URGENT_TITLE = "Please read this first"

MAX_NEAR_ENTRIES = 3
"""Entries in a note: as many as the bot offers as options."""

_WHY = {
    "not-in-source": "the source is silent on it",
    "off-topic": "it is outside what the bank knows",
    "unclear": "it could not be read as a question",
    "personal": "it is for a person to decide",
    "asked": "the customer wants a person",
    "urgent": "the customer wrote of an emergency or of distress",
    "under-review": "its answer is held back until somebody has checked it",
}
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~-])")


def answer(reply: Reply, bank: Bank, closing: str) -> str:
    """The answer for the customer: the reply's text, its sources, the bank's notice and the closing lines."""
    language = bank.language
    sources = "\n".join(line for cited in reply.citations for line in _footnote(cited, language))
    parts = (reply.text, sources, bank.notice, closing)
    return "\n\n".join(printable(part) for part in parts if part)


def note(
    reply: Reply, near: Iterable[Entry], bank: Bank, packet: Packet | None, attached: Sequence[str] = ()
) -> str:
    """The note for the team: why there is no answer, the nearest entries, and the packet of a handoff.

    `attached` are the names of the files of the message, which the bot does not read.
    """
    parts = [f"**{_headline(reply)}.** The customer does not see this note.", *_near_entries(near, bank)]
    if attached:
        parts.insert(1, f"The bot has not read what is attached: {escaped(', '.join(attached))}.")
    if packet:
        parts += [
            "The bot is silent from here on. To hand the ticket back to it, assign it to the bot's user."
        ]
        parts += [fenced(packet.text(bank.language))]
    return "\n\n".join(parts)


def draft(text: str, page: str) -> str:
    """The note with an answer that a worker may send; `page` is where they do so, or empty."""
    action = f"[Send, change or reject it]({page})" if page else "Copy it into a reply to send it."
    quoted = "\n".join(f"> {escaped(line)}".rstrip() for line in text.split("\n"))
    return f"**A draft, which the customer does not see.** {action}\n\n{quoted}"


def _headline(reply: Reply) -> str:
    if reply.kind == "clarify":
        return "Not answered: more than one entry fits"
    return f"Not answered: {_WHY[reply.reason or 'unclear']}"


def _footnote(cited: Citation, language: Language) -> Iterator[str]:
    when = f" ({text})" if (text := dates(cited, language)) else ""
    place = f"{cited.title}, {cited.publisher}, {cited.section}, {cited.place}{when}"
    yield f"[{cited.number}] {place}: {_linkable(cited.url)}"
    for reference in cited.references:
        yield f"[Reference {reference.number}] {reference.text} {_linkable(reference.url)}"


def _linkable(url: str) -> str:
    """The URL, so that its last character is part of the link that the desk makes of it.

    >>> _linkable("https://a.example/#:~:text=small.")
    'https://a.example/#:~:text=small%2E'
    """
    return f"{url[:-1]}%{ord(url[-1]):02X}" if url.endswith(tuple(".,:;!)]")) else url


def _near_entries(entries: Iterable[Entry], bank: Bank) -> Iterator[str]:
    listed = list(entries)
    if listed:
        yield "Near entries of the bank, ready to be sent where one fits:"
    for entry in listed:
        cited = [
            citation(bank, number, passage, entry) for number, passage in enumerate(entry.cites, start=1)
        ]
        sources = "\n".join(
            f"> [{each.number}] {escaped(where(each, bank.language))} <{each.url}>" for each in cited
        )
        yield f"**{escaped(entry.question)}**\n\n> {escaped(entry.answer)}\n>\n{sources}"


def escaped(text: str) -> str:
    r"""Text in one line that Markdown shows unchanged.

    >>> escaped("**now** [1]")
    '\\*\\*now\\*\\* \\[1\\]'
    """
    return _MARKUP.sub(r"\\\1", " ".join(printable(text).split()))


def fenced(text: str) -> str:
    """Text in a code fence that no line of the text closes."""
    longest = max((len(run) for run in re.findall("~+", text)), default=0)
    fence = "~" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"
