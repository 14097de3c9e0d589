"""Brings questions and answers that were edited elsewhere back into their bank, with comments and order
kept.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import yaml

from footnote.authoring.drafting import new_id
from footnote.authoring.formatting import (
    Edit,
    apply_edits,
    composed,
    format_text,
    insert_items,
    is_flow,
    items,
    span,
    value,
)
from footnote.authoring.writing import EntryText, entry_lines, folded, scalar, wrapped_list
from footnote.bank import TO_BE_WRITTEN, WORDINGS_FOLDER, layout, read_bank
from footnote.errors import SourceError, error_reason
from footnote.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from footnote.bank import Bank

    from .items import Faq, Item

ORIGIN = "imported"
"""What new wordings are grouped under in a file of the wordings folder."""


class Update(NamedTuple):
    """What an import makes of a bank: the texts of files by path, and the ids that changed, are new or
    missing.
    """

    files: dict[str, str]
    changed: list[str]
    new: list[str]
    missing: list[str]


def update_bank(folder: str, faq: Faq) -> Update:
    """The files of the bank in a folder with these items; nothing is written.

    An item belongs to the entry with its id, or else with its question. Entries without an item stay. Raises
    BankError where the bank cannot be used, SourceError where a file cannot be read.
    """
    bank = read_bank(folder)
    path = os.path.join(folder, layout(folder).entries)
    text = _read(path)
    pairs, new = _matched(bank, faq.items)
    nodes = {str(_scalar(value(node, "id"))): node for node in items(value(composed(text), "entries"))}
    edits: list[Edit] = []
    files: dict[str, str] = {}
    changed = []
    for id, item in pairs:
        found = list(_changes(text, nodes[id], bank, id, item))
        wordings = _new_wordings(bank, item)
        found += _own_wordings(text, nodes[id], wordings)
        if wordings and value(nodes[id], "wordings") is None:
            files |= _wordings_file(folder, id, wordings)
        edits += found
        changed += [id] if found or wordings else []
    text = apply_edits(text, edits)
    ids = {*bank.entries, *bank.silent}
    entries = [_new_entry(bank, item, ids) for item in new]
    text = insert_items(text, "entries", [line for entry in entries for line in entry_lines(entry)])
    missing = [id for id in bank.entries if id not in {name for name, _ in pairs}]
    if changed or new:
        files[path] = format_text(text, path)
    return Update(files, changed, [entry.id for entry in entries], missing)


def _matched(bank: Bank, found: Sequence[Item]) -> tuple[list[tuple[str, Item]], list[Item]]:
    """Each item with the id of its entry, and those that have none."""
    by_question = {plain(entry.question): entry.id for entry in bank.entries.values()}
    pairs: dict[str, Item] = {}
    new = []
    for item in found:
        id = item.id if item.id in bank.entries else by_question.get(plain(item.question), "")
        if id and id not in pairs:
            pairs[id] = item
        elif not id:
            new.append(item)
    return list(pairs.items()), new


def _changes(text: str, node: yaml.Node, bank: Bank, id: str, item: Item) -> Iterator[Edit]:
    entry = bank.entries[id]
    if item.question != entry.question:
        yield _replaced(text, node, "question", item.question)
    if item.answer.strip() != entry.answer.strip():
        yield _replaced(text, node, "answer", item.answer)
    if item.about and item.about != entry.about and value(node, "about") is not None:
        yield _replaced(text, node, "about", item.about)
    cites = value(node, "cites")
    if (
        cites is not None
        and item.cites
        and item.cites != entry.cites
        and set(item.cites) <= bank.passages.keys()
    ):
        yield Edit(*span(text, cites), f"[{', '.join(item.cites)}]")


def _replaced(text: str, node: yaml.Node, key: str, new: str) -> Edit:
    """The edit that writes another text under a key of an entry."""
    old = value(node, key)
    if old is None:  # an entry that was read has both
        return Edit(0, 0, "")
    start, end = span(text, old)
    indent = " " * node.start_mark.column
    written = "\n".join(folded(new, key, indent)).removeprefix(f"{indent}{key}: ")
    in_block = getattr(old, "style", None) in {"|", ">"}
    return Edit(start, end, f"{written}\n" if in_block else written)


def _new_wordings(bank: Bank, item: Item) -> list[str]:
    """The wordings of an item that the bank does not have anywhere."""
    known = {plain(wording) for _, wording in bank.wordings()}
    return [wording for wording in item.wordings if plain(wording) and plain(wording) not in known]


def _own_wordings(text: str, node: yaml.Node, new: Sequence[str]) -> Iterator[Edit]:
    """The edit that adds wordings to those which are written with their entry."""
    old = value(node, "wordings")
    if old is None or not new:
        return
    indent = " " * node.start_mark.column
    if is_flow(old):
        every = [*(str(each.value) for each in items(old)), *new]
        lines = list(wrapped_list(every, f"{indent}wordings: ", f"{indent}  "))
        yield Edit(*span(text, old), "\n".join(lines).removeprefix(f"{indent}wordings: "))
    else:
        _, end = span(text, old)
        dash = " " * old.start_mark.column
        yield Edit(end, end, "".join(f"\n{dash}- {scalar(wording)}" for wording in new))


def _wordings_file(folder: str, id: str, new: Sequence[str]) -> dict[str, str]:
    path = os.path.join(folder, WORDINGS_FOLDER, f"{id}.{ORIGIN}.yaml")
    before = _read(path).rstrip("\n") if os.path.exists(path) else f"schema: 1\nwordings:\n  {ORIGIN}:"
    return {path: "\n".join([before, *(f"    - {scalar(wording)}" for wording in new)]) + "\n"}


def _new_entry(bank: Bank, item: Item, ids: set[str]) -> EntryText:
    """An entry for an item; without passages to cite it stays a draft."""
    id = (
        item.id
        if item.id and item.id not in ids and item.id.replace("-", "").isalnum()
        else new_id(item.question, ids)
    )
    ids.add(id)
    is_cited = item.cites and set(item.cites) <= bank.passages.keys()
    cites = item.cites if is_cited else (TO_BE_WRITTEN,)
    return EntryText(id, item.question, item.answer, cites, item.wordings, item.about)


def _scalar(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read: {error_reason(error)}") from error
