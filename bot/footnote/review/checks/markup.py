"""Markdown, HTML and relative links in what a bot says: no channel shows them as they are meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from footnote.bank import clip
from footnote.review.tree import records, text, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank import Node
    from footnote.review.context import Findings, Review

_TAGS = (
    "a|b|i|u|p|br|hr|em|strong|span|div|ul|ol|li|code|pre|h[1-6]|table|tr|td|th|img|sup|sub|font|blockquote"
)
_PAGE = r"\.(?:html?|php|aspx?)\b"
_NOT_WITHIN_ADDRESS = r"(?<![\w/.~:-])"


class _Markup(NamedTuple):
    """A pattern, what it finds, what to write instead, and whether it may stand in quotation marks, as in
    “ls *.txt a/*”.
    """

    pattern: re.Pattern[str]
    what: str
    cure: str
    may_be_quoted: bool = False


_QUOTED = re.compile(r"“[^”]*”")


_PLAIN = "write it without these signs"
_KINDS = (
    _Markup(
        re.compile(r"\[[^\]\n]+\]\([^)\n]*\)"),
        "a Markdown link",
        "write the words, and the address where it is needed",
    ),
    _Markup(re.compile(r"(?<!\w)(\*\*|__)(?=\S)[^\n]+?(?<=\S)\1(?!\w)"), "Markdown for bold", _PLAIN, True),
    _Markup(
        re.compile(r"(?<![\w*])\*(?=[^\s*])[^*\n]+?(?<=[^\s*])\*(?![\w*])"),
        "Markdown for italics",
        _PLAIN,
        True,
    ),
    _Markup(re.compile(r"`[^`\n]+`|```"), "Markdown for code", "write it in quotation marks"),
    _Markup(re.compile(r"(?m)^#{1,6} "), "a Markdown heading", "write a sentence"),
    _Markup(re.compile(rf"</?(?:{_TAGS})\b[^<>]*/?>", re.IGNORECASE), "an HTML tag", "write the text alone"),
    _Markup(
        re.compile(r"&(?:[a-z]{2,8}|#\d{2,5}|#x[\da-f]{2,5});", re.IGNORECASE),
        "an HTML entity",
        "write the character itself",
    ),
    _Markup(
        re.compile(rf"{_NOT_WITHIN_ADDRESS}(?:\.{{1,2}}/|/)?[\w-]+(?:/[\w.-]+)*{_PAGE}", re.IGNORECASE),
        "a relative link",
        "write the whole address, beginning with https",
    ),
)


def markup(review: Review) -> Findings:
    """Markdown, HTML and relative links in what the bot says."""
    for node, written in _said(review):
        for kind in _KINDS:
            looked_at = _QUOTED.sub("“”", written) if kind.may_be_quoted else written
            if match := kind.pattern.search(looked_at):
                yield node, f"{clip(match[0])} is {kind.what}, and is shown as it stands; {kind.cure}"


def _said(review: Review) -> Iterator[tuple[Node, str]]:
    """All texts of a bank that a person may read, and where they are."""
    for statement in review.statements:
        yield statement.node, statement.text
    for key, names in (("entries", ("question", "about")), ("silent", ("about",))):
        for _, record in records(review.parsed, key):
            for name in names:
                if node := value(record, name):
                    yield node, text(node)
    for name in ("notice", "contact"):
        if node := review.parsed.fields.node(name):
            yield node, text(node)
