"""The text of an HTML element in a line: plain, and as Markdown with its links, code and emphasis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

TEXT = "-text"
"""What the parser calls a piece of text."""

BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section summary table tbody "
    "td tfoot th thead tr ul".split()
)
"""Elements that begin a line of their own."""

MAX_INLINE_DEPTH = 60

_SKIPPED = frozenset("script style noscript template svg input select textarea".split())
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`", "kbd": "`", "samp": "`", "tt": "`"}
_LINK_CLASSES = ("headerlink", "anchor", "anchorjs-link", "viewcode-link", "footnote-backref", "sr-only",
                 "visually-hidden", "mw-editsection")  # fmt: skip


def children(node: LexborNode) -> Iterator[LexborNode]:
    """The elements and pieces of text in an element."""
    return node.iter(include_text=True)


def is_hidden(node: LexborNode) -> bool:
    """Whether a reader of the page does not see this element, or only where it is a link to its own place."""
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    names = (attributes.get("class") or "").split()
    return any(name in _LINK_CLASSES for name in names)


def inline(node: LexborNode, depth: int = 0) -> tuple[str, str]:
    """The text of an element, and its Markdown. Spaces stay as they are in the page."""
    texts: list[str] = []
    marks: list[str] = []
    for child in children(node):
        text, mark = _piece(child, depth)
        texts.append(text)
        marks.append(mark)
    text, mark = "".join(texts), _flowing("".join(marks)) if depth == 0 else "".join(marks)
    return text, _marked(node, text, mark)


def _piece(child: LexborNode, depth: int) -> tuple[str, str]:
    tag = child.tag or ""
    if tag == TEXT or depth > MAX_INLINE_DEPTH:
        return (text := child.text()), text
    if tag == "br":
        return " ", " "
    if tag in _SKIPPED or is_hidden(child):
        return "", ""
    if tag == "img":
        alternative = child.attributes.get("alt") or ""
        return "", f"![{alternative}]" if alternative else ""
    text, mark = inline(child, depth + 1)
    return (f" {text} ", f" {mark} ") if tag in BLOCKS else (text, mark)


def _marked(node: LexborNode, text: str, mark: str) -> str:
    """The markup of an element around that of what is in it."""
    tag = node.tag or ""
    if not text.strip():
        return mark
    if tag == "a":
        address = node.attributes.get("href") or ""
        return f"[{mark}]({address})" if address and not address.startswith("#") else mark
    sign = _MARKS.get(tag, "")
    before, inside, after = _edges(text if sign == "`" else mark)
    return f"{before}{sign}{inside}{sign}{after}" if sign else mark


def _edges(text: str) -> tuple[str, str, str]:
    """The spaces before a text, the text, and the spaces after it."""
    inside = text.strip()
    start = text.index(inside)
    return text[:start], inside, text[start + len(inside) :]


def _flowing(markup: str) -> str:
    return re.sub(r"\s+", " ", markup)
