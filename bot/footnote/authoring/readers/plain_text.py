"""Reads plain text: paragraphs, headings that stand by themselves, list items, and what is indented."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from .page import Block, Page, clean, heading, is_like_heading, row
from .questions import is_marked, marks_questions

if TYPE_CHECKING:
    from collections.abc import Iterator

_ITEM = re.compile(r"(?:[•◦▪‣*·+-]|\(?\d{1,3}[.)])\s+(?=\S)")
_UNDERLINE = re.compile(r"([=~^*#\-_+\"'`])\1{2,}")
_RULE = re.compile(r"([=~^*#\-_+])\1{3,}")
_GAP = re.compile(r"(?<=\S)\s{2,}(?=\S)")
_MANUAL = re.compile(r"(\S+\(\w+\)).*\1")
_NUMBERED = re.compile(r"\d+(?:\.\d+)*\.?\s+(?=[A-Z])")
MAX_TERM_LENGTH = 48
"""Characters of a line that can be a term with its definition indented under it."""


class _Line(NamedTuple):
    indent: int
    text: str


def read_plain_text(text: str) -> Page:
    """The page in a text. Its first line is the title, unless it is a sentence."""
    groups = list(_groups(text.expandtabs(8)))
    if marks_questions(line.text for group in groups for line in group):
        groups = [part for group in groups for part in _at_marks(group)]
    title = ""
    if groups and len(groups[0]) <= 2 and _is_title(groups[0][0]):
        underlined = len(groups[0]) == 2 and _UNDERLINE.fullmatch(groups[0][1].text)
        if len(groups[0]) == 1 or underlined:
            title, groups = clean(groups[0][0].text), groups[1:]
            title = manual[1] if (manual := _MANUAL.fullmatch(title)) else title
    blocks = [block for number, group in enumerate(groups) for block in _blocks(group, groups[number + 1 :])]
    return Page(title, tuple(block for block in blocks if block.text))


def _groups(text: str) -> Iterator[list[_Line]]:
    """The lines between empty lines; a form feed ends a group too."""
    group: list[_Line] = []
    for line in text.replace("\f", "\n\n").splitlines():
        if not group and _RULE.fullmatch(line.strip()):
            continue  # a line over a heading
        if line.strip():
            group.append(_Line(len(line) - len(line.lstrip()), line.strip()))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _is_title(line: _Line) -> bool:
    """Whether the first line of a text can be its title."""
    return is_like_heading(line.text) and not _is_item(line) and not is_marked(line.text)


def _at_marks(group: list[_Line]) -> Iterator[list[_Line]]:
    """The lines of a group, parted where a question or an answer begins; such a part is one paragraph."""
    starts = [number for number, line in enumerate(group) if is_marked(line.text)]
    for start, end in pairwise([0, *(each for each in starts if each), len(group)]):
        part = group[start:end]
        yield [_Line(part[0].indent, line.text) for line in part] if start in starts else part


def _blocks(group: list[_Line], following: list[list[_Line]]) -> Iterator[Block]:
    first = group[0]
    if is_marked(first.text):
        yield from _paragraphs(group)
        return
    if level := _heading_level(group, following):
        yield heading(first.text.strip("# :"), level)
        group = group[2:] if level == 1 else group[1:]
    if not group:
        return
    cells = _GAP.split(group[0].text, maxsplit=1)
    if _is_term(group):
        yield row([_cell(group[:1]), _cell(group[1:])])
    elif (
        len(cells) == 2 and len(cells[0]) <= MAX_TERM_LENGTH and _is_deeper(group) and not _is_item(group[0])
    ):
        yield row([(cells[0], cells[0]), _cell([_Line(0, cells[1]), *group[1:]])])
    else:
        yield from _paragraphs(group)


def _heading_level(group: list[_Line], following: list[list[_Line]]) -> int:
    """The level of the heading that a group begins with; 0 where it begins with none."""
    first = group[0]
    if not is_like_heading(first.text.rstrip(":")) or (_is_item(first) and not _NUMBERED.match(first.text)):
        return 0
    if len(group) > 1 and _UNDERLINE.fullmatch(group[1].text):
        return 1
    if first.text.endswith(":"):
        return 0
    if first.text.startswith("#") or (len(group) > 1 and _is_over(first, group[1])):
        return 2
    alone = len(group) == 1 and following and first.text[0].isupper() | first.text[0].isdigit()
    next_is_text = bool(following) and (len(following[0]) > 1 or not is_like_heading(following[0][0].text))
    return 3 if alone and next_is_text and first.indent <= following[0][0].indent else 0


def _is_over(line: _Line, below: _Line) -> bool:
    """Whether a line at the margin is in capitals, over text that is indented: a heading of a manual page."""
    return line.indent == 0 and below.indent >= 3 and line.text.upper() == line.text


def _is_item(line: _Line) -> bool:
    return bool(_ITEM.match(line.text))


def _is_term(group: list[_Line]) -> bool:
    """Whether the first line is a term, and all other lines, indented, its definition."""
    first, deeper = group[0], len(group) > 1 and _is_deeper(group)
    return (
        deeper and len(first.text) <= MAX_TERM_LENGTH and not _is_item(first) and first.text[-1] not in ".:,"
    )


def _is_deeper(group: list[_Line]) -> bool:
    """Whether all lines after the first are indented more than it."""
    return all(line.indent > group[0].indent + 1 for line in group[1:])


def _cell(lines: list[_Line]) -> tuple[str, str]:
    text = _joined(lines)
    return text, text


def _paragraphs(group: list[_Line]) -> Iterator[Block]:
    """The paragraph of a group, or its list items."""
    open_: list[_Line] = []
    for line in group:
        if open_ and _is_item(line):
            yield _block(open_)
            open_ = []
        open_.append(line)
    yield _block(open_)


def _block(lines: list[_Line]) -> Block:
    text = _joined(lines)
    item = _ITEM.match(text)
    if item:
        return Block("item", text[item.end() :], text[item.end() :])
    return Block("paragraph", text, text)


def _joined(lines: list[_Line]) -> str:
    """The lines as one; a word that was divided at the end of a line is made whole."""
    text = "\n".join(line.text for line in lines)
    return clean(re.sub(r"(?<=[a-z])[-\u2010]\n(?=[a-z])", "", text) if "\u2010\n" in text else text)
