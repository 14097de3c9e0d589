"""PDF files are read as their readers see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pdf_files import LEAFLET, Line, pdf

from footnote.authoring import read_source
from footnote.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path


READ = [
    (
        "paragraph",
        "We sell lamps of every color, and we fix them for as long as you have them. That is a promise.",
    ),
    ("heading", "1.1. Returns"),
    (
        "paragraph",
        "You have 30 days to send a lamp back. If your lamp is broken, then we send another at our expense.",
    ),
    ("heading", "Care of lamps"),
    (
        "paragraph",
        "Dust it once a week with a soft cloth. Never use water on it while it is hot. It may break.",
    ),
    ("paragraph", "Old lamps can be given back in our shop in Elm Street on every day but Monday."),
]


def saved(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "lamps.pdf"
    path.write_bytes(data)
    return str(path)


def test_a_pdf_has_its_headings_and_whole_sentences(tmp_path: Path) -> None:
    page = read_source(saved(tmp_path, pdf(LEAFLET, ["Returns", "Care of lamps"])))
    assert page.title == "Lamp leaflet"
    assert [(block.kind, block.text) for block in page.blocks] == READ


@pytest.mark.parametrize(
    ("info", "first", "title"),
    [
        (
            "/Title (All about lamps) /ModDate (D:20250302120000Z)",
            Line("Lamp leaflet", 24),
            "All about lamps",
        ),
        ("/Title ()", Line("Lamp leaflet", 24), "Lamp leaflet"),
        ("", Line("Lamp leaflet", 10), "Lamps"),  # no larger than the rest: the name of the file
        ("", Line("We sell lamps, and we like them.", 24), "Lamps"),  # a sentence
    ],
)
def test_the_title_is_what_the_file_says_or_its_largest_line(
    tmp_path: Path, info: str, first: Line, title: str
) -> None:
    data = pdf([[first, Line("A lamp makes light.")]], info=info)
    page = read_source(saved(tmp_path, data))
    assert page.title == title
    assert page.updated == ("2025-03-02" if "ModDate" in info else "")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pdf([[]]), "its pages may be pictures of text"),
        (pdf(LEAFLET)[:400], "cannot be read as PDF"),
        (pdf([]), "has no text in it"),
    ],
)
def test_a_pdf_without_text_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        read_source(saved(tmp_path, data))
