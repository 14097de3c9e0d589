"""The canonical form of the files of a bank: which keys come first, and where empty lines stand."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .layout import arrange

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .layout import Path

_CLOCK = ("owner", "reviewed", "reviewed_by", "review_every")
_SOURCE = ("kind", "title", "publisher", "url", "updated", "licence", "copy", "references")

ORDERS: Mapping[Path, Sequence[str]] = {
    (): (
        *(
            "schema",
            "id",
            "title",
            "language",
            "tag",
            "notice",
            "contact",
            "subject",
            "helplines",
            "helpline",
        ),
        *_CLOCK,
        *("source", "sources", "passages", "sizes", "facts", "terms", "policy", "limits", "starters"),
        *("same", "apart"),
        *("entries", "silent", "wordings"),
        *("answered", "unanswered", "small_talk", "conversations"),
    ),
    ("source",): _SOURCE,
    ("sources", "*"): _SOURCE,
    ("source", "references", "*"): ("number", "text", "url"),
    ("sources", "*", "references", "*"): ("number", "text", "url"),
    ("passages", "*"): ("source", "section", "place", "fragment", "sha256", "references"),
    ("entries", "*"): (
        *("id", "question", "about", "wordings", "answer", "cites", "follow", "review"),
        *_CLOCK,
    ),
    ("silent", "*"): ("id", "about", "near", "wordings"),
    ("limits",): ("words", "item_words", "reading_age"),
    ("sizes",): ("unit", "ranges", "of", "others", "across", "inside"),
    ("facts", "*"): ("id", "terms", "replaces", "instead"),
    ("terms", "*"): ("terms", "means", "cites", "entry"),
}
"""The order of keys, as faq/README.md shows them."""

APART = frozenset({("entries",), ("silent",)})
"""Lists with an empty line between their items."""


def format_text(text: str, name: str) -> str:
    """The canonical form of a file of a bank, by the name of the file. Files of a language are left as they
    are.

    Raises Unformattable, and YAMLError where the text is not YAML.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    inside = os.path.basename(os.path.dirname(name))
    orders: Mapping[Path, Sequence[str]] = {(): ORDERS[()]} if inside in {"wordings", "questions"} else ORDERS
    return arrange(text, orders, frozenset() if orders is not ORDERS else APART)
