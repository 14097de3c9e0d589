"""Reads Markdown (CommonMark with tables, definition lists and front matter), by way of HTML."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from .html import read_html
from .page import Page

_KEY = re.compile(
    r"^(title|updated|lastmod|date|url|permalink)\s*:\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_markdown(text: str) -> Page:
    """The page in a text of Markdown; HTML in it is read too. Its front matter may name title and date."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(front_matter_plugin).use(deflist_plugin)
    tokens = parser.parse(text)
    front = next((token.content for token in tokens if token.type == "front_matter"), "")
    about = {key.lower(): value.strip("\"'") for key, value in _KEY.findall(front)}
    page = read_html(f"<body>{parser.renderer.render(tokens, parser.options, {})}</body>")
    date = _DATE.search(about.get("updated") or about.get("lastmod") or about.get("date") or "")
    url = about.get("url") or about.get("permalink") or ""
    return page._replace(
        title=about.get("title") or page.title,
        updated=date[0] if date else "",
        url=url if url.startswith(("http://", "https://")) else "",
    )
