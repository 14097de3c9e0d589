"""Reads the pages that a bank is written from: plain text, Markdown, reStructuredText, HTML and PDF.

`files` finds and opens them; a module for each format makes a `Page` of headings and blocks.
"""

from typing import TYPE_CHECKING

from footnote.lazy import lazy_names

from .page import CELL_BREAK as CELL_BREAK, Block as Block, Page as Page

if TYPE_CHECKING:
    from .files import (
        EXTRA as EXTRA,
        SourceFile as SourceFile,
        read_source as read_source,
        read_sources as read_sources,
        text_of as text_of,
    )
    from .html import json_ld_of as json_ld_of, read_html as read_html
    from .markdown import read_markdown as read_markdown

__getattr__ = lazy_names(
    __name__,
    files="EXTRA SourceFile read_source read_sources text_of",
    html="json_ld_of read_html",
    markdown="read_markdown",
)
