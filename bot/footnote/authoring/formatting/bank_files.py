"""Formats the files of a bank on disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import yaml

from footnote.bank import bank_file, file_content, files_of_bank, replace_file
from footnote.errors import BankError, Problem, SourceError, error_reason

from . import finishing
from .answers import complete_answers, read_known
from .canonical import format_text
from .layout import Unformattable
from .spare_passages import PASSAGES_FILE, Parted, put_aside, take_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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

    Passages that an answer names come back from the spare ones. `finish` takes out what is left of a new
    bank: drafts, and passages that nothing cites. Raises BankError where a file is not YAML, SourceError
    where one cannot be read or no entry is written yet.
    """
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    names = files_of_bank(path) if os.path.isdir(path) or finish else [path]
    main, spare = bank_file(folder or "."), os.path.join(folder, PASSAGES_FILE)
    before = {name: _read(name) for name in {*names, *filter(os.path.isfile, (main, spare))}}
    try:
        after, left = _changed({name: before[name] for name in names}, before, main, finish=finish)
    except yaml.YAMLError:
        _raise_problems(sorted(before))
    kept = {name: text for name, text in after.items() if name in names or text != before.get(name, "")}
    return Outcome(tuple(_formatted(name, before.get(name, ""), text) for name, text in kept.items()), left)


def _changed(
    texts: dict[str, str], before: Mapping[str, str], main: str, *, finish: bool
) -> tuple[dict[str, str], int]:
    """The texts of files after what is done to their marks, passages and drafts, and the drafts taken out."""
    spare, extra, left = os.path.join(os.path.dirname(main), PASSAGES_FILE), dict[str, str](), 0
    if finish:
        texts, extra, left = _finish(texts, main)
    parted = Parted(texts.get(main) or before.get(main, ""), before.get(spare, ""))
    parted = take_back(parted, {id for text in texts.values() for id in finishing.marked(text)})
    passages = finishing.passage_ids(parted.bank)
    texts = {name: _edited(text, passages) for name, text in {**texts, main: parted.bank}.items()}
    if finish:
        used = {id for text in texts.values() for id in finishing.cited(text)}
        parted = put_aside(Parted(texts[main], parted.spare), used)
        texts[main] = parted.bank
    return {**texts, **extra, spare: parted.spare}, left


def _edited(text: str, passages: set[str]) -> str:
    if "entries" not in text:
        return text
    return finishing.fold_answers(finishing.without_quotes(finishing.number_marks(text, passages)))


def _finish(texts: dict[str, str], main: str) -> tuple[dict[str, str], dict[str, str], int]:
    """The texts without drafts, the text of the file with the drafts, and the number of drafts."""
    name = next((each for each in texts if os.path.basename(each) == "entries.yaml"), main)
    known = read_known(os.path.dirname(main) or ".")
    texts = {**texts, name: complete_answers(texts[name], known, name)}
    done = finishing.without_drafts(texts[name])
    if not done.written:
        raise SourceError(f"no answer is written in {name} yet; write one, then finish the bank")
    if not done.left:
        return texts, {}, 0
    notes = os.path.join(os.path.dirname(main), finishing.DRAFTS_FILE)
    old = _read(notes) if os.path.exists(notes) else finishing.DRAFTS_HEAD
    return {**texts, name: done.text}, {notes: f"{old.rstrip()}\n\n{done.drafts}"}, done.left


def _formatted(name: str, before: str, text: str) -> Formatted:
    if os.path.basename(name) in {finishing.DRAFTS_FILE, PASSAGES_FILE}:
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
        return file_content(path).decode()
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is not text in UTF-8; save it as UTF-8") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read: {error_reason(error)}") from error


def _raise_problems(names: Iterable[str]) -> NoReturn:
    """Raise BankError with what is wrong with these files as YAML."""
    from footnote.bank import open_document

    problems = [problem for name in names for problem in open_document(name).problems]
    raise BankError(problems or [Problem(next(iter(names), ""), 1, 1, "this cannot be read as YAML")])


def write_text(path: str, text: str) -> None:
    """Write a file that is never half written. Raises SourceError where that fails."""
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        mode = os.stat(path).st_mode if os.path.exists(path) else 0o644
        replace_file(path, text.encode(), mode & 0o777)
    except (OSError, ValueError) as error:
        raise SourceError(f"cannot write {path}: {error_reason(error)}") from error
