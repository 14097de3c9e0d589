"""Checks a bank for its author: the problems that prevent its use, and advice.

Problems come from the loader. Advice is a `Problem` too, whose message begins with `ADVICE`; a bank can be
used in spite of it.
"""

from __future__ import annotations

import os
from itertools import chain
from typing import TYPE_CHECKING

from footnote.errors import Problem

from .loader import parse
from .locations import BANK_FILE, misnamed_files, unknown_parts
from .yaml_nodes import Items, Pairs, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from .loader import ParsedBank
    from .models import Source
    from .yaml_nodes import Node

    Advice = Iterator[tuple[Node, str]]

ADVICE = "advice: "

MIN_WORDINGS = 10
"""Wordings that an entry should have (faq/README.md)."""

MAX_FEW = 3
"""Entries with few wordings that are reported one by one: of a new bank, all have few."""

OLD_THRESHOLDS = ("answer", "clarify", "margin")
"""Keys of `policy` that banks had before one number decided."""

_UNKNOWN_PART = "there is no such part of a bank, and it is not read"
_PARTS = "faq/README.md lists the files of a bank"


def check_bank(path: str | PathLike[str]) -> list[Problem]:
    """All problems of the bank in a folder or file, then advice, both sorted by file, line and column."""
    return check_parsed(parse(path))


def check_parsed(parsed: ParsedBank) -> list[Problem]:
    """The same of a bank that was parsed already."""
    advisers = (_bank_id, _policy, _helplines, _passages, _references, _entries, _wordings)
    advice = [
        Problem(node.mark.name, node.mark.line + 1, node.mark.column + 1, ADVICE + message)
        for node, message in chain.from_iterable(adviser(parsed) for adviser in advisers)
    ]
    advice += [
        Problem(name, 1, 1, f"{ADVICE}this file is not read; rename it so that it ends in .yaml")
        for name in misnamed_files(parsed.file)
    ]
    advice += [
        Problem(name, 1, 1, f"{ADVICE}{_UNKNOWN_PART}; {f'did you mean {part}?' if part else _PARTS}")
        for name, part in unknown_parts(parsed.file)
    ]
    return parsed.problems + sorted(advice)


def is_advice(problem: Problem) -> bool:
    """Whether a bank can be used in spite of this problem."""
    return problem.message.startswith(ADVICE)


def _bank_id(parsed: ParsedBank) -> Advice:
    folder, file = os.path.split(os.path.abspath(parsed.file))
    name = os.path.basename(folder)
    node = parsed.fields.node("id")
    if node and file == BANK_FILE and parsed.bank.id and parsed.bank.id != name:
        yield node, f"the id of a bank is the name of its folder; write {name}, or rename the folder"


def _helplines(parsed: ParsedBank) -> Advice:
    """Whether a bank about health says whom to call; an empty list says that its author knows of nobody."""
    node, bank = parsed.fields.node("subject"), parsed.bank
    if node and bank.subject == "health" and not bank.helpline and not parsed.fields.node("helplines"):
        yield (
            node,
            "nobody is named to call in a crisis or an emergency; list whom under `helplines`, or write []",
        )


def _policy(parsed: ParsedBank) -> Advice:
    old = [key for key, _ in _pairs(parsed.fields.node("policy")) if _text(key) in OLD_THRESHOLDS]
    if old:
        names = ", ".join(map(_text, old))
        belong = (
            "belongs to an older version and has" if len(old) == 1 else "belong to an older version and have"
        )
        yield old[0], f"{names} {belong} no effect; write careful: {parsed.bank.policy.careful}"


def _passages(parsed: ParsedBank) -> Advice:
    bank = parsed.bank
    cited = {passage for entry in bank.entries.values() for passage in entry.cites}
    if not cited or not cited <= bank.passages.keys():
        return  # reported: entries are missing, or the id of one of the passages
    for key, _ in _pairs(parsed.fields.node("passages")):
        if isinstance(key, Scalar) and key.text in bank.passages and key.text not in cited:
            yield key, f"no entry cites {key.text}; write one that does, or delete the passage"


def _references(parsed: ParsedBank) -> Advice:
    bank = parsed.bank
    used = {(passage.source, number) for passage in bank.passages.values() for number in passage.references}
    for node, source in _sources(parsed) if bank.passages else ():
        for place, reference in zip(_items(_value(node, "references")), source.references, strict=False):
            if reference.number and (source.id, reference.number) not in used:
                yield place, f"no passage has reference {reference.number}; add it to one, or delete it"


def _sources(parsed: ParsedBank) -> Iterator[tuple[Node, Source]]:
    """Each source with its node."""
    if only := parsed.fields.node("source"):
        yield only, parsed.bank.source
    for key, node in _pairs(parsed.fields.node("sources")):
        if source := parsed.bank.sources.get(_text(key)):
            yield node, source


def _entries(parsed: ParsedBank) -> Advice:
    for node in _items(parsed.fields.node("entries")):
        entry = parsed.bank.entries.get(_text(_value(node, "id")))
        if entry and entry.question and not entry.question.endswith("?"):
            place = _value(node, "question") or node
            yield place, "people are offered this as a question; end it with a question mark"


def _wordings(parsed: ParsedBank) -> Advice:
    """Advice on entries with few wordings, at the list to add to: of many, at the shortest."""
    found = sorted(_few_wordings(parsed), key=lambda each: each[1])
    others = f", and {len(found) - 1} other entries have few" if len(found) > MAX_FEW else ""
    for place, count in found[:1] if others else found:
        yield place, f"only {count} of {MIN_WORDINGS} wordings{others}; write more ways to ask it"


def _few_wordings(parsed: ParsedBank) -> Iterator[tuple[Node, int]]:
    for node in _items(parsed.fields.node("entries")):
        id = _text(_value(node, "id"))
        entry = parsed.bank.entries.get(id)
        if entry and 0 < len(entry.wordings) < MIN_WORDINGS:
            in_files = parsed.wordings.get(id)
            place = in_files[-1] if in_files else _value(node, "wordings") or node
            yield place, len(entry.wordings)


# The tree behind a bank, for the positions of its parts. What has the wrong shape is reported already, and
# reads as empty here.


def _pairs(node: Node | None) -> list[tuple[Node, Node]]:
    return list(node.items()) if isinstance(node, Pairs) else []


def _items(node: Node | None) -> list[Node]:
    return node.nodes if isinstance(node, Items) else []


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _value(node: Node | None, key: str) -> Node | None:
    return next((value for name, value in _pairs(node) if _text(name) == key), None)
