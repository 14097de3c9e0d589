"""What an author should know about a bank before others ask it: its problems, and advice.

Problems keep a bank from being used, and come from the loader. Advice does not: each piece is a `Problem`
too, with its line, whose message begins with `ADVICE`.
"""

from __future__ import annotations

import os
import re
from itertools import chain
from typing import TYPE_CHECKING

from footnote.errors import BankError, Problem

from .loader import examine
from .yaml_nodes import Items, Pairs, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .models import Bank, Entry
    from .validation import Draft
    from .yaml_nodes import Node

    Advice = Iterator[tuple[Node, str]]

ADVICE = "advice: "
LONGEST_ANSWER = 60
"""Words: what somebody who is frightened reads to its end (faq/README.md)."""

FEWEST_WORDINGS = 10
"""Ways to ask one thing (faq/README.md)."""

_MARK = re.compile(r"\s*\[[0-9]+\]")


def check(path: Path) -> list[Problem]:
    """All problems of the bank in a folder or file, and then advice, each in the order of the file."""
    try:
        bank, problems, draft, beside = examine(path)
    except BankError as error:
        return list(error.problems)
    advisers = (_folder, _passages, _references, _entries)
    advice = [(draft, *said) for advise in advisers for said in advise(bank, draft)]
    return problems + sorted(
        Problem(each.file, node.mark.line + 1, node.mark.column + 1, ADVICE + message)
        for each, node, message in chain(advice, _wordings(bank, draft, beside))
    )


def is_advice(problem: Problem) -> bool:
    """Whether a bank can be used in spite of this."""
    return problem.message.startswith(ADVICE)


def _folder(bank: Bank, draft: Draft) -> Advice:
    folder, file = os.path.split(os.path.abspath(draft.file))
    name = os.path.basename(folder)
    node = _value(draft.root, "id")
    if node and file == "bank.yaml" and bank.id and bank.id != name:
        yield node, f"the id of a bank is its folder's name; write {name}, or rename the folder"


def _passages(bank: Bank, draft: Draft) -> Advice:
    cited = {passage for entry in bank.entries.values() for passage in entry.cites}
    for key, _ in _pairs(_value(draft.root, "passages")):
        if isinstance(key, Scalar) and key.text in bank.passages and key.text not in cited:
            yield key, f"nothing cites {key.text}; write an entry that does, or delete it"


def _references(bank: Bank, draft: Draft) -> Advice:
    used = {number for passage in bank.passages.values() for number in passage.references}
    nodes = _items(_value(_value(draft.root, "source"), "references"))
    for node, reference in zip(nodes, bank.source.references, strict=False):
        if reference.number and reference.number not in used:
            yield node, f"no passage has reference {reference.number}; add it to one, or delete it"


def _entries(bank: Bank, draft: Draft) -> Advice:
    for node in _items(_value(draft.root, "entries")):
        entry = bank.entries.get(_text(_value(node, "id")))
        for key, message in _entry(entry) if entry else ():
            yield _value(node, key) or node, message


def _entry(entry: Entry) -> Iterator[tuple[str, str]]:
    """Advice on one entry, each under the key it is about."""
    if entry.question and not entry.question.endswith("?"):
        yield "question", "people are offered this as a question; end it with a question mark"
    words = len(_MARK.sub("", entry.answer).split())
    if words > LONGEST_ANSWER:
        yield "answer", f"the answer has {words} words; write {LONGEST_ANSWER} at most"


def _wordings(bank: Bank, draft: Draft, beside: Draft | None) -> Iterator[tuple[Draft, Node, str]]:
    """Advice on entries with few wordings, at the list to go on with: the one beside the bank, if any."""
    kept = {_text(key): node for key, node in _pairs(_value(beside.root, "wordings"))} if beside else {}
    for node in _items(_value(draft.root, "entries")):
        id = _text(_value(node, "id"))
        written = len(bank.entries[id].wordings) if id in bank.entries else 0
        if 0 < written < FEWEST_WORDINGS:
            message = f"only {written} of {FEWEST_WORDINGS} wordings; write more ways to ask it"
            if beside and id in kept:
                yield beside, kept[id], message
            else:
                yield draft, _value(node, "wordings") or node, message


# The tree again, for where things stand. What is wrong with it has been said, so nothing is here.


def _pairs(node: Node | None) -> list[tuple[Node, Node]]:
    return list(node.items()) if isinstance(node, Pairs) else []


def _items(node: Node | None) -> list[Node]:
    return node.nodes if isinstance(node, Items) else []


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _value(node: Node | None, key: str) -> Node | None:
    return next((value for name, value in _pairs(node) if _text(name) == key), None)
