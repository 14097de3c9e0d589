"""Paragraphs laid out for a window, a file or a screen reader: wrapped by display width, with their labels.

The paragraphs are `Block`s: those of a reply, and those of the chat's own messages.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from footnote.dialogue import Block, blocks
from footnote.text import LIST_ITEM, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from footnote.dialogue import Reply
    from footnote.text import Language

    from .terminal import Terminal

MIN_MARGIN = 6
"""Columns to the left of labelled text, unless a label is longer."""

EMPTY = Block("", "")
"""An empty line; the paragraph after it starts at the left edge again."""

_CITATION_MARK = re.compile(r"\[(\d+)\]")
_NBSP = "\N{NO-BREAK SPACE}"


def render_reply(reply: Reply, terminal: Terminal, language: Language, *, letters: bool = False) -> str:
    """The reply as lines that fit the window, its options numbered, or with `letters` a, b and c. Addresses
    are never broken, so that they can be copied.
    """
    return render_blocks(blocks(reply, language, letters=letters), terminal, citation_links(reply))


def citation_links(reply: Reply) -> dict[str, str]:
    """The address of each citation by its label, such as `[1]`."""
    return {f"[{citation.number}]": printable(citation.url) for citation in reply.citations}


def render_blocks(
    paragraphs: Iterable[Block], terminal: Terminal, links: Mapping[str, str] | None = None
) -> str:
    """The paragraphs as lines for a terminal. A label or a mark in the text that is in `links` is linked.

    The text must be printable already: escape sequences are added here only.
    """
    render = _plain_lines if terminal.plain else _hanging_lines
    return "\n".join(render(list(paragraphs), terminal, links or {}))


def wrap(text: str, width: int | None, *, whole_words: bool = False) -> list[str]:
    """Lines of at most `width` columns. Wide and combining characters count as the terminal shows them.

    With `whole_words` a longer word stands in a line of its own, to be copied.
    """
    lines: list[str] = []
    for paragraph in text.replace("\t", " ").split("\n"):
        lines += (
            [paragraph]
            if width is None
            else _wrap_paragraph(paragraph, width, whole_words=whole_words) or [""]
        )
    return lines


def _wrap_paragraph(text: str, width: int, *, whole_words: bool) -> list[str]:
    """The lines of a paragraph; those of a list item are indented under its first word."""
    if not text.startswith(LIST_ITEM) or width <= MIN_MARGIN:
        return _wrap_line(text, width, whole_words=whole_words)
    item = text.removeprefix(LIST_ITEM)
    first, *rest = _wrap_line(item, width - len(LIST_ITEM), whole_words=whole_words) or [""]
    return [(LIST_ITEM + first).rstrip(), *(" " * len(LIST_ITEM) + line for line in rest)]


def _wrap_line(text: str, width: int, *, whole_words: bool) -> list[str]:
    if text.isascii() or all(map(_is_narrow, text)):
        return textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=not whole_words)
    from wcwidth import wrap as wrap_wide  # 18 ms to import, and few answers need it

    return list(wrap_wide(text, width, break_on_hyphens=False, break_long_words=not whole_words))


def _is_narrow(char: str) -> bool:
    """Whether a character surely takes one column: a Latin letter, a dash or a quotation mark."""
    return char < "\u0250" or "\u2010" <= char <= "\u2027"


def _hanging_lines(paragraphs: list[Block], terminal: Terminal, links: Mapping[str, str]) -> Iterator[str]:
    """Labels in the margin, their text to the right. Without a label, the first text has no margin."""
    margin, at_start = _margin(paragraphs, terminal.width), True
    for block in paragraphs:
        if at_start and not block.label:
            yield from (_link_marks(line, terminal, links) for line in wrap(block.text, terminal.width))
        elif block.address:
            yield from _source_lines(block, terminal, links)
        else:
            yield from _labelled_lines(block, margin, terminal, links)
        at_start = block == EMPTY


def _margin(paragraphs: list[Block], width: int | None) -> int:
    longest = max((len(block.label) for block in paragraphs if not block.address), default=0)
    margin = max(MIN_MARGIN, longest + 4 if longest > 3 else 0)
    return margin if width is None else min(margin, width // 3)


def _labelled_lines(block: Block, margin: int, terminal: Terminal, links: Mapping[str, str]) -> Iterator[str]:
    """A label and its text. The label has a line of its own where the window is too narrow for both."""
    width = None if terminal.width is None else max(1, terminal.width - margin)
    lines = [block.text] if block.keep else wrap(block.text, width)
    label = "  " + block.label
    if len(label) >= margin and block.label:
        yield from _label_lines(block.label, terminal.width)
        label = ""
    for number, line in enumerate(lines):
        head = label.ljust(margin) if number == 0 else " " * margin
        if number == 0 and block.label:
            head = head.replace(block.label, _label(block.label, terminal, links), 1)
        text = terminal.link(line, block.text) if block.keep else line
        yield (head + text).rstrip()


def _source_lines(block: Block, terminal: Terminal, links: Mapping[str, str]) -> Iterator[str]:
    """A source after its marks; linked, or with its address on a line of its own."""
    margin = MIN_MARGIN if terminal.width is None else min(MIN_MARGIN, terminal.width // 3)
    address = links.get(block.label, block.address)
    for number, line in enumerate(_wrapped_source(f"{block.label} {block.text}", terminal.width, margin)):
        yield " " * (margin if number else min(2, margin)) + _source_link(line, address, terminal, links)
    if not terminal.links:
        fits = terminal.width is None or margin + len(block.address) <= terminal.width
        yield " " * (margin if fits else 0) + block.address


def _wrapped_source(text: str, width: int | None, margin: int) -> Iterator[str]:
    """The lines of a source, the first of them longer; a number stays with the words beside it."""
    text = " ".join(text.split())
    if width is None:
        yield text
        return
    text = re.sub(r"(?<=[^\W\d]) (?=\d)|(?<=\d) (?=[^\W\d])", _NBSP, text)
    first = wrap(text, max(1, width - min(2, margin)))[0]
    rest = text[len(first) :].lstrip()
    yield first.replace(_NBSP, " ")
    yield from (line.replace(_NBSP, " ") for line in wrap(rest, max(1, width - margin)) if line)


def _source_link(line: str, address: str, terminal: Terminal, links: Mapping[str, str]) -> str:
    """A line with each mark that it begins with as a link to its passage, and the rest as one to the page."""
    marks = re.match(r"(?:\[\d+\] ?)*", line)
    end = marks.end() if marks else 0
    return _link_marks(line[:end], terminal, links) + terminal.link(line[end:], address)


def _label_lines(label: str, width: int | None) -> list[str]:
    """A label on lines of its own, indented like other labels if it fits."""
    fits = width is None or len(label) + 2 <= width
    return ["  " + label] if fits else wrap(label, width)


def _label(label: str, terminal: Terminal, links: Mapping[str, str]) -> str:
    return terminal.link(terminal.paint(label, "label"), links.get(label, ""))


def _link_marks(line: str, terminal: Terminal, links: Mapping[str, str]) -> str:
    """The line with each citation mark as a link to its source."""

    def link(mark: re.Match[str]) -> str:
        return _label(mark[0], terminal, links) if mark[0] in links else mark[0]

    return _CITATION_MARK.sub(link, line)


def _plain_lines(paragraphs: list[Block], terminal: Terminal, links: Mapping[str, str]) -> Iterator[str]:
    """Every line says in words what it is, for a screen reader."""
    for number, block in enumerate(paragraphs):
        text = _spell_out_marks(block.text, links) if number == 0 else block.text
        head = "Bot: " if number == 0 else ""
        marks = _CITATION_MARK.findall(block.label)
        if marks:
            head += f"{'Source' if len(marks) == 1 else 'Sources'} {', '.join(marks)}: "
        elif block.label:
            head += block.label + " "
        yield from [head + text] if block.keep else wrap(head + text, terminal.width)
        if block.address:
            yield block.address


def _spell_out_marks(text: str, links: Mapping[str, str]) -> str:
    """The text with each citation mark `[1]` written as `(source 1)`."""
    return _CITATION_MARK.sub(lambda mark: f"(source {mark[1]})" if mark[0] in links else mark[0], text)
