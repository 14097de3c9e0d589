"""The questions to offer before the first one is asked."""

from __future__ import annotations

from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from .sections import sections

if TYPE_CHECKING:
    from footnote.bank import Bank, Entry

MAX_STARTERS = 4
"""Questions to begin with, where a bank names none: they fit a phone together with the greeting."""


def starters(bank: Bank) -> list[Entry]:
    """The entries to begin with: those that the bank names, or else the first of each section, then the
    second ones, and so on; none that is for a range of sizes.
    """
    if bank.starters:
        return [bank.entries[id] for id in bank.starters]
    left_out = {sizes.entry for sizes in bank.sizes}
    kept = (entry for entry in bank.entries.values() if entry.id not in left_out)
    rows = zip_longest(*(entries for _, entries in sections(bank, kept)))
    return list(islice((entry for row in rows for entry in row if entry), MAX_STARTERS))
