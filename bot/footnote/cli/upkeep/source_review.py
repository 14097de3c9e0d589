"""`footnote check --source`: compares banks with new texts of their sources, and writes what was found."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from footnote.bank import names_in, shipped_banks, upkeep
from footnote.cli.bank_paths import read_yaml, refuse_shipped, yaml_path
from footnote.errors import BotError, error_reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from footnote.bank import Bank
    from footnote.bank.upkeep import FileChange, Sheet

SOURCE_ENDINGS = (".txt", ".md", ".rst", ".text", "")
"""The endings of files in a folder of sources that are read."""

HTML_BEGINNINGS = ("<!doctype html", "<html")


class UnreadableSource(BotError):
    """A text of a source cannot be read, or is of no source of the bank. The message says what to do."""


class NewTexts(NamedTuple):
    """The new texts of the sources of a bank by their ids, and the files that they are from."""

    texts: dict[str, str]
    files: dict[str, str]


class Reviewed(NamedTuple):
    """A bank with the sheets of its sources, each with the new text."""

    path: str
    bank: Bank
    sheets: list[tuple[Sheet, str]]

    @property
    def is_unchanged(self) -> bool:
        """Whether every passage is as the bank has it."""
        return all(row.change == "unchanged" for sheet, _ in self.sheets for row in sheet.rows)


def review(names: Sequence[str], sources: Sequence[str], *, to_write: bool = False) -> list[Reviewed]:
    """The sheets of banks, compared with the texts in these files and folders. `to_write` says that they are
    written into the banks afterwards.

    Raises UnreadableSource, BankError, and what `refuse_shipped` and `yaml_path` raise.
    """
    if to_write:
        refuse_shipped(names, "--write")
    files = list(_files(sources))
    texts = {file: read_text(file) for file in files}
    reviewed = []
    for name in names or shipped_banks():
        path, bank = yaml_path(name), read_yaml(name)
        matched = _matched(bank, texts)
        sheets = [
            (upkeep.review_sheet(bank, id, text, _old_text(path, bank, id, matched.files[id])), text)
            for id, text in matched.texts.items()
        ]
        reviewed.append(Reviewed(path, bank, sheets))
    return reviewed


def _files(sources: Iterable[str]) -> Iterator[str]:
    """The files, and those in the folders."""
    for source in sources:
        if not os.path.isdir(source):
            yield source
            continue
        names = sorted(name for name in names_in(source) if not name.startswith("."))
        inside = [os.path.join(source, name) for name in names if name.endswith(SOURCE_ENDINGS)]
        texts = [file for file in inside if os.path.isfile(file)]
        if not texts:
            raise UnreadableSource(
                f"{source} has no texts of sources; give a file, or a folder of .md or .txt"
            )
        yield from texts


def read_text(file: str) -> str:
    """The text of a source. Raises UnreadableSource where there is none."""
    try:
        text = upkeep.read_copy(file)
    except (OSError, ValueError) as error:
        raise UnreadableSource(f"{file} cannot be read as UTF-8 text: {error_reason(error)}") from error
    if not text.strip():
        raise UnreadableSource(f"{file} is empty; save the text of the source into it")
    if text.lstrip()[:20].lower().startswith(HTML_BEGINNINGS):  # every passage would seem to be gone
        raise UnreadableSource(f"{file} is HTML; save the page as plain text instead")
    return text


def _matched(bank: Bank, texts: dict[str, str]) -> NewTexts:
    """Each text with the source that it is of."""
    found = NewTexts({}, {})
    for file, text in texts.items():
        id = upkeep.which_source(bank, file, text)
        ids = ", ".join(bank.sources)
        if not id:
            raise UnreadableSource(
                f"{file} may be any source of {bank.id}; name the file after its id, one of {ids}"
            )
        if id in found.texts:
            raise UnreadableSource(
                f"{found.files[id]} and {file} are both of the source {id}; give one of them"
            )
        found.texts[id], found.files[id] = text, file
    return found


def _old_text(path: str, bank: Bank, id: str, new: str) -> str:
    """The text of the author's copy; "" where there is none, or where it is the new text itself."""
    file = upkeep.find_copy(path, bank, bank.sources[id])
    if not file or os.path.realpath(file) == os.path.realpath(new):
        return ""
    return read_text(file)


def write(reviewed: Reviewed) -> list[str]:
    """Write what was found into the files of a bank, and the new texts over the author's copies. The files
    that were changed. Raises CannotEdit, before anything is changed.
    """
    changes = upkeep.write_sheet(reviewed.path, reviewed.bank, (sheet for sheet, _ in reviewed.sheets))
    upkeep.apply_changes(reviewed.path, changes)
    return [*(change.file for change in changes), *_keep_copies(reviewed)]


def _keep_copies(reviewed: Reviewed) -> Iterator[str]:
    """Write the new texts where their author keeps copies."""
    path, bank = reviewed.path, reviewed.bank
    for sheet, text in reviewed.sheets:
        source = bank.sources[sheet.source]
        file = upkeep.find_copy(path, bank, source) or upkeep.new_copy(path, bank, source)
        if not file or (os.path.isfile(file) and Path(file).read_text(encoding="utf-8-sig") == text):
            continue
        try:
            os.makedirs(os.path.dirname(file), exist_ok=True)
            Path(file).write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            print(f"footnote: {file} cannot be written: {error_reason(error)}", file=sys.stderr)
            continue
        yield file


def accept(names: Sequence[str], passages: Sequence[str], by: str) -> list[tuple[FileChange, list[str]]]:
    """Note that somebody looked at the entries to review for these passages. The files that were changed,
    each with the ids of the entries.

    Raises CannotEdit, BankError, and what `refuse_shipped` and `yaml_path` raise.
    """
    done = []
    refuse_shipped(names, "--accept")
    for name in names:
        path, bank = yaml_path(name), read_yaml(name)
        changes, entries = upkeep.accept(path, bank, passages, by, date.today())  # noqa: DTZ011
        upkeep.apply_changes(path, changes)
        done += [(change, entries) for change in changes]
    return done
