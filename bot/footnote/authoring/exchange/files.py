"""Reads files of questions and answers, and writes a bank as one, by the name of a format."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from footnote.authoring.readers import EXTRA, text_of
from footnote.errors import SourceError

from .csv_format import UnreadableCsv, from_csv, to_csv
from .items import Faq, faq_of

if TYPE_CHECKING:
    from footnote.bank import Bank

FORMATS = ("csv", "markdown", "html", "json")
"""What a bank is exported as: a table, a Markdown page, an HTML page with its FAQPage, and that alone."""

_ENDINGS = {
    ".csv": "csv", ".tsv": "csv", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".json": "json", ".jsonld": "json",
}  # fmt: skip


def read_faq(path: str) -> Faq:
    """The questions and answers in a file. Raises SourceError where it cannot be read, or has none."""
    ending = os.path.splitext(path)[1].lower()
    if ending not in _ENDINGS:
        raise SourceError(f"{path} is of no format that is imported; give a .csv, .md, .html or .json file")
    try:
        faq = _read(_ENDINGS[ending], text_of(path))
    except UnreadableCsv as error:
        raise SourceError(f"{path}: {error}") from error
    except ValueError as error:
        raise SourceError(f"{path} cannot be read as JSON: {error}") from error
    if not faq.items:
        raise SourceError(f"{path} has no question with an answer; {_EXPECTED[_ENDINGS[ending]]}")
    return faq


_EXPECTED = {
    "csv": "each row needs both",
    "markdown": "write each question as a heading, and its answer under it",
    "html": "a page needs a FAQPage in JSON-LD, or headings that ask",
    "json": "it is no FAQPage of schema.org",
}


def _read(form: str, text: str) -> Faq:
    if form == "csv":
        return from_csv(text)
    try:
        from .faqpage import from_html, from_json_ld
        from .markdown_format import from_markdown
    except ImportError as error:
        raise SourceError(f"reading this file needs {error.name}: pip install '{EXTRA}'") from error
    return {"markdown": from_markdown, "html": from_html, "json": from_json_ld}[form](text)


def export_bank(bank: Bank, form: str, delimiter: str = ",", *, wordings: bool = False) -> str:
    """A bank in one of FORMATS. Raises SourceError where a library for it is not installed."""
    faq = faq_of(bank, wordings=wordings)
    if form == "csv":
        return to_csv(faq, delimiter)
    try:
        from .faqpage import to_html, to_json_ld
        from .markdown_format import to_markdown
    except ImportError as error:
        raise SourceError(f"this format needs {error.name}: pip install '{EXTRA}'") from error
    if form == "markdown":
        return to_markdown(faq)
    return to_html(faq) if form == "html" else to_json_ld(faq) + "\n"
