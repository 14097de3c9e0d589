"""Reads the pages that a bank is written from: plain text, Markdown, reStructuredText, HTML and PDF.

`files` finds and opens them; a module for each format makes a `Page` of headings and blocks.
"""

from .files import MAX_SOURCE_BYTES as MAX_SOURCE_BYTES, SourceFile as SourceFile, read_source as read_source, read_sources as read_sources
from .page import CELL_BREAK as CELL_BREAK, Block as Block, Page as Page
