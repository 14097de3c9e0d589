"""What a desk gets to read of a conversation, and the plain text of what its workers write."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from footnote.text import printable

if TYPE_CHECKING:
    from .records import Outgoing

_BLOCKS = frozenset("p div br li tr h1 h2 h3 h4 h5 h6 pre blockquote table ul ol".split())
_CELLS = frozenset(("td", "th"))
_SILENT = frozenset(("style", "script", "head", "title"))

FROM_CHAT = "From the chat:"
"""How the first message of a conversation begins that was handed over: it is for people."""

MAX_TEXT = 20_000
"""Characters of a worker's reply that are kept."""

_MORE = " […]"

MAX_LINE = 200
"""Characters of a name, of a ticket's number, and of what identifies an event."""


def opening(message: Outgoing, *, answers_here: bool) -> str:
    """The text of a new ticket: who asks, how to reach them, and the conversation."""
    lines = [*_person(message), *_how_to_answer(message, answers_here=answers_here), ""]
    return "\n".join([*lines, message.text, "", f"Reference: {message.conversation.reference}"])


def later(message: Outgoing) -> str:
    """The text of a later message of the person, with the mark by which it is found again."""
    name = message.conversation.person.name or "The person"
    return f"{printable(name)} wrote in the chat:\n\n{message.text}\n\n{mark(message)}"


def mark(message: Outgoing) -> str:
    """What a desk's copy of a message is known by."""
    return f"(chat message {message.key})"


def _person(message: Outgoing) -> list[str]:
    name, email = message.conversation.person
    who = " ".join(part for part in (printable(name), f"<{email}>" if email else "") if part)
    return [f"{FROM_CHAT} {who or 'somebody who gave no name and no address'}"]


def _how_to_answer(message: Outgoing, *, answers_here: bool) -> list[str]:
    if answers_here:
        return ["What you reply to the customer is shown in the chat too."]
    if message.conversation.person.email:
        return ["Reply to this address: the chat does not show what you write."]
    return ["There is no way to reach this person."]


def plain_text(html: str, *, quotes: bool = True) -> str:
    r"""The text of HTML, a line for each block; without what it quotes if `quotes` is false.

    >>> plain_text("<p>Dear Ann,<br>yes.</p><style>p {}</style>")
    'Dear Ann,\nyes.'
    """
    parser = _Text(_SILENT if quotes else _SILENT | {"blockquote"})
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).splitlines())
    return _cut(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), MAX_TEXT)


class _Text(HTMLParser):
    def __init__(self, silent: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._left_out = silent
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._silent += tag in self._left_out
        self._separate(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self._left_out and self._silent > 0
        self._separate(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data.replace("\n", " "))

    def _separate(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag in _CELLS:
            self.pieces.append(" ")


def line(text: str) -> str:
    r"""A name, a number or a key that a desk sends: one printable line of at most MAX_LINE characters.

    >>> line("T-1\x1b[31m\n two")
    'T-1\ufffd[31m two'
    """
    return " ".join(printable(text).split())[:MAX_LINE]


def _cut(text: str, most: int) -> str:
    """The text, or as much of it as may be, with a sign in its place that there is more."""
    return text if len(text) <= most else text[: most - len(_MORE)].rstrip() + _MORE


def reply_text(text: str) -> str:
    """A worker's reply as the chat shows it: printable, without the lines that it quotes at its end."""
    lines = printable(_cut(text, MAX_TEXT)).replace("\r\n", "\n").strip().split("\n")
    while lines and (lines[-1].startswith(">") or not lines[-1].strip()):
        lines.pop()
    return "\n".join(lines)
