"""What the chat says to one line, before it is laid out for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.console.layout import lay, links
from footnote.dialogue.rendering import Block, blocks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.console.terminal import Terminal
    from footnote.dialogue import Reply

_NOWHERE: Mapping[str, str] = {}


class Said(NamedTuple):
    """Paragraphs, where their labels lead, and what goes with them.

    `long` says that a pager may show them; `send` goes to the terminal as it is, and is no text.
    """

    blocks: tuple[Block, ...]
    links: Mapping[str, str] = _NOWHERE
    long: bool = False
    send: str = ""

    def lay(self, terminal: Terminal) -> str:
        """The paragraphs as lines for this terminal."""
        return lay(self.blocks, terminal, self.links)


def saying(text: str) -> Said:
    """A paragraph, said by the chat itself."""
    return Said((Block("", text),))


def replying(reply: Reply) -> Said:
    """A reply of the bot's."""
    return Said(tuple(blocks(reply)), links(reply))
