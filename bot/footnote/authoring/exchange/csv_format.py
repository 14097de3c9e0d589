"""Questions and answers as CSV, as spreadsheets write and read it."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

from .items import Faq, Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

COLUMNS = ("id", "question", "answer", "about", "wordings", "cites", "sources")
"""The columns of an export. `wordings` has one a line, `sources` is for readers and not read again."""

_NAMES = {
    "question": ("question", "questions", "q", "title", "frage"),
    "answer": ("answer", "answers", "a", "response", "reply", "text", "antwort"),
    "wordings": ("wordings", "alternative questions", "alternatives", "variants", "utterances"),
    "id": ("id", "key", "qid", "slug", "name"),
    "about": ("about",),
    "cites": ("cites",),
}
"""What the columns of other programs are called."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

MAX_CELL = 2**20
"""Characters of a cell that is read."""

MAX_WRITTEN = 32_000
"""Characters of a cell that is written: Excel cuts off what is longer than 32,767."""


class UnreadableCsv(ValueError):
    """A file is no table of questions and answers. The message says what is missing."""


def to_csv(faq: Faq, delimiter: str = ",") -> str:
    """The items as CSV with a byte order mark, without which Excel reads no UTF-8."""
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(COLUMNS)
    for item in faq.items:
        cited = "\n".join(
            f"[{number}] {each.name} {each.url}" for number, each in enumerate(item.citations, 1)
        )
        cells = (
            item.id,
            item.question,
            item.answer,
            item.about,
            _lines(item.wordings),
            ", ".join(item.cites),
            cited,
        )
        writer.writerow(map(_safe, cells))
    return "\ufeff" + out.getvalue()


def _lines(wordings: Iterable[str]) -> str:
    """Wordings one a line, as many as a cell can have. The others stay in the bank."""
    text = "\n".join(wordings)
    return text if len(text) <= MAX_WRITTEN else text[:MAX_WRITTEN].rpartition("\n")[0]


def from_csv(text: str) -> Faq:
    """The items of a table whose first row names the columns, with commas, semicolons or tabs between cells.

    Raises UnreadableCsv.
    """
    text = text.removeprefix("\ufeff")
    csv.field_size_limit(MAX_CELL)
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UnreadableCsv(f"it cannot be read as CSV: {error}") from error
    if not rows:
        raise UnreadableCsv("it is empty")
    columns = _columns(rows[0])
    return Faq("", tuple(_items(rows[1:], columns)))


def _columns(header: Iterable[str]) -> Mapping[str, int]:
    """The number of each column that is read, by what it has."""
    names = [name.strip().casefold() for name in header]
    found = {
        what: names.index(name) for what, known in _NAMES.items() for name in reversed(known) if name in names
    }
    missing = [what for what in ("question", "answer") if what not in found]
    if missing:
        raise UnreadableCsv(
            f"its first row names no column {' and no column '.join(missing)}; "
            f"write the names of the columns into it: {', '.join(COLUMNS[:3])}"
        )
    return found


def _items(rows: Iterable[list[str]], columns: Mapping[str, int]) -> Iterator[Item]:
    for row in rows:
        cells = {what: _plain(row[at]) if at < len(row) else "" for what, at in columns.items()}
        if cells["question"]:
            yield Item(
                cells.get("id", ""),
                " ".join(cells["question"].split()),
                cells["answer"],
                cells.get("about", ""),
                tuple(filter(None, map(str.strip, cells.get("wordings", "").split("\n")))),
                tuple(re.findall(r"[\w-]+", cells.get("cites", ""))),
            )


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what may begin one."""
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def _plain(cell: str) -> str:
    """A cell without that apostrophe, and with line breaks of one kind."""
    cell = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell
