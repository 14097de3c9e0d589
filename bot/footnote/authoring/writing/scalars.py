"""Texts as they are written in the YAML of a bank: plain where that is safe, else in quotes."""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING

from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH = 110
"""Columns of a line in a bank."""

_PLAIN = re.compile(r"[^\W_](?:[^#:]|:(?=\S)|(?<=\S)#)*")
_OTHER_TYPE = re.compile(
    r"[-+.]?\d[\d_]*(?:\.\d*)?(?:e[-+]?\d+)?|0[xo]\w+|\d[\d:.-]*|true|false|yes|no|on|off|null|y|n",
    re.IGNORECASE,
)
"""What other programs that read YAML take for a number, a date or a yes."""


def scalar(text: str, *, in_list: bool = False) -> str:
    """A text on one line as YAML; `in_list`: between brackets, where commas and brackets have a meaning.

    >>> scalar("plain, isn't it"), scalar("a: b"), scalar("one, two", in_list=True), scalar("no")
    ("plain, isn't it", '"a: b"', '"one, two"', '"no"')
    """
    text = " ".join(printable(text).split())
    is_plain = _PLAIN.fullmatch(text) and not _OTHER_TYPE.fullmatch(text) and not text.endswith(":")
    if is_plain and not (in_list and re.search(r"[\[\]{},]", text)):
        return text
    return json.dumps(text, ensure_ascii=False)


def listed(texts: Iterable[str]) -> str:
    """Texts as a YAML list on one line."""
    return f"[{', '.join(scalar(text, in_list=True) for text in texts)}]"


def wrapped_list(texts: Iterable[str], before: str, indent: str) -> Iterator[str]:
    """The lines of a list in brackets after the text `before`; further lines are indented."""
    items = [scalar(text, in_list=True) for text in texts]
    line = f"{before}["
    for number, item in enumerate(items):
        piece = item + ("]" if number == len(items) - 1 else ",")
        if len(line) + len(piece) + 1 > WIDTH and line.strip() and not line.endswith("["):
            yield line
            line = indent + piece
        else:
            line += piece if line.endswith("[") else f" {piece}"
    yield line if items else f"{before}[]"


def folded(text: str, key: str, indent: str) -> Iterator[str]:
    """A text under a key: on its line if it fits, else folded over several; lines of its own are kept.

    `indent` is that of the key.
    """
    lines = printable(text).strip().split("\n")
    if len(lines) > 1:
        yield f"{indent}{key}: |-"
        yield from (f"{indent}  {line.rstrip()}" if line.strip() else "" for line in lines)
    elif len(one := f"{indent}{key}: {scalar(text)}") <= WIDTH:
        yield one
    else:
        yield f"{indent}{key}: >-"
        width = WIDTH - len(indent) - 2
        for line in textwrap.wrap(lines[0], width, break_long_words=False, break_on_hyphens=False):
            yield f"{indent}  {line}"


def comment(text: str, indent: str, first: str, then: str = "#>   ") -> Iterator[str]:
    """A text as comment lines; those after the first begin with `then`. Lines of its own are kept."""
    begin = first
    for line in printable(text).expandtabs(4).split("\n"):
        for part in _cut(line, WIDTH - len(indent) - max(len(first), len(then))):
            yield f"{indent}{begin}{part}".rstrip()
            begin = then


def _cut(line: str, width: int) -> list[str]:
    """A line cut at spaces; one that is indented, as code is, stays as it is."""
    if len(line) <= width or line.startswith("  "):
        return [line]
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]
