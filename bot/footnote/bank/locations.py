"""Finds banks and lists the files they are made of, without opening any of them.

The only module that knows where banks and their files are. Paths are plain strings and YAML is not imported:
`pathlib` alone takes as long to import as the greeting of the chat.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from footnote.errors import UnknownBank

if TYPE_CHECKING:
    from os import PathLike

BANK_FILE = "bank.yaml"
"""The one file that every bank has. A small bank has no other."""

ENTRIES_FILE = "entries.yaml"
SILENT_FILE = "silent.yaml"
SYNONYMS_FILE = "synonyms.yaml"
SECTION_FILES = (ENTRIES_FILE, SILENT_FILE, SYNONYMS_FILE)
"""Files in the same folder that may contain one section of the bank each."""

PASSAGES_FOLDER = "passages"
"""A folder with files of passages, such as one for each source."""

WORDINGS_FILE = "wordings.yaml"
"""One file for the wordings of all entries."""

WORDINGS_FOLDER = "wordings"
"""A folder with a file for the wordings of each entry: `<id>.yaml`, or several such as `<id>.journal.yaml`.
"""

QUESTIONS_FILE = "questions.yaml"
QUESTIONS_FOLDER = "questions"
"""One file, or a folder of files, of labelled questions. They measure a bank and are no part of it."""

_FILES = (BANK_FILE, *SECTION_FILES, WORDINGS_FILE, QUESTIONS_FILE)
_FOLDERS = (PASSAGES_FOLDER, WORDINGS_FOLDER, QUESTIONS_FOLDER)
"""All that a bank's folder may have."""

LEXICON_SUFFIX = ".lexicon"
"""The ending of a file of the words of a language, beside that of the language."""

DEFAULT_LANGUAGE = "english"
"""The language of texts of which nothing else is known."""

DEFAULT = "micrometastases"
"""The bank that is used where none is named."""

Stamp = tuple[int, int, int]
"""When a file was last changed (in ns), its size in bytes, and its inode number."""

Stamps = dict[str, Stamp | None]
"""The stamp of each file by its absolute path; None for a file that does not exist."""


class Layout(NamedTuple):
    """The files of a bank to which an author adds entries, silent topics and wordings.

    `wordings` is WORDINGS_FOLDER, WORDINGS_FILE, or empty where wordings are written with their entry.
    """

    entries: str = BANK_FILE
    silent: str = BANK_FILE
    wordings: str = ""


def find_bank(name: str) -> str:
    """The path of a bank, given the name of a shipped one or the path of a bank's folder or file.

    Raises UnknownBank where there is neither.
    """
    known = shipped_banks()
    if name in known:
        return os.path.join(banks_folder(), name)
    if name and os.path.exists(name):
        return name
    raise UnknownBank(name, known)


def shipped_banks() -> list[str]:
    """The names of the banks that come with the package, sorted."""
    folder = banks_folder()
    return sorted(name for name in names_in(folder) if os.path.isfile(os.path.join(folder, name, BANK_FILE)))


def banks_folder() -> str:
    """The folder of the shipped banks: inside the installed package, or `faq/` in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "faq")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(os.path.dirname(package)), "faq")


def bank_file(path: str | PathLike[str]) -> str:
    """The bank file of a bank given by its folder or by the file itself."""
    if not os.path.isdir(path):
        return os.fspath(path)
    return BANK_FILE if os.fspath(path) == "." else os.path.join(path, BANK_FILE)


def section_files(path: str | PathLike[str]) -> tuple[str, ...]:
    """The files that contain sections of the bank, those that exist."""
    folder = _folder(path)
    return tuple(name for each in SECTION_FILES if os.path.lexists(name := os.path.join(folder, each)))


def passages_files(path: str | PathLike[str]) -> list[str]:
    """The existing files of the folder of passages, sorted."""
    return files_in(os.path.join(_folder(path), PASSAGES_FOLDER), ".yaml")


def wordings_files(path: str | PathLike[str]) -> tuple[list[str], list[str]]:
    """The existing files with wordings: the one for all entries, if any, and those of the folder."""
    folder = _folder(path)
    shared = os.path.join(folder, WORDINGS_FILE)
    own = files_in(os.path.join(folder, WORDINGS_FOLDER), ".yaml")
    own.sort(key=lambda name: name.removesuffix(".yaml").split("."))  # what.yaml before what.journal.yaml
    return [shared] if os.path.lexists(shared) else [], own


def entry_id(wordings_file: str) -> str:
    """The id whose wordings are in a file of the wordings folder: its name up to the first dot."""
    return os.path.basename(wordings_file).partition(".")[0]


def question_files(path: str | PathLike[str]) -> tuple[str, ...]:
    """The existing files of labelled questions: the single one, if any, then those of the folder, sorted."""
    folder = _folder(path)
    single = os.path.join(folder, QUESTIONS_FILE)
    several = files_in(os.path.join(folder, QUESTIONS_FOLDER), ".yaml")
    return (*([single] if os.path.lexists(single) else []), *several)


def language_files(path: str | PathLike[str], language: str = "") -> tuple[str, ...]:
    """The files in which the language of a bank may be, the preferred one first, whether they exist or not.

    They are in the folder above the bank's, and in that of the shipped banks. Without the name of a
    language, the existing files of all languages.
    """
    folder = _folder(path)
    above = os.path.join(folder, "..") if os.path.basename(folder) in ("", "..") else os.path.dirname(folder)
    folders = (above, banks_folder())
    if language:
        return tuple(os.path.join(each, f"{language}.yaml") for each in folders)
    return tuple(name for each in folders for name in files_in(each, ".yaml"))


def source_files(path: str | PathLike[str]) -> tuple[str, ...]:
    """The absolute paths of all files that a bank is made of, each once.

    The bank file itself is included whether it exists or not; all others exist. Which language a bank uses is
    not known without opening it, so all language files that it may use are included.
    """
    path = os.path.abspath(path)
    shared, own = wordings_files(path)
    languages = language_files(path)
    folders = dict.fromkeys(os.path.dirname(name) for name in languages)
    lexicons = (name for folder in folders for name in files_in(folder, LEXICON_SUFFIX))
    sections = (*section_files(path), *passages_files(path))
    files = (bank_file(path), *sections, *shared, *own, *languages, *lexicons)
    return tuple(dict.fromkeys(files))


def files_of_bank(path: str | PathLike[str]) -> list[str]:
    """The existing files that a bank's author edits: its own, its wordings and its labelled questions."""
    shared, own = wordings_files(path)
    sections = (*section_files(path), *passages_files(path))
    files = [bank_file(path), *sections, *shared, *own, *question_files(path)]
    return [name for name in files if os.path.lexists(name)]


def misnamed_files(path: str | PathLike[str]) -> list[str]:
    """Files that would be read if their names ended in `.yaml` and not in `.yml`."""
    folder = _folder(path)
    single = [name for name in files_in(folder, ".yml") if f"{os.path.basename(name)[:-4]}.yaml" in _FILES]
    folders = (os.path.join(folder, name) for name in _FOLDERS)
    return single + [name for each in folders for name in files_in(each, ".yml")]


def unknown_parts(path: str | PathLike[str]) -> list[tuple[str, str]]:
    """YAML files and folders next to a bank file that no bank has, each with the part that it may be.

    That is empty for a file whose name is like no other; such folders are left out, and notes and hidden
    files always.
    """
    from difflib import get_close_matches  # takes 2 ms, and only checking a bank needs it

    folder = _folder(path)
    if os.path.basename(bank_file(path)) != BANK_FILE or not os.path.isdir(folder or "."):
        return []  # several banks of other names may be in one folder
    unknown = []
    for name in sorted(names_in(folder)):
        place, is_folder = os.path.join(folder, name), os.path.isdir(os.path.join(folder, name))
        if name in (*_FILES, *_FOLDERS) or name.lower().startswith((".", "readme", "notes")):
            continue
        similar = get_close_matches(name.lower(), _FOLDERS if is_folder else _FILES, 1, 0.75)
        if name.endswith(".yaml") or (is_folder and similar):
            unknown.append((place, similar[0] if similar else ""))
    return unknown


def layout(path: str | PathLike[str]) -> Layout:
    """The files of a bank to which new entries, topics and wordings belong."""
    own = bank_file(path)
    present = {os.path.basename(name) for name in section_files(path)}
    folder = _folder(path)
    wordings = (WORDINGS_FOLDER, WORDINGS_FILE)
    return Layout(
        entries=ENTRIES_FILE if ENTRIES_FILE in present else os.path.basename(own),
        silent=SILENT_FILE if SILENT_FILE in present else os.path.basename(own),
        wordings=next((each for each in wordings if os.path.lexists(os.path.join(folder, each))), ""),
    )


def source_stamps(path: str | PathLike[str]) -> Stamps:
    """The stamps of all source files. They differ if a file has been changed, added or deleted."""
    return {name: file_stamp(name) for name in source_files(path)}


def file_stamp(name: str) -> Stamp | None:
    """The stamp of a file, or None where it does not exist."""
    try:
        status = os.stat(name)
    except (OSError, ValueError):  # ValueError: a NUL in the path
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def names_in(folder: str) -> list[str]:
    """What is in a folder; nothing where there is none, or where it cannot be listed."""
    try:
        return os.listdir(folder or ".")
    except (OSError, ValueError):  # ValueError: a NUL in the path
        return []


def unlistable_folders(path: str | PathLike[str]) -> list[str]:
    """The folders of a bank of which it cannot be said what is in them, since this user may not list them.

    The folder above the bank's is not one of them: a language is found there by its name.
    """
    folders = [os.path.join(_folder(path), name) for name in _FOLDERS]
    return [
        folder for folder in folders if os.path.isdir(folder) and not os.access(folder, os.R_OK | os.X_OK)
    ]


def files_in(folder: str, ending: str) -> list[str]:
    """The paths of files with this ending in a folder, sorted. Hidden ones are left out."""
    shown = (name for name in names_in(folder) if name.endswith(ending) and not name.startswith("."))
    return sorted(os.path.join(folder, name) for name in shown)


def _folder(path: str | PathLike[str]) -> str:
    return os.path.dirname(bank_file(path))
