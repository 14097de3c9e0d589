"""Makes a new bank of files: reads them, cuts and drafts, and writes the folder of the bank beside its
sources.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from footnote.authoring.drafting import WANTED, cut_page, drafts, most_wanted, read_starter
from footnote.authoring.formatting import DRAFTS_FILE
from footnote.errors import SourceError, error_reason
from footnote.text import fold

from . import bank_text
from .bank_text import BankText, SourceText

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from footnote.authoring.drafting import CutPage, Starter
    from footnote.authoring.readers import Page, SourceFile

SOURCES_FOLDER = "sources"
"""The folder beside those of the banks that has the copies of their sources' texts."""

_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


class About(NamedTuple):
    """What an author says of a new bank and its sources; what is empty is taken from the sources."""

    title: str = ""
    publisher: str = ""
    url: str = ""
    kind: str = ""
    updated: str = ""
    licence: str = ""
    contact: str = ""
    language: str = "english"
    starter: str = ""


class NewBank(NamedTuple):
    """What was written: the files by their paths, and how many passages and drafts are in them; `later` is
    the number of drafts that wait in a file of notes.
    """

    folder: str
    files: tuple[str, ...]
    copies: tuple[str, ...]
    passages: int
    drafts: int
    later: int = 0


def make_bank(folder: str, sources: Sequence[SourceFile], about: About, wanted: int = WANTED) -> NewBank:
    """Write a new bank of drafts from these sources into a folder that has none: of the `wanted` that are
    worth most. The others go to a file of notes.

    Raises SourceError where the folder's name is no id, or a file is in the way or cannot be written, and
    BankError where the starter is broken.
    """
    named = _named(sources)
    cut = {name: cut_page(source.page, _prefix(name, len(named))) for name, source in named.items()}
    starter = read_starter(about.starter, "\n".join(copy for copy, _ in cut.values()))
    pages = ((named[name].page.title, sections) for name, (_, sections) in cut.items())
    kind = about.kind or starter.kind
    found = drafts(pages, [topic.id for topic in starter.silent], kind)
    texts = [source_text(name, named[name].page, about._replace(kind=kind), cut[name]) for name in named]
    first, later = most_wanted(found, wanted)
    entries = bank_text.entries_yaml(first, has_more=bool(later))
    new = write_bank(folder, texts, entries, about, starter, notes=bank_text.notes_yaml(later))
    return new._replace(drafts=len(first), later=len(later))


def write_bank(  # noqa: PLR0913  (each is a file of the bank, or what one is made of)
    folder: str,
    sources: Sequence[SourceText],
    entries: str,
    about: About,
    starter: Starter,
    *,
    notes: str = "",
) -> NewBank:
    """Write the files of a new bank, with the texts of its `entries.yaml` and of drafts that are no part of
    it, and the copies of its sources.

    Raises SourceError as `make_bank` does.
    """
    id = bank_id(folder)
    title = about.title or sources[0].title
    bank = BankText(id, title, about.language, about.contact or starter.contact, starter, sources)
    files = {
        "bank.yaml": bank_text.bank_yaml(bank),
        "entries.yaml": entries,
        "silent.yaml": bank_text.silent_yaml(starter),
        "synonyms.yaml": bank_text.synonyms_yaml(starter),
        DRAFTS_FILE: notes,
    }
    own = {os.path.join(folder, name): text for name, text in files.items() if text}
    beside = os.path.join(os.path.dirname(os.path.abspath(folder)), SOURCES_FOLDER, id)
    copies = {os.path.relpath(os.path.join(beside, f"{source.id}.md")): source.copy for source in sources}
    write_new({**own, **copies})
    count = sum(len(section.pieces) for source in sources for section in source.sections)
    return NewBank(folder, tuple(own), tuple(copies), count, 0)


def bank_id(folder: str) -> str:
    """The id of a bank in a folder: its name. Raises SourceError where that is no id."""
    name = os.path.basename(os.path.abspath(folder))
    if not _ID.fullmatch(name):
        better = as_id(name) or "mybank"
        raise SourceError(
            f"{name} cannot be the name of a bank; use letters, digits and hyphens, such as "
            f"{os.path.join(os.path.dirname(folder), better)}"
        )
    return name


def as_id(text: str) -> str:
    """A text as an id: its words with hyphens between them."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))[:40].strip("-")


def write_new(files: Mapping[str, str]) -> None:
    """Write files that must not exist yet. Raises SourceError before anything is written, or where that
    fails.
    """
    for path in files:
        if os.path.lexists(path):
            raise SourceError(f"{path} is there already; give another folder, or delete it first")
    for path, text in files.items():
        try:
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            with open(path, "x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except (OSError, ValueError) as error:
            raise SourceError(f"cannot write {path}: {error_reason(error)}") from error


def _named(sources: Sequence[SourceFile]) -> dict[str, SourceFile]:
    """The sources by ids that are made of the names of their files."""
    named: dict[str, SourceFile] = {}
    for source in sources:
        stem = as_id(os.path.splitext(os.path.basename(source.path))[0]) or "page"
        name, number = stem, 2
        while name in named:
            name, number = f"{stem}-{number}", number + 1
        named[name] = source
    return named


def _prefix(name: str, count: int) -> str:
    return "S" if count == 1 else f"{name}-"


def source_text(name: str, page: Page, about: About, cut: CutPage) -> SourceText:
    """A source with what its author says of it, or else the page itself."""
    return SourceText(
        name,
        about.kind,
        page.title,
        about.publisher or page.publisher,
        about.url or page.url,
        about.updated or page.updated,
        about.licence,
        cut.sections,
        cut.copy,
    )
