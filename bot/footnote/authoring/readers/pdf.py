"""Reads the text of a PDF file. A page that is only a picture has none."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from .page import Page, clean, is_like_heading
from .plain_text import read_plain_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pypdf import PageObject

FULL_LINE = 0.75
"""The share of the longest usual line that a line has if the paragraph goes on after it."""

MIN_REPEATS = 3
"""Pages from which a line that most of them have is a running head."""

_LIGATURE = re.compile("[\ufb00-\ufb06]")
_DIVIDED = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: of \d+)?|[ivxl]{1,6}", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})+\.?|(?:chapter )?\d{1,2}\.)\s+[A-Z]", re.IGNORECASE)


class UnreadablePdf(ValueError):
    """The file cannot be read as PDF. The message says why."""


def read_pdf(data: bytes) -> Page:
    """The page in a PDF file. Raises UnreadablePdf."""
    try:
        reader = PdfReader(BytesIO(data))
        _open(reader)
        texts = [page.extract_text() for page in reader.pages]
        titles = {clean(title) for title in _bookmarks(reader.outline)}
        about = reader.metadata
        title = clean((about and about.title) or "") or _largest_line(reader.pages)
        date = about.modification_date if about else None
    except UnreadablePdf:
        raise
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise UnreadablePdf(f"it cannot be read as PDF: {error}") from error
    lines = list(_lines(texts))
    text = "\n".join(_with_breaks(lines[1:] if lines[:1] == [title] else lines, titles))
    page = read_plain_text(_DIVIDED.sub("", f"{title or 'Page'}\n\n{text}"))
    return page._replace(title=title, updated=date.date().isoformat() if date else "")


def _open(reader: PdfReader) -> None:
    """Open a file that is encrypted without a password. Raises UnreadablePdf where it has one."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadablePdf("it is protected by a password; save it without one")


def _bookmarks(outline: Sequence[Any]) -> Iterator[str]:
    for each in outline:
        if isinstance(each, list):
            yield from _bookmarks(each)
        elif title := getattr(each, "title", None):
            yield str(title)


def _largest_line(pages: Sequence[PageObject]) -> str:
    """The line of the first page that is set in the largest letters, if it can be a title; "" if not."""
    found: list[tuple[float, str]] = []

    def note(text: str, outer: Sequence[float], inner: Sequence[float], _font: object, size: float) -> None:
        if line := _plain(text):
            found.append((round(size * abs(inner[3] * outer[3]), 1), line))

    if pages:
        pages[0].extract_text(visitor_text=note)
    size, line = max(found, key=lambda each: each[0], default=(0.0, ""))
    is_larger = any(other < size for other, _ in found)
    return line if is_larger and is_like_heading(line) else ""


def _plain(text: str) -> str:
    """A text on one line, without ligatures: nobody types them."""
    return clean(_LIGATURE.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), text))


def _lines(pages: list[str]) -> Iterator[str]:
    """The lines of all pages, without page numbers and running heads."""
    count = Counter(line for page in pages for line in set(map(_plain, page.splitlines())))
    for page in pages:
        for line in map(_plain, page.splitlines()):
            is_repeated = count[line] >= max(MIN_REPEATS, len(pages) / 2)
            if line and not is_repeated and not _PAGE_NUMBER.fullmatch(line) and ". . . ." not in line:
                yield line


def _with_breaks(lines: list[str], titles: Collection[str]) -> Iterator[str]:
    """The lines, with an empty one where a paragraph ends and around headings: PDF has neither."""
    lengths = sorted(map(len, lines))
    usual = lengths[int(len(lengths) * 0.9)] if lengths else 0
    before = "."
    for line in lines:
        ended = before.endswith((".", "!", "?", ":"))
        is_numbered = bool(_NUMBERED.match(line)) and ended
        is_title = is_like_heading(line) and (_bare(line) in map(_bare, titles) or is_numbered)
        if is_title:
            yield from ("", line, "")
            before = "."
            continue
        if ended and len(before) < FULL_LINE * usual:
            yield ""
        yield line
        before = line


def _bare(title: str) -> str:
    return re.sub(r"^[\d.\s]+", "", title).casefold()
