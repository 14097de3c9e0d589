"""Paragraphs laid out for a window, a file or a screen reader: wrapped by display width, labels before them.

What is laid out is `render.Block`s: those of a reply, and those of what the chat says about itself.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from footnote.dialogue.rendering import Block, blocks
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from footnote.dialogue import Reply

    from .terminal import Terminal

INDENT = 6
"""Columns that hang to the left of what has a label, unless a label is longer."""

EMPTY = Block("", "")
"""An empty line; what comes after it begins anew at the left edge."""

_CITED = re.compile(r"\[(\d+)\]")


def layout(reply: Reply, terminal: Terminal) -> str:
    """The reply as lines no wider than the window, addresses excepted: they stay whole, to be copied."""
    return lay(blocks(reply), terminal, links(reply))


def links(reply: Reply) -> dict[str, str]:
    """Where each label of a reply's citations leads."""
    return {f"[{citation.number}]": printable(citation.url) for citation in reply.citations}


def lay(paragraphs: Iterable[Block], terminal: Terminal, addresses: Mapping[str, str] | None = None) -> str:
    """The paragraphs as lines for a terminal; labels and marks that have an address lead there.

    Text is taken as printable: whoever makes a block has seen to that. Escapes come in only here.
    """
    shown = list(paragraphs)
    labelled = _spoken if terminal.plain else _hanging
    return "\n".join(labelled(shown, terminal, addresses or {}))


def wrap(text: str, width: int | None) -> list[str]:
    """Lines of at most `width` columns. Wide and combining characters count as the terminal shows them."""
    lines: list[str] = []
    for paragraph in text.replace("\t", " ").split("\n"):
        lines += [paragraph] if width is None else _wrap_line(paragraph, width) or [""]
    return lines


def _wrap_line(text: str, width: int) -> list[str]:
    if text.isascii():
        return textwrap.wrap(text, width, break_on_hyphens=False)
    from wcwidth import wrap as wrap_wide  # 30 ms to import, and most answers are ASCII

    return list(wrap_wide(text, width, break_on_hyphens=False))


def _hanging(paragraphs: list[Block], terminal: Terminal, addresses: Mapping[str, str]) -> Iterator[str]:
    """Labels in the margin, the text beside them. At the left edge stands what begins, or begins anew."""
    margin, begins = _margin(paragraphs, terminal.width), True
    for block in paragraphs:
        if begins and not block.label:
            yield from (_marked(line, terminal, addresses) for line in wrap(block.text, terminal.width))
        else:
            yield from _beside(block, margin, terminal, addresses)
        begins = block == EMPTY


def _margin(paragraphs: list[Block], width: int | None) -> int:
    longest = max((len(block.label) for block in paragraphs), default=0)
    margin = max(INDENT, longest + 4 if longest > 3 else 0)
    return margin if width is None else min(margin, width // 3)


def _beside(block: Block, margin: int, terminal: Terminal, addresses: Mapping[str, str]) -> Iterator[str]:
    """A label and its text; the label on a line of its own where the window is too narrow for both."""
    width = None if terminal.width is None else max(1, terminal.width - margin)
    lines = [block.text] if block.keep else wrap(block.text, width)
    label = "  " + block.label
    if len(label) >= margin and block.label:
        yield from wrap(block.label, terminal.width)
        label = ""
    for number, line in enumerate(lines):
        head = label.ljust(margin) if number == 0 else " " * margin
        if number == 0 and block.label:
            head = head.replace(block.label, _label(block.label, terminal, addresses), 1)
        text = terminal.link(line, block.text) if block.keep else line
        yield (head + text).rstrip()


def _label(label: str, terminal: Terminal, addresses: Mapping[str, str]) -> str:
    return terminal.link(terminal.paint(label, "label"), addresses.get(label, ""))


def _marked(line: str, terminal: Terminal, addresses: Mapping[str, str]) -> str:
    """The line with each mark that cites something as a link to it."""

    def mark(found: re.Match[str]) -> str:
        return _label(found[0], terminal, addresses) if found[0] in addresses else found[0]

    return _CITED.sub(mark, line)


def _spoken(paragraphs: list[Block], terminal: Terminal, addresses: Mapping[str, str]) -> Iterator[str]:
    """Every line says what it is, in words; nothing hangs, nothing is drawn."""
    for number, block in enumerate(paragraphs):
        text = _aloud(block.text, addresses) if number == 0 else block.text
        head = "Bot: " if number == 0 else ""
        cited = _CITED.fullmatch(block.label)
        if cited:
            head += f"Source {cited[1]}: "
        elif block.label:
            head += block.label + " "
        yield from [head + text] if block.keep else wrap(head + text, terminal.width)


def _aloud(text: str, addresses: Mapping[str, str]) -> str:
    """The text with `[1]` said as (source 1), where it cites something."""
    return _CITED.sub(lambda found: f"(source {found[1]})" if found[0] in addresses else found[0], text)
