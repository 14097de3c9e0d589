"""Writes into the files of a bank what a review found: where passages are, and which entries to look at."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from footnote.bank.loader import parse
from footnote.bank.locations import bank_file, layout
from footnote.bank.yaml_nodes import Pairs, Scalar
from footnote.errors import error_reason

from .yaml_edits import CannotEdit, YamlText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from os import PathLike

    from footnote.bank.models import Bank

    from .sheet import Row, Sheet


class FileChange(NamedTuple):
    """A file before and after a change."""

    file: str
    before: str
    after: str


def write_sheet(path: str | PathLike[str], bank: Bank, sheets: Iterable[Sheet]) -> list[FileChange]:
    """What to write into the files of the bank at a path: places, fragments and fingerprints of passages, and
    `review` at the entries whose answers may not be right any more. Nothing is written.

    Raises CannotEdit where a file is written in a way that cannot be changed.
    """
    rows = [row for sheet in sheets for row in sheet.rows if row.change != "unchanged"]
    to_review: dict[str, list[str]] = {}
    for row in rows:
        for entry in row.entries if row.touches else ():
            to_review.setdefault(entry, []).append(row.passage)

    files = _files_of_passages(path)
    edits: dict[str, list[Callable[[YamlText], None]]] = {}
    for row in rows:
        if row.change != "gone":
            edits.setdefault(files[row.passage], []).append(partial(_put_passage, row=row, bank=bank))

    def entries(text: YamlText) -> None:
        for id, ids in to_review.items():
            marks = list(dict.fromkeys([*bank.entries[id].review, *ids]))
            text.put(("entries", id), "review", marks, after="cites")

    return _changes(edits, entries_file(path), entries)


def _files_of_passages(path: str | PathLike[str]) -> dict[str, str]:
    """The file that each passage of a bank is written in, by its id."""
    node = parse(path).fields.node("passages")
    keys = [key for key, _ in node.items()] if isinstance(node, Pairs) else []
    return {key.text.strip(): key.mark.name for key in keys if isinstance(key, Scalar)}


def _put_passage(text: YamlText, row: Row, bank: Bank) -> None:
    passage, place = bank.passages[row.passage], ("passages", row.passage)
    was = (passage.section, passage.place, passage.sha256)
    new = (row.section, row.place, row.sha256)
    for key, before, value in zip(("section", "place", "sha256"), was, new, strict=True):
        if value != before:
            text.put(place, key, value, after="place")
    if row.fragment != passage.fragment:
        text.put(place, "fragment", row.fragment, after="place")


def accept(
    path: str | PathLike[str], bank: Bank, passages: Iterable[str], by: str, day: date
) -> tuple[list[FileChange], list[str]]:
    """What to write where somebody looked at the entries that are to be reviewed for these passages, and the
    ids of those entries. An entry with nothing left to review gets the day and the name.
    """
    accepted = set(passages)
    settled = {entry.id: entry for entry in bank.entries.values() if accepted & set(entry.review)}

    def entries(text: YamlText) -> None:
        for id, entry in settled.items():
            left = [passage for passage in entry.review if passage not in accepted]
            if left:
                text.put(("entries", id), "review", left, after="cites")
                continue
            text.drop(("entries", id), "review")
            text.put(("entries", id), "reviewed", day.isoformat(), after="cites")
            text.put(("entries", id), "reviewed_by", by, after="reviewed")

    return _changes({}, entries_file(path), entries), list(settled)


def entries_file(path: str | PathLike[str]) -> str:
    """The file that has the entries of a bank."""
    return os.path.join(os.path.dirname(bank_file(path)), layout(path).entries)


def _changes(
    edits: dict[str, list[Callable[[YamlText], None]]], file: str, entries: Callable[[YamlText], None]
) -> list[FileChange]:
    edits.setdefault(file, []).append(entries)
    changes = []
    for name, steps in edits.items():
        before = _read(name)
        text = YamlText(before.replace("\r\n", "\n"), name)
        for step in steps:
            step(text)
        after = text.text.replace("\n", "\r\n") if "\r\n" in before else text.text
        changes.append(FileChange(name, before, after))
    return [change for change in changes if change.after != change.before]


def _read(file: str) -> str:
    try:
        with open(file, encoding="utf-8", newline="") as stream:
            return stream.read()
    except (OSError, ValueError) as error:
        raise CannotEdit(f"{file} cannot be read: {error_reason(error)}") from error


def apply_changes(path: str | PathLike[str], changes: Iterable[FileChange]) -> None:
    """Write the changed files. Raises CannotEdit where one cannot be written, or the bank would have problems
    that it had not before: then all are as they were.
    """
    done: list[FileChange] = []
    before = len(parse(path).problems)
    try:
        for change in changes:
            done.append(change)
            _write(change.file, change.after)
        _check(path, before)
    except (OSError, CannotEdit) as error:
        for change in done:
            _write(change.file, change.before)
        if isinstance(error, OSError):
            raise CannotEdit(f"{done[-1].file} cannot be written: {error_reason(error)}") from error
        raise


def _check(path: str | PathLike[str], before: int) -> None:
    """Raises CannotEdit where the bank has more problems than before."""
    problems = parse(path).problems
    if len(problems) > before:
        raise CannotEdit(f"{problems[0]}; nothing was written: edit the file by hand")


def _write(file: str, text: str) -> None:
    with open(file, "w", encoding="utf-8", newline="") as stream:
        stream.write(text)
