"""PDF files for tests, written object by object."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Line(NamedTuple):
    """A line of a page with the size of its letters, in points."""

    text: str
    size: int = 10


def pdf(pages: Sequence[Sequence[Line]], bookmarks: Sequence[str] = (), info: str = "") -> bytes:
    """A PDF file with these pages of text in Helvetica, and a bookmark on the first page for each title."""
    first_page, first_mark = 5, 5 + 2 * len(pages)
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(pages)))
    last_mark = first_mark + len(bookmarks) - 1
    outline = f"/First {first_mark} 0 R /Last {last_mark} 0 R" if bookmarks else ""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /StandardEncoding >>",
        f"<< /Type /Outlines /Count {len(bookmarks)} {outline} >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {first_page + 2 * number + 1} 0 R >>"
        )
        stream = "".join(
            f"BT /F1 {line.size} Tf 60 {780 - 20 * row} Td ({_escaped(line.text)}) Tj ET\n"
            for row, line in enumerate(page)
        )
        objects.append(f"<< /Length {len(stream.encode('latin-1'))} >>\nstream\n{stream}\nendstream")
    for number, title in enumerate(bookmarks):
        at = first_mark + number
        around = f"/Prev {at - 1} 0 R " * (at > first_mark) + f"/Next {at + 1} 0 R " * (at < last_mark)
        objects.append(f"<< /Title ({_escaped(title)}) /Parent 4 0 R {around}/Dest [5 0 R /Fit] >>")
    return _file([*objects, f"<< {info} >>"])


def _escaped(text: str) -> str:
    """A text in a PDF file; the ligature of fi is one character of its standard encoding."""
    text = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return text.replace("\ufb01", "\xae")


def _file(objects: Sequence[str]) -> bytes:
    """The objects with the table of where each begins."""
    data, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        starts.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    about = f"<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>"
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n{about}\nstartxref\n{len(data)}\n%%EOF\n"
    return data + end.encode("latin-1")


LEAFLET = [
    [
        Line("Lamp leaflet", 24),
        Line("We sell lamps of every color, and we \ufb01x them for as long as you have them. That is"),
        Line("a promise."),
        Line("1.1. Returns", 14),
        Line("You have 30 days to send a lamp back. If your lamp is broken, then we send another at our ex-"),
        Line("pense."),
        Line("1"),
    ],
    [
        Line("Lamp leaflet"),
        Line("Care of lamps", 14),
        Line("Dust it once a week with a soft cloth. Never use water on it while it is hot."),
        Line("It may break."),
        Line("2"),
    ],
    [
        Line("Lamp leaflet"),
        Line("Old lamps can be given back in our shop in Elm Street on every day but Monday."),
        Line("3"),
    ],
]
"""Three pages with a running head, page numbers, a divided word, a ligature, and headings of two kinds."""
