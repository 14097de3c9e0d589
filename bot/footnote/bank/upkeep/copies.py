"""The author's own copies of the texts of sources: beside the banks, and never shipped."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from footnote.bank.source_check import passage_texts
from footnote.record import replace

if TYPE_CHECKING:
    from os import PathLike

    from footnote.bank.models import Bank, Source

COPIES_FOLDER = "sources"
"""The folder beside those of the banks that has a folder for each bank, with a file for each source."""

COPY_ENDINGS = (".md", ".txt", ".rst")
"""The endings of copies, which are plain text; the first is that of a new one."""

MAX_COPY_BYTES = 16 * 2**20

OPEN_LICENCES = (
    *("mit", "bsd", "apache", "cc0", "cc by", "cc-by", "public domain", "open government", "ogl"),
    "ours",
)
"""How licences begin under which sentences of a source may stand in an answer that cites it; "ours" is what
the authors of a bank wrote themselves.
"""


def may_be_quoted(source: Source) -> bool:
    """Whether the licence of a source lets its sentences stand in an answer that cites it."""
    return source.licence.casefold().startswith(OPEN_LICENCES)


def find_copy(path: str | PathLike[str], bank: Bank, source: Source) -> str:
    """The path of the copy of a source, given the path of its bank's folder or file; "" where there is none.

    It is the file that the source names, or one with its id in `sources/<bank>/` beside the bank's folder.
    """
    return next(filter(os.path.isfile, _places(path, bank, source)), "")


def find_copies(path: str | PathLike[str], bank: Bank) -> dict[str, str]:
    """The paths of the copies that there are, by the ids of their sources."""
    found = {id: find_copy(path, bank, source) for id, source in bank.sources.items()}
    return {id: file for id, file in found.items() if file}


def expected_copy(path: str | PathLike[str], bank: Bank, source: Source) -> str:
    """Where the copy of a source is looked for first, from here."""
    return os.path.relpath(_places(path, bank, source)[0])


def new_copy(path: str | PathLike[str], bank: Bank, source: Source) -> str:
    """Where the copy of a source is to be written that has none yet; "" where its author keeps no copies."""
    place = _places(path, bank, source)[0]
    return place if source.copy or os.path.isdir(os.path.dirname(place)) else ""


def _places(path: str | PathLike[str], bank: Bank, source: Source) -> list[str]:
    home = os.path.abspath(path if os.path.isdir(path) else os.path.dirname(os.fspath(path)))
    folder = os.path.join(os.path.dirname(home), COPIES_FOLDER, bank.id)
    named = [os.path.normpath(os.path.join(home, source.copy))] if source.copy else []
    return named or [os.path.join(folder, source.id + ending) for ending in COPY_ENDINGS]


def read_copy(file: str) -> str:
    """The text of a copy. Raises OSError, or ValueError where it is no UTF-8 text or has more than 16 MB."""
    with open(file, "rb") as stream:
        data = stream.read(MAX_COPY_BYTES + 1)
    if len(data) > MAX_COPY_BYTES:
        raise ValueError(f"it is larger than {MAX_COPY_BYTES // 2**20} MB")
    return data.decode("utf-8-sig")


def which_source(bank: Bank, name: str, text: str) -> str:
    """The id of the source that a text of a file with this name is of: the only one, that of its name, or the
    one with most passages in it, of several the one of which it has most; "" where it may be any, or none.
    """
    stem = os.path.splitext(os.path.basename(name))[0]
    if len(bank.sources) == 1 or stem in bank.sources:
        return stem if stem in bank.sources else bank.source.id
    found = {id: _found_in(of_source(bank, id), text) for id in bank.sources}
    best = max(found.values())
    ids = [id for id, count in found.items() if count == best]
    return ids[0] if any(best) and len(ids) == 1 else ""


def _found_in(bank: Bank, text: str) -> tuple[int, float]:
    """How many passages of a bank are in a text, and their share of all."""
    count = len(passage_texts(bank, text))
    return count, count / max(1, len(bank.passages))


def of_source(bank: Bank, source: str) -> Bank:
    """The bank with the passages of one source only: what is compared with the text of that source."""
    passages = {id: passage for id, passage in bank.passages.items() if passage.source == source}
    return replace(bank, passages=passages)
