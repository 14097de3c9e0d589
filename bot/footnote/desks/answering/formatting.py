"""What the bot writes in a desk: answers for the customer, notes for the team.

A desk shows an answer as plain text with links or as Markdown, and may mail it unchanged. An answer reads the
same as all of them: each source is one line, which ends with its address. Notes are for workers only, in the
markup that the desk shows, and nothing that a customer wrote is markup in them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from footnote.dialogue import citation, dates, where
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from footnote.bank import Bank, Entry
    from footnote.dialogue import Citation, Reply
    from footnote.dialogue.handoff import Packet
    from footnote.text import Language

ANSWER_TITLE = "Answer from the source"
NOTE_TITLE = "Left to a person"
DRAFT_TITLE = "Draft of an answer"
URGENT_TITLE = "Please read this first"

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


def answer(reply: Reply, bank: Bank, closing: str, *, in_full: bool = True) -> str:
    """The answer for the customer: the reply's text, its sources, the bank's notice and the closing lines.

    Without the last two if not `in_full`: who reads a chat has read them.
    """
    language = bank.language
    sources = "\n".join(line for cited in reply.citations for line in _footnote(cited, language))
    parts = (reply.text, sources, *((bank.notice, closing) if in_full else ()))
    return "\n\n".join(printable(part) for part in parts if part)


def note(  # noqa: PLR0913  (what a worker wants to know)
    reply: Reply,
    near: Iterable[Entry],
    bank: Bank,
    packet: Packet | None,
    attached: Sequence[str] = (),
    *,
    return_by: str = "assign it to the bot's user",
    markup: Markup | None = None,
) -> str:
    """The note for the team: why there is no answer, the nearest entries, and the packet of a handoff.

    `attached` are the names of the files of the message, which the bot does not read; `return_by` is how a
    worker hands the ticket back.
    """
    write = markup or MARKDOWN
    first = f"{write.strong(f'{_headline(reply)}.')} The customer does not see this note."
    parts = [first, *_near_entries(near, bank, write)]
    if attached:
        parts.insert(1, f"The bot has not read what is attached: {write.escaped(', '.join(attached))}.")
    if packet:
        parts += [f"The bot is silent from here on. To hand the ticket back to it, {return_by}."]
        parts += [write.fenced(packet.text(bank.language))]
    return "\n\n".join(parts)


def draft(text: str, page: str, markup: Markup | None = None) -> str:
    """The note with an answer that a worker may send; `page` is where they do so, or empty."""
    write = markup or MARKDOWN
    action = write.link("Send, change or reject it", page) if page else "Copy it into a reply to send it."
    first = write.strong("A draft, which the customer does not see.")
    quoted = "\n".join(f"> {write.escaped(line)}".rstrip() for line in text.split("\n"))
    return f"{first} {action}\n\n{quoted}"


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


def _near_entries(entries: Iterable[Entry], bank: Bank, write: Markup) -> Iterator[str]:
    listed = list(entries)
    if listed:
        yield "Near entries of the bank, ready to be sent where one fits:"
    for entry in listed:
        cited = [
            citation(bank, number, passage, entry) for number, passage in enumerate(entry.cites, start=1)
        ]
        sources = "\n".join(
            f"> [{each.number}] {write.escaped(where(each, bank.language))} <{each.url}>" for each in cited
        )
        question, answer = write.strong(write.escaped(entry.question)), write.escaped(entry.answer)
        yield f"{question}\n\n> {answer}\n>\n{sources}"


def escaped(text: str) -> str:
    r"""Text in one line that Markdown shows unchanged.

    >>> escaped("**now** [1]")
    '\\*\\*now\\*\\* \\[1\\]'
    """
    return _MARKUP.sub(r"\\\1", one_line(text))


def one_line(text: str) -> str:
    """Printable text in one line."""
    return " ".join(printable(text).split())


def fenced(text: str) -> str:
    """Text in a code fence that no line of the text closes."""
    longest = max((len(run) for run in re.findall("~+", text)), default=0)
    fence = "~" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


class Markup(NamedTuple):
    """How a desk's notes are written: text that is shown unchanged, strong text, several lines, a link."""

    escaped: Callable[[str], str]
    strong: Callable[[str], str]
    fenced: Callable[[str], str]
    link: Callable[[str, str], str]


MARKDOWN = Markup(escaped, "**{}**".format, fenced, "[{}]({})".format)
PLAIN = Markup(one_line, str, str, "{}: {}".format)
