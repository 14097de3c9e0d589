"""Banks on disk: where they are, and how a folder with a `bank.yaml` (and `wordings.yaml`) becomes a `Bank`.

Reads files and does nothing else with the world. What a bank may hold is `schema`'s business, what a
language file may hold `language`'s.
"""

from __future__ import annotations

import hashlib
import os
from errno import EFBIG, EINVAL
from functools import cache
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, NamedTuple

from footnote.errors import BankError, Problem, UnknownBank
from footnote.text import Language

from . import language_schema as language, schema
from .locations import BANK_FILE, DEFAULT_LANGUAGE, WORDINGS_FILE
from .models import Bank
from .validation import Draft

if TYPE_CHECKING:
    from .validation import Fields

LARGEST = 16 * 2**20
"""Bytes a file may have: some hundred times the largest bank we know."""


class Examined(NamedTuple):
    """A bank, worth asking only if it has no problems; the problems; and the files it was made from."""

    bank: Bank
    problems: list[Problem]
    draft: Draft
    beside: Draft | None


def find(name: str) -> Path:
    """The path of a bank given by the name of a shipped one, or by the path of its folder or file.

    Raises UnknownBank where there is neither.
    """
    known = shipped()
    if name in known:
        return _home() / name
    if name and os.path.exists(name):
        return Path(name)
    raise UnknownBank(name, known)


def shipped() -> list[str]:
    """The names of the banks that come with the package."""
    home = str(_home())
    names = os.listdir(home) if os.path.isdir(home) else []
    return sorted(name for name in names if os.path.isfile(os.path.join(home, name, BANK_FILE)))


def read(path: Path) -> Bank:
    """The bank in a folder, or in a file.

    Raises BankError with every problem of the bank, of the wordings beside it and of its language file.
    """
    bank, problems, *_ = examine(path)
    if problems:
        raise BankError(problems)
    return bank


def examine(path: Path) -> Examined:
    """A bank with all that is wrong with it. Raises BankError for a file that cannot be read at all."""
    draft = opened(path / BANK_FILE if os.path.isdir(path) else path)
    fields = draft.top(schema.BANK)
    beside = _wordings(Path(draft.file).parent)
    shared = _language(fields, Path(draft.file).parent)
    drafts = [each for each in (draft, beside, shared) if each]
    words = language.language(shared, default_language) if shared else Language("")
    bank = schema.bank(draft, beside, fields, words, _version(drafts))
    problems = [problem for each in drafts for problem in sorted(each.problems)]
    return Examined(bank, problems, draft, beside)


def opened(file: Path) -> Draft:
    """A file's content. Raises BankError for one that cannot be read at all."""
    try:
        return Draft(_bytes(file), str(file))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise BankError([Problem(str(file), 1, 1, reason[:1].lower() + reason[1:])]) from error


def _bytes(file: Path) -> bytes:
    if not S_ISREG(os.stat(file).st_mode):  # a pipe would wait for ever
        raise OSError(EINVAL, f"this is no file; write the path of a bank's folder or of its {BANK_FILE}")
    with open(file, "rb") as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise OSError(EFBIG, f"this file is larger than {LARGEST // 2**20} MB, and so no bank; split it")
    return data


def _wordings(folder: Path) -> Draft | None:
    """The file of wordings beside a bank's own, if there is one."""
    file = folder / WORDINGS_FILE
    return opened(file) if os.path.lexists(file) else None


def _language(fields: Fields, folder: Path) -> Draft | None:
    """The language file that a bank names: the one beside its folder, or else the shipped one."""
    name = fields.text("language", language.ID)
    if not name:
        return None
    beside = folder.parent if folder.name not in ("", "..") else folder / ".."
    for home in (beside, _home()):
        file = home / f"{name}.yaml"
        if os.path.isfile(file):
            return opened(file)
    message = f"there is no file {name}.yaml beside the bank's folder; add it, or write english"
    fields.wrong("language", message)
    return None


@cache
def default_language() -> Language:
    """The language of texts of which nothing else is known: that of the shipped banks.

    Raises BankError where its file cannot be used.
    """
    draft = opened(_home() / f"{DEFAULT_LANGUAGE}.yaml")
    found = language.language(draft, lambda: Language(DEFAULT_LANGUAGE))
    if draft.problems:
        raise BankError(sorted(draft.problems))
    return found


def _version(drafts: list[Draft]) -> str:
    """A fingerprint of the files, the same where git has changed their line ends."""
    contents = [draft.data.replace(b"\r\n", b"\n") for draft in drafts]
    return "sha256:" + hashlib.sha256(b"\0".join(contents)).hexdigest()


def _home() -> Path:
    """The folder of the shipped banks: in the package when installed, beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "faq"
    return inside if os.path.isdir(inside) else package.parent.parent / "faq"
