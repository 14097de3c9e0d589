"""From what is given as `--bank` to the bot, or to the YAML files of the bank where a command needs them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from footnote.bank import (
    bank_file,
    banks_folder,
    find_bank,
    names_in,
    question_files,
    shipped_banks,
    source_files,
)
from footnote.console import say_preparing
from footnote.errors import BankError, BotError
from footnote.runtime import is_compiled, load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from footnote.bank import Bank
    from footnote.dialogue import Bot


class NotYaml(BotError):
    """The path is not that of a bank's YAML files. The message says which path to give."""


class NotYours(BotError):
    """A command would change a bank that came with the program. The message says what to give instead."""


def refuse_shipped(names: Sequence[str], what: str) -> None:
    """Raises NotYours where `what`, a command or option, would change a bank of the program: where the name
    of one is among these, or none is. By its path, such a bank is changed like any other.
    """
    if not names:
        raise NotYours(
            f"{what} changes the files of a bank: give the path of your bank's folder, such as faq/mybank. "
            f"To change a bank of the program, copy it from {banks_folder()}, and give the path of the copy"
        )
    if shipped := next(filter(shipped_banks().__contains__, names), ""):
        raise NotYours(
            f"{shipped} is a bank of the program, in {find_bank(shipped)}, and {what} would change that one: "
            f"copy this folder, and give the path of the copy, such as ./{shipped}; in a checkout of the "
            "program, give the path of the folder there"
        )


def yaml_path(name: str) -> str:
    """The folder or file of a bank, given the name of a shipped one or a path.

    Raises UnknownBank where there is none, NotYaml for a compiled bank, a part of a bank, and a folder of
    banks.
    """
    path = find_bank(name)
    if is_compiled(path):
        raise NotYaml(f"{path} is a compiled bank; give the folder of its YAML files")
    if _has_bank(path):
        return path
    if whole := _whole(path):
        raise NotYaml(f"{path} is a part of a bank; give the bank's folder, {whole}")
    if inside := _banks_in(path):
        raise NotYaml(f"{path} is no bank, but has banks in it; give the folder of one, such as {inside[0]}")
    return path


def whole_banks(names: Sequence[str]) -> list[str]:
    """The banks that these names, or files of banks, belong to, each once: git hooks name the files that
    changed.
    """
    return list(dict.fromkeys(_bank_of(name) if os.path.isfile(name) else name for name in names))


def _bank_of(file: str) -> str:
    """The folder of the bank that a file belongs to; the file itself where it belongs to none."""
    above = os.path.dirname(file) or "."
    if _has_bank(above) and os.path.samefile(file, bank_file(above)):
        return above
    whole = _whole(file)
    return os.path.relpath(whole) if whole and not os.path.isabs(file) else whole or file


def read_yaml(name: str) -> Bank:
    """The bank of this name or path, read from its YAML files. Raises as `yaml_path` does, and BankError."""
    from footnote.bank import read_bank

    return read_bank(yaml_path(name))


def load_bot(name: str) -> Bot:
    """The bot of the bank of this name or path, compiled or not.

    Raises UnknownBank, NotYaml for a part of a bank or a folder of banks, and BankError.
    """
    try:
        return load(name, preparing=say_preparing)
    except BankError:
        if not is_compiled(find_bank(name)):
            yaml_path(name)  # says what it is instead, if it is no bank
        raise


def _whole(path: str) -> str:
    """The folder of the bank that a file or folder is a part of; an empty text where it is none."""
    path = os.path.abspath(path)
    above = os.path.dirname(path)
    for folder in (above, os.path.dirname(above)):  # wordings/what.yaml is two levels below the bank
        if _has_bank(folder) and (os.path.isdir(path) or path in _parts(folder)):
            return folder
    return ""


def _parts(folder: str) -> set[str]:
    """The files of a bank but its bank file: none of them is a bank by itself."""
    return {*source_files(folder), *question_files(folder)} - {bank_file(folder)}


def _banks_in(path: str) -> list[str]:
    """The folders of the banks in a folder, sorted."""
    names = sorted(names_in(path))
    return [folder for folder in (os.path.join(path, name) for name in names) if _has_bank(folder)]


def _has_bank(folder: str) -> bool:
    return os.path.isdir(folder) and os.path.isfile(bank_file(folder))
