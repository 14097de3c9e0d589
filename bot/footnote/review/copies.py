"""What the author's copies of the sources of a bank say of its passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.bank import compare_source, passage_texts, uncovered_texts, upkeep

from .context import Copies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.bank import Bank


def read_copies(bank: Bank, paths: Mapping[str, str]) -> Copies | None:
    """What the copies say; None where there are none. Raises OSError or ValueError for one that cannot be
    read as UTF-8 text.
    """
    texts = {id: upkeep.read_copy(path) for id, path in paths.items()}
    return copies_of(bank, texts) if texts else None


def copies_of(bank: Bank, texts: Mapping[str, str]) -> Copies:
    """What the texts of sources, by the ids of these, say of the passages."""
    found: dict[str, str] = {}
    states, others = [], []
    for id, text in texts.items():
        part = upkeep.of_source(bank, id)
        found |= passage_texts(part, text)
        states += compare_source(part, text)
        others += uncovered_texts(part, text)
    return Copies(found, tuple(states), tuple(others))
