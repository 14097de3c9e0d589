"""Formats the files of a bank on disk."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING, NamedTuple

import yaml

from footnote.bank import bank_file, files_of_bank
from footnote.errors import BankError, Problem, SourceError, error_reason

from . import finishing
from .canonical import format_text
from .layout import Unformattable

if TYPE_CHECKING:
    from collections.abc import Iterable

DRAFTS_FILE = "notes-drafts.yaml"
"""Where drafts go that are not wanted now. Files whose names begin with `notes` are no part of a bank."""


class Formatted(NamedTuple):
    """What formatting makes of a file: its text before and after, and why it stays as it is, if it has to."""

    path: str
    before: str
    after: str
    reason: str = ""


class Outcome(NamedTuple):
    """What formatting makes of a bank's files. `left` counts the drafts that `finish` takes out."""

    files: tuple[Formatted, ...]
    left: int = 0


def format_paths(path: str, *, finish: bool = False) -> Outcome:
    """The files of a bank, or one of its files, in canonical form; nothing is written.

    `finish` takes out what is left of a new bank: drafts, and passages that nothing cites. Raises BankError
    where a file is not YAML, SourceError where one cannot be read or no entry is written yet.
    """
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    names = files_of_bank(path) if os.path.isdir(path) or finish else [path]
    texts = {name: _read(name) for name in names}
    main = bank_file(folder or ".")
    whole = texts.get(main) or (_read(main) if os.path.isfile(main) else "")
    before, extra, left = dict(texts), dict[str, str](), 0
    try:
        if finish:
            texts, extra, left = _finish(texts, main, folder)
        passages = finishing.passage_ids(whole)
        texts = {name: _edited(text, passages) for name, text in texts.items()}
        if finish:
            used = {id for text in texts.values() for id in finishing.cited(text)}
            texts[main] = finishing.without_passages(texts[main], used)
    except yaml.YAMLError:
        _raise_problems(names)
    return Outcome(
        tuple(_formatted(name, before.get(name, ""), text) for name, text in (texts | extra).items()), left
    )


def _edited(text: str, passages: set[str]) -> str:
    if "entries" not in text:
        return text
    return finishing.fold_answers(finishing.without_quotes(finishing.number_marks(text, passages)))


def _finish(texts: dict[str, str], main: str, folder: str) -> tuple[dict[str, str], dict[str, str], int]:
    """The texts without drafts, the text of the file with the drafts, and the number of drafts."""
    name = next((each for each in texts if os.path.basename(each) == "entries.yaml"), main)
    done = finishing.without_drafts(texts[name])
    if not done.written:
        raise SourceError(f"no answer is written in {name} yet; write one, then finish the bank")
    if not done.left:
        return texts, {}, 0
    notes = os.path.join(folder, DRAFTS_FILE)
    old = (
        _read(notes)
        if os.path.exists(notes)
        else f"# Drafts that are no part of the bank: to use one, move it back to {os.path.basename(name)}.\n"
    )
    return {**texts, name: done.text}, {notes: f"{old.rstrip()}\n\n{done.drafts}"}, done.left


def _formatted(name: str, before: str, text: str) -> Formatted:
    if os.path.basename(name) == DRAFTS_FILE:
        return Formatted(name, before, text)
    try:
        return Formatted(name, before, format_text(text, name))
    except Unformattable as reason:
        return Formatted(name, before, text, str(reason))


def write_formatted(files: Iterable[Formatted]) -> None:
    """Write each file that changes; none is ever half written. Raises SourceError where that fails."""
    for file in files:
        if file.after != file.before:
            write_text(file.path, file.after)


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is not text in UTF-8; save it as UTF-8") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read: {error_reason(error)}") from error


def _raise_problems(names: Iterable[str]) -> None:
    """Raise BankError with what is wrong with these files as YAML."""
    from footnote.bank import open_document

    problems = [problem for name in names for problem in open_document(name).problems]
    raise BankError(problems or [Problem(next(iter(names), ""), 1, 1, "this cannot be read as YAML")])


def write_text(path: str, text: str) -> None:
    """Write a file that is never half written. Raises SourceError where that fails."""
    folder = os.path.dirname(path) or "."
    try:
        os.makedirs(folder, exist_ok=True)
        mode = os.stat(path).st_mode if os.path.exists(path) else 0o644
        handle, name = tempfile.mkstemp(dir=folder, prefix=".footnote-")
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(name, mode & 0o777)
        os.replace(name, path)
    except (OSError, ValueError) as error:
        raise SourceError(f"cannot write {path}: {error_reason(error)}") from error
