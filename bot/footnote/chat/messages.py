"""What the chat shows in answer to a line, before it is laid out for a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from footnote.console import EMPTY, citation_links, render_blocks
from footnote.dialogue import Block, blocks
from footnote.text import plain, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from footnote.console import Terminal
    from footnote.dialogue import Reply
    from footnote.text import Language

_POSITION = re.compile(r":\d+:\d+: ")
_NO_LINKS: Mapping[str, str] = {}


class Message(NamedTuple):
    """Paragraphs, and the addresses of their labels.

    `pageable` says that a pager may show them; `escape` is a control sequence for the terminal, not text.
    """

    blocks: tuple[Block, ...]
    links: Mapping[str, str] = _NO_LINKS
    pageable: bool = False
    escape: str = ""

    def render(self, terminal: Terminal) -> str:
        """The paragraphs as lines for this terminal."""
        return render_blocks(self.blocks, terminal, self.links)


NO_MESSAGE = Message(())


class Choice(NamedTuple):
    """A question of the chat itself that the next line may answer. `then` takes the option's index."""

    options: tuple[str, ...]
    then: Callable[[int], Message]

    def pick(self, line: str) -> int | None:
        """The index of the option that a line names by number or words, None if it names none."""
        if line.isascii() and line.isdigit():
            number = int(line) if len(line) < 4 else 0
            return number - 1 if 1 <= number <= len(self.options) else None
        text = plain(line)
        matches = [at for at, option in enumerate(self.options) if plain(option) == text]
        if not matches and len(text) == 1:
            matches = [at for at, option in enumerate(self.options) if plain(option)[:1] == text]
        return matches[0] if len(matches) == 1 else None


def text_message(text: str) -> Message:
    """A paragraph of the chat itself. Control characters in it are shown as U+FFFD."""
    return Message((Block("", printable(text)),))


def reply_message(reply: Reply, language: Language) -> Message:
    """A reply of the bot."""
    return Message(tuple(blocks(reply, language)), citation_links(reply))


def choice_message(question: str, options: Sequence[str]) -> Message:
    """A question and its options as numbered lines."""
    rows = (Block(f"{number}.", option) for number, option in enumerate(options, 1))
    return Message((Block("", printable(question)), *rows))


def table_message(head: str, rows: Sequence[tuple[str, str]], foot: str) -> Message:
    """Rows of two columns between two paragraphs."""
    return Message((Block("", head), *(Block(*row) for row in rows), EMPTY, Block("", foot)), pageable=True)


def problem_message(text: str, details: Sequence[str]) -> Message:
    """What went wrong, and the details. A detail that begins with `file:line:column:` is never wrapped."""
    lines = (Block("", printable(line), keep=bool(_POSITION.search(line))) for line in details)
    return Message((Block("", printable(text)), *lines))
