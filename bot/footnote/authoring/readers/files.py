"""Opens the files that a bank is written from, whatever their format, or says why one cannot be used."""

from __future__ import annotations

import codecs
import os
import re
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, NamedTuple

from footnote.errors import SourceError, error_reason

from .page import Page, clean
from .questions import with_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MAX_SOURCE_BYTES = 16 * 2**20
"""Bytes of a source: a book of a thousand pages has a few million."""

MAX_FILES = 50
"""Files of a folder: a bank of more is several banks."""

EXTRA = "footnote-bot[author]"
"""What to install for the libraries that read sources."""

FORMATS = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".rst": "restructured",
    ".rest": "restructured", ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf",
}  # fmt: skip
"""The format of a file by the ending of its name."""

_ADVICE = "write the path of a .txt, .md, .rst, .html or .pdf file, or of a folder of them"
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]+)", re.IGNORECASE)
_OTHERS = {
    ".doc .docx .odt .rtf .pages .epub": "save it as HTML or as text, and give that file",
    ".gz .zip .xz .bz2 .zst .tar .tgz": "unpack it, and give the file that was in it",
    ".csv .tsv .json .xlsx .ods": "footnote import reads questions and answers from CSV, Markdown and HTML",
}


class SourceFile(NamedTuple):
    """A file that was read, and the page in it."""

    path: str
    page: Page


def read_sources(paths: Sequence[str]) -> list[SourceFile]:
    """The pages in these files, and in the files of these folders, in order.

    Raises SourceError where one of them cannot be used, or is no source.
    """
    files = [file for path in paths for file in _files_of(path)]
    if len(files) > MAX_FILES:
        raise SourceError(f"these are {len(files)} files; write {MAX_FILES} at most, or make several banks")
    return [SourceFile(file, read_source(file)) for file in files]


def read_source(path: str) -> Page:
    """The page in a file; one without a title is called after the file. Raises SourceError."""
    data = _content(path)
    form = _format(path, data)
    page = _read_pdf(path, data) if form == "pdf" else _reader(form)(_decoded(path, data))
    if not any(block.kind != "heading" for block in page.blocks):
        raise SourceError(f"{path} has no text in it{_pictures(form)}; save the page with its text")
    title = page.title.rstrip(".") or _name(path)
    return with_questions(page._replace(title=title))


def text_of(path: str) -> str:
    """The text of a file that is no PDF. Raises SourceError."""
    return _decoded(path, _content(path))


def _files_of(path: str) -> list[str]:
    """The file itself, or those of a folder and its folders that can be read, sorted."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read: {error_reason(error)}; {_ADVICE}") from error
    if not S_ISDIR(mode):
        return [path]
    found: list[str] = []
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        found += [os.path.join(folder, name) for name in sorted(names) if _is_source(name)]
    if not found:
        raise SourceError(f"{path} has no file that can be read; {_ADVICE}")
    return found


def _is_source(name: str) -> bool:
    return not name.startswith((".", "_")) and os.path.splitext(name)[1].lower() in FORMATS


def _content(path: str) -> bytes:
    try:
        if not S_ISREG(os.stat(path).st_mode):
            raise SourceError(f"{path} is not a file; {_ADVICE}")
        with open(path, "rb") as file:
            data = file.read(MAX_SOURCE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read: {error_reason(error)}") from error
    if len(data) > MAX_SOURCE_BYTES:
        size = MAX_SOURCE_BYTES // 2**20
        raise SourceError(f"{path} is larger than {size} MB; give the pages that people ask about")
    if not data.strip():
        raise SourceError(f"{path} is empty; save the text of the page into it")
    return data


def _format(path: str, data: bytes) -> str:
    """The format by the name of the file, or else by how it begins."""
    ending = os.path.splitext(path)[1].lower()
    if ending in FORMATS:
        return FORMATS[ending]
    for endings, advice in _OTHERS.items():
        if ending in endings.split():
            raise SourceError(f"{path} is of a kind that is not read; {advice}")
    start = data[:1024].lstrip().lower()
    if start.startswith(b"%pdf-"):
        return "pdf"
    return "html" if start.startswith((b"<!doctype html", b"<html")) else "text"


def _decoded(path: str, data: bytes) -> str:
    """The text of a file: UTF-8, or what its byte order mark or its `meta` element says."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\0" in data[:8192]:
        raise SourceError(f"{path} is no text, but binary; {_ADVICE}")
    else:
        declared = _CHARSET.search(data[:4096])
        encoding = declared[1].decode() if declared else "utf-8-sig"
    for name in (encoding, "utf-8-sig"):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    raise SourceError(f"{path} is not text in UTF-8; save it as UTF-8")


def _reader(form: str) -> Callable[[str], Page]:
    """The function that reads a format. Raises SourceError where its library is not installed."""
    try:
        if form == "html":
            from .html import read_html as read
        elif form == "markdown":
            from .markdown import read_markdown as read
        elif form == "restructured":
            from .restructured import read_restructured as read
        else:
            from .plain_text import read_plain_text as read
    except ImportError as error:
        raise SourceError(f"reading this file needs {error.name}: pip install '{EXTRA}'") from error
    return read


def _read_pdf(path: str, data: bytes) -> Page:
    try:
        from .pdf import UnreadablePdf, read_pdf
    except ImportError as error:
        raise SourceError(f"reading PDF needs {error.name}: pip install 'footnote-bot[pdf]'") from error
    try:
        return read_pdf(data)
    except UnreadablePdf as error:
        raise SourceError(f"{path}: {error}") from error


def _pictures(form: str) -> str:
    return " (its pages may be pictures of text)" if form == "pdf" else ""


def _name(path: str) -> str:
    """What a file may be called: its name without ending, with spaces."""
    name = os.path.splitext(os.path.basename(path))[0]
    return clean(re.sub(r"[_-]+", " ", name)).capitalize() or "Page"
