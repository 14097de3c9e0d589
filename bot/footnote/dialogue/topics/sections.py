"""The questions of a bank by the sections of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from footnote.bank import Bank, Entry

MIN_QUESTIONS = 2
"""Questions in a section, on average, for its title to help: an FAQ has one in each, often as its title."""


def sections(bank: Bank, entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Entries by the section of the source that they cite first; all under "" where titles do not help."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(section_of(bank, entry), []).append(entry)
    if MIN_QUESTIONS * len(found) <= sum(map(len, found.values())):
        return list(found.items())
    return [("", [entry for each in found.values() for entry in each])]


def section_of(bank: Bank, entry: Entry) -> str:
    """The section of the source that an entry cites first."""
    return printable(bank.passages[entry.cites[0]].section)
