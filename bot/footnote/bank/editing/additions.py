"""New wordings and silent topics of a bank: which files they belong to, and these files with them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import yaml

from footnote.bank.locations import (
    ENTRIES_FILE,
    SILENT_FILE,
    WORDINGS_FILE,
    WORDINGS_FOLDER,
    bank_file,
    layout,
)

from . import yaml_lists
from .files import Edit, read
from .yaml_lists import CannotEdit, Where, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from os import PathLike

    from footnote.bank.models import Bank


def add_wordings(
    path: str | PathLike[str], bank: Bank, id: str, wordings: Sequence[str], origin: str
) -> Edit:
    """The edit that adds wordings to an entry or silent topic of the bank at a path. `origin` says where they
    come from. Nothing is written. Raises CannotEdit, with file and line, where they cannot be added.
    """
    files = layout(path)
    folder = os.path.dirname(bank_file(path))
    if files.wordings == WORDINGS_FOLDER:
        file = os.path.join(folder, WORDINGS_FOLDER, f"{id}.yaml")
        return _edited(file, lambda text: _in_own_file(text, wordings, origin))
    if files.wordings == WORDINGS_FILE:
        file = os.path.join(folder, WORDINGS_FILE)
        return _edited(file, lambda text: _in_shared_file(text, id, wordings, origin))
    section, name = ("entries", files.entries) if id in bank.entries else ("silent", files.silent)
    file = os.path.join(folder, name) if name in (ENTRIES_FILE, SILENT_FILE) else bank_file(path)
    place = (section, Where("id", id), "wordings")
    return _edited(file, lambda text: yaml_lists.add_items(text, place, wordings, origin))


def add_silent_topic(  # noqa: PLR0913, PLR0917  (all that a topic is made of)
    path: str | PathLike[str], bank: Bank, id: str, about: str, wordings: Sequence[str], origin: str
) -> list[Edit]:
    """The edits that add a silent topic with its wordings. Raises CannotEdit as `add_wordings` does."""
    files = layout(path)
    folder = os.path.dirname(bank_file(path))
    file = os.path.join(folder, files.silent) if files.silent == SILENT_FILE else bank_file(path)
    lines = [f"- id: {id}", f"  about: {quoted(about)}"]
    if not files.wordings:
        lines += ["  wordings:", *(f"    - {quoted(wording)}  # {origin}" for wording in wordings)]
    edit = _edited(file, lambda text: _with_topic(text, lines))
    return [edit, add_wordings(path, bank, id, wordings, origin)] if files.wordings else [edit]


def _with_topic(text: str, lines: Sequence[str]) -> str:
    if yaml_lists.has(text, ("silent",)):
        return yaml_lists.add_block(text, ("silent",), lines)
    ending = "\r\n" if "\r\n" in text else "\n"
    separator = "" if not text or text.endswith("\n") else ending
    return text + separator + ending.join(["silent:", *(f"  {line}" for line in lines), ""])


def _in_own_file(text: str, wordings: Sequence[str], origin: str) -> str:
    """Under their origin, in the file of one entry."""
    group = [f"{quoted(origin)}:", *(f"  - {quoted(wording)}" for wording in wordings)]
    if not text.strip():
        return "\n".join(["schema: 1", "wordings:", *(f"  {line}" for line in group), ""])
    if yaml_lists.has(text, ("wordings", origin)):
        return yaml_lists.add_items(text, ("wordings", origin), wordings)
    return yaml_lists.add_block(text, ("wordings",), group)


def _in_shared_file(text: str, id: str, wordings: Sequence[str], origin: str) -> str:
    if yaml_lists.has(text, ("wordings", id)):
        return yaml_lists.add_items(text, ("wordings", id), wordings, origin)
    lines = [f"{id}:", *(f"  - {quoted(wording)}  # {origin}" for wording in wordings)]
    return yaml_lists.add_block(text, ("wordings",), lines)


def _edited(file: str, edit: Callable[[str], str]) -> Edit:
    """The edit of one file, whose text `edit` changes; an error gets the name of the file."""
    before = read(file)
    try:
        after = edit((before or b"").decode("utf-8"))
    except (CannotEdit, yaml.YAMLError, UnicodeDecodeError) as error:
        reason = str(error) if isinstance(error, CannotEdit) else "this cannot be read as YAML in UTF-8"
        raise CannotEdit(f"{file}:{reason if reason[:1].isdigit() else ' ' + reason}") from error
    return Edit(file, before, after.encode("utf-8"))
