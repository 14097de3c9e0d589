"""Reads reStructuredText, by way of HTML. What only Sphinx knows is read as far as its text goes."""

from __future__ import annotations

import re
from typing import Any

from docutils import core
from docutils.writers.html5_polyglot import Writer

from .html import read_html
from .page import Page

_SETTINGS: dict[str, Any] = {
    "report_level": 5,  # an author's page is read, not corrected
    "halt_level": 5,
    "file_insertion_enabled": False,  # no other file gets into a bank
    "raw_enabled": False,
    "doctitle_xform": True,
    "math_output": "LaTeX",
    "syntax_highlight": "none",
    "smart_quotes": False,
    "embed_stylesheet": False,
    "stylesheet_path": "",
    "toc_backlinks": False,
    "section_self_link": False,
}

_ROLE = re.compile(r":(?:[a-z]+:)?[a-z-]+:`(?:[^`<]*?([^`<]+?)\s*<[^`>]*>|[!~]?([^`]+))`", re.IGNORECASE)
_FIELDS = re.compile(r"\A\s*(?:^:[\w-]+:[^\n]*\n)+", re.MULTILINE)
"""Fields for Sphinx at the beginning, such as `:orphan:`, after which docutils sees no title."""
_TEXT_DIRECTIVE = re.compile(r"^(\s*)\.\. (?:versionadded|versionchanged|deprecated)::[^\n]*$", re.MULTILINE)
_BODY_DIRECTIVE = re.compile(
    r"^(\s*)\.\. (?:seealso|only|tab|tab-item|dropdown|details|index|centered|rst-class)::[^\n]*$",
    re.MULTILINE,
)
_CODE_DIRECTIVE = re.compile(r"^(\s*)\.\. (?:code-block|sourcecode|code)::[^\n]*$", re.MULTILINE)
_OWN_ROLES = re.compile(r":(?:emphasis|strong|literal|subscript|superscript|title-reference|math|code)`")


def read_restructured(text: str) -> Page:
    """The page in a text of reStructuredText. Directives that are unknown are left out, with what is in
    them.
    """
    parts = core.publish_parts(_without_sphinx(text), writer=Writer(), settings_overrides=_SETTINGS)
    page = read_html(f"<body>{parts['html_body']}</body>")
    return page if page.title else page._replace(title=str(parts["title"]))


def _without_sphinx(text: str) -> str:
    """The text with the roles and directives of Sphinx replaced by what a reader sees of them."""
    text = _ROLE.sub(_role_text, _FIELDS.sub("", text))
    text = _TEXT_DIRECTIVE.sub("", text)
    text = _BODY_DIRECTIVE.sub(r"\1.. container::", text)
    return _CODE_DIRECTIVE.sub(r"\1::", text)


def _role_text(match: re.Match[str]) -> str:
    if _OWN_ROLES.match(match[0]):
        return match[0]
    name = match[1] or match[2] or ""
    return f"``{name}``" if re.search(r"[_().=-]", name) and " " not in name else name
