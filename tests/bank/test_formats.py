"""Which texts a bank takes as a date, an address, a number and so on."""

from __future__ import annotations

import pytest

from footnote.bank import formats
from footnote.bank.formats import ID
from footnote.bank.validation import TextFormat

CASES = [
    (
        formats.URL,
        ["http://a", "https://www.example.org/page?x=1#y"],
        ["", "https://", "https:///x", "https:// a", "https://a b", "ftp://a", "a https://b", "HTTPS://a"],
    ),
    (
        formats.DATE,
        ["2025-08-14", "2024-02-29", "0001-01-01"],
        ["2025-02-29", "2025-8-14", "20250814", "2025-08-14T00:00", "today", ""],
    ),
    (
        formats.SHA256,
        ["0" * 64, "0123456789abcdef" * 4],
        ["0" * 63, "0" * 65, "A" * 64, "g" * 64],
    ),
    (formats.WHOLE_NUMBER, ["1", "20", "999999"], ["0", "01", "1000000", "-1", "1.0", ""]),
    (
        formats.LENGTH,
        ["0", "2", "0.2", "123456.123456789"],
        [".2", "2.", "0,2", "-1", "1234567", "1.1234567890", "2 mm"],
    ),
    (
        formats.SHARE,
        ["0", "1", "0.6", "1.0", "0.123456789", "1.000000000"],
        ["1.1", "2", ".5", "0.", "0.1234567890", "1.0000000000", "60%", "nan"],
    ),
    (formats.MILLIMETERS, ["mm"], ["cm", "MM", "mmm", ""]),
    (ID, ["a", "size-under", "P1", "7", "a-b-C"], ["", "-a", "a-", "a--b", "a b", "a_b", "ä", "a.b"]),
]


@pytest.mark.parametrize(
    ("text_format", "text", "fits"),
    [(each, text, True) for each, good, _ in CASES for text in good]
    + [(each, text, False) for each, _, bad in CASES for text in bad],
)
def test_a_format_fits_whole_texts(text_format: TextFormat, text: str, *, fits: bool) -> None:
    assert bool(text_format.matches(text)) == fits
