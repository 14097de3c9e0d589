"""The text of a mail's HTML."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

from .own_text import MAX_LENGTH
from .words import folded, mail_words

_QUOTED = (
    "blockquote, .gmail_quote, #appendonsend, .moz-cite-prefix, .yahoo_quoted, .protonmail_quote, style, "
    "script, head, title"
)
_BLOCKS = ["p", "div", "li", "tr", "h1", "h2", "h3", "h4", "pre", "table", "hr"]
_CELLS = ["td", "th"]
_LINE, _PARAGRAPH = "\x1e", "\x1d"
_BREAKS = re.compile(r"[ \xa0]*[\x1d\x1e][\x1d\x1e \xa0]*")
"""Marks of the ends of blocks: however many meet, they are one line break, or an empty line."""

_HIDDEN = re.compile(r"display:\s*none|font-size:\s*0|max-height:\s*0", re.IGNORECASE)


def html_text(html: str) -> str:
    """The text of a mail's HTML, without what it quotes by its own marks: a line a block, cells apart."""
    page = BeautifulSoup(html[: MAX_LENGTH * 4], "html.parser")
    for quoted in page.select(_QUOTED):
        if not quoted.decomposed and not _holds_forward(quoted):
            quoted.decompose()
    for header in page.select("#divRplyFwdMsg"):  # Outlook on the web: the mail below it is an earlier one
        header.insert_before(f"{_LINE}-----Original Message-----{_LINE}")
    for hidden in page.find_all(style=_HIDDEN):
        hidden.decompose()
    for text in page.find_all(string=re.compile(r"\n")):
        text.replace_with(text.replace("\n", " "))
    for block in page.find_all(_BLOCKS):
        block.insert_before(_PARAGRAPH if block.name == "p" else _LINE)
        block.insert_after(_PARAGRAPH if block.name == "p" else _LINE)
    for line_break in page.find_all("br"):
        line_break.replace_with("\n")
    for cell in page.find_all(_CELLS):
        cell.insert_after(" ")
    return _with_lines(page.get_text())


def _with_lines(text: str) -> str:
    """The text with line breaks in place of the marks of blocks."""
    broken = _BREAKS.sub(lambda marks: "\n\n" if _PARAGRAPH in marks[0] else "\n", text)
    lines = "\n".join(" ".join(line.split()) for line in broken.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _holds_forward(quoted: object) -> bool:
    text = folded(str(getattr(quoted, "text", ""))[:300])
    return any(phrase in text for phrase in mail_words().forwarded)
