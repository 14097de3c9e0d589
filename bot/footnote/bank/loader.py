"""Reads a bank from disk: opens its files, and makes a `Bank` of them with `schema` and `language_schema`."""

from __future__ import annotations

import hashlib
import os
from errno import EFBIG, EINVAL
from functools import cache
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, NamedTuple

from footnote.errors import BankError, Problem, error_reason
from footnote.text import Language

from . import formats, language_schema, locations
from .models import Bank
from .schema import BankParser, Files, top_fields
from .validation import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from os import PathLike

    from .validation import Fields
    from .yaml_nodes import Node

MAX_BANK_FILE_BYTES = 16 * 2**20
"""Bytes that a file may have: some hundred times the largest bank we know."""


class ParsedBank(NamedTuple):
    """A bank, which can be used only if it has no problems, and where in its files its parts are.

    `fields` has the nodes of its top-level keys; `wordings` those of the lists in files for wordings, by id.
    """

    bank: Bank
    problems: list[Problem]
    file: str
    fields: Fields
    wordings: Mapping[str, list[Node]]


def read_bank(path: str | PathLike[str]) -> Bank:
    """The bank in a folder or file.

    Raises BankError with every problem of the bank, of its other files and of its language.
    """
    bank, problems, *_ = parse(path)
    if problems:
        raise BankError(problems)
    return bank


def parse(path: str | PathLike[str]) -> ParsedBank:
    """The bank in a folder or file with all its problems, sorted by file, line and column."""
    problems: list[Problem] = []
    files = _open_all(str(Path(path)), problems)
    for folder in locations.unlistable_folders(files.main.file):
        message = f"the folder {os.path.basename(folder)} cannot be listed; give yourself the right to do so"
        problems.append(Problem(files.main.file, 1, 1, message))
    fields = top_fields(files)
    language_file = _open_language(fields, files.main.file, problems)
    shared = [language_file] if language_file else []
    language = _language(shared, problems)
    parser = BankParser(files)
    bank = parser.bank(fields, language, _version(files, shared))
    documents = (*_own_documents(files), *shared)
    order = {document.file: number for number, document in enumerate(documents)}
    problems.sort(key=lambda problem: (order[problem.file], problem))
    return ParsedBank(bank, problems, files.main.file, fields, parser.wordings.lists)


def _language(shared: list[Document], problems: list[Problem]) -> Language:
    """The language of the first of these documents, if any; that of its safety file is added to them."""
    if not shared:
        return Language("")

    def open_safety(name: str) -> Document | None:
        """The safety file next to that of the language, or else the shipped one."""
        for folder in (os.path.dirname(shared[0].file), locations.banks_folder()):
            if os.path.isfile(path := os.path.join(folder, f"{name}.yaml")):
                shared.append(open_document(path, problems))
                return shared[-1]
        return None

    return _language_in(shared[0], default_language, open_safety)


def _language_in(
    file: Document, default: Callable[[], Language], open_safety: Callable[[str], Document | None]
) -> Language:
    def lexicon(name: str) -> str | None:
        try:
            return file_content(os.path.join(os.path.dirname(file.file), name)).decode("utf-8", "replace")
        except (OSError, ValueError):
            return None

    return language_schema.language(file, default, lexicon, open_safety)


def open_document(file: str | PathLike[str], problems: list[Problem] | None = None) -> Document:
    """A YAML file; that it cannot be opened is one of its problems."""
    name = str(file)
    try:
        return Document(file_content(name), name, problems)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error_reason(error)
        document = Document(b"{}", name, problems)
        document.root = None
        document.problems.append(Problem(name, 1, 1, reason[:1].lower() + reason[1:]))
        return document


def _open_all(path: str, problems: list[Problem]) -> Files:
    """The files of a bank, apart from its language."""

    def opened(names: Iterable[str]) -> list[Document]:
        return [open_document(name, problems) for name in names]

    main = open_document(locations.bank_file(path), problems)
    sections = {os.path.basename(each.file): each for each in opened(locations.section_files(path))}
    passages = opened(locations.passages_files(path))
    shared, entry_files = locations.wordings_files(path)
    return Files(main, sections, passages, next(iter(opened(shared)), None), opened(entry_files))


def _own_documents(files: Files) -> tuple[Document, ...]:
    shared = [files.wordings] if files.wordings else []
    return (files.main, *files.sections.values(), *files.passages, *shared, *files.entry_wordings)


def file_content(file: str) -> bytes:
    """The bytes of a file. Raises OSError where it is not a regular file, or too large."""
    if not S_ISREG(os.stat(file).st_mode):  # reading a pipe might never end
        message = f"this is not a file; write the path of a bank's folder or of its {locations.BANK_FILE}"
        raise OSError(EINVAL, message)
    with open(file, "rb") as stream:
        data = stream.read(MAX_BANK_FILE_BYTES + 1)
    if len(data) > MAX_BANK_FILE_BYTES:
        raise OSError(EFBIG, f"this file is larger than {MAX_BANK_FILE_BYTES // 2**20} MB; split it")
    return data


def _open_language(fields: Fields, bank_file: str, problems: list[Problem]) -> Document | None:
    """The language file that a bank names: the one in the folder above, or else the shipped one."""
    name = fields.text("language", formats.ID)
    if not name:
        return None
    for file in locations.language_files(bank_file, name):
        if os.path.isfile(file):
            return open_document(file, problems)
    message = f"there is no file {name}.yaml in the folder above the bank's; add it, or write english"
    fields.report("language", message)
    return None


@cache
def default_language() -> Language:
    """The language of texts of which nothing else is known: that of the shipped banks.

    Raises BankError where its file cannot be used.
    """
    document = open_document(os.path.join(locations.banks_folder(), f"{locations.DEFAULT_LANGUAGE}.yaml"))
    folder = locations.banks_folder()

    def open_safety(name: str) -> Document | None:
        path = os.path.join(folder, f"{name}.yaml")
        return open_document(path, document.problems) if os.path.isfile(path) else None

    language = _language_in(document, lambda: Language(locations.DEFAULT_LANGUAGE), open_safety)
    if document.problems:
        raise BankError(sorted(document.problems))
    return language


def _version(files: Files, shared: Iterable[Document]) -> str:
    """A hash of all files, which stays the same where git changes their line ends.

    The names of files in the wordings folder are part of it, since they say which entry the wordings are for.
    """
    names = {each.file: os.path.basename(each.file).encode(errors="replace") for each in files.entry_wordings}
    documents = (*_own_documents(files), *shared)
    contents = [names.get(each.file, b"") + each.data.replace(b"\r\n", b"\n") for each in documents]
    return "sha256:" + hashlib.sha256(b"\0".join(contents)).hexdigest()
