"""The author's local copies of the sources of a bank: where they are, and what they say of its passages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from footnote.bank import compare_source, passage_texts, uncovered_texts
from footnote.record import replace

from .context import Copies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.bank import Bank, ParsedBank, Source

FOLDER = "sources"
"""The folder beside those of banks: it has a folder for each bank, with a file for each source."""

ENDINGS = (".txt", ".md", ".rst")
"""Endings of the files that are read as text."""


def expected_folder(parsed: ParsedBank) -> str:
    """Where the copies of a bank's sources are expected: `sources/<bank>` beside its folder."""
    home = os.path.dirname(os.path.abspath(parsed.file))
    return os.path.relpath(os.path.join(os.path.dirname(home), FOLDER, parsed.bank.id))


def find_copies(parsed: ParsedBank) -> dict[str, str]:
    """The paths of the local copies that there are, by the ids of their sources."""
    home = os.path.dirname(os.path.abspath(parsed.file))
    found = {id: _path(home, parsed.bank.id, source) for id, source in parsed.bank.sources.items()}
    return {id: path for id, path in found.items() if path}


def _path(home: str, bank: str, source: Source) -> str:
    """The copy of a source: the one that the bank names, or else the file of its id in its folder."""
    folder = os.path.join(os.path.dirname(home), FOLDER, bank)
    names = [source.copy] if source.copy else []
    names += [os.path.join(folder, f"{source.id}{ending}") for ending in ENDINGS]
    paths = (os.path.normpath(os.path.join(home, name)) for name in names)
    return next(filter(os.path.isfile, paths), "")


def read_copies(bank: Bank, paths: Mapping[str, str]) -> Copies | None:
    """What the copies say; None where there are none. Raises OSError or ValueError for one that cannot be
    read as UTF-8 text.
    """
    texts = {id: Path(path).read_text(encoding="utf-8") for id, path in paths.items()}
    return copies_of(bank, texts) if texts else None


def copies_of(bank: Bank, texts: Mapping[str, str]) -> Copies:
    """What the texts of sources, by the ids of these, say of the passages."""
    found: dict[str, str] = {}
    states, others = [], []
    for id, text in texts.items():
        passages = {key: passage for key, passage in bank.passages.items() if passage.source == id}
        part = replace(bank, passages=passages)
        found |= passage_texts(part, text)
        states += compare_source(part, text)
        others += uncovered_texts(part, text)
    return Copies(found, tuple(states), tuple(others))
