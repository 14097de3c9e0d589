"""Finishes what an author wrote into drafts: marks become numbers, quotations of the source go, drafts
too.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, NamedTuple

import yaml

from footnote.bank import TO_BE_WRITTEN

from .edits import (
    Edit,
    Removed,
    apply_edits,
    insert_pairs,
    items,
    remove_comments,
    remove_items,
    remove_pairs,
    span,
    value,
)
from .layout import WIDTH, composed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

QUOTE = "#>"
"""What a comment begins with that quotes the source for the author of an entry."""

DRAFTS_FILE = "notes-drafts.yaml"
"""Where drafts go that are not wanted now. Files whose names begin with `notes` are no part of a bank."""

DRAFTS_HEAD = "# Drafts that are no part of the bank: to use one, move it to entries.yaml."

_ID = r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
_MARK = re.compile(rf"\[({_ID}(?:\s*,\s*{_ID})*)\]")


def number_marks(text: str, passages: Collection[str]) -> str:
    """A file of entries with marks that are ids of passages, such as `[S5]`, made numbers, and `cites` with
    them.

    An entry without such marks stays as it is, and so does a draft and one with a mark that is no passage.
    """
    edits: list[Edit] = []
    for entry in items(value(composed(text), "entries")):
        answer, cites = value(entry, "answer"), value(entry, "cites")
        if isinstance(answer, yaml.ScalarNode) and TO_BE_WRITTEN not in answer.value and cites is not None:
            edits += _numbered(text, answer, cites, passages)
    return apply_edits(text, edits)


def _numbered(text: str, answer: yaml.Node, cites: yaml.Node, passages: Collection[str]) -> Iterator[Edit]:
    start, end = span(text, answer)
    old = [str(item.value) for item in items(cites)]
    names = [name for match in _MARK.finditer(text, start, end) for name in _names(match[1], old)]
    if not any(name in passages for name in _written(text[start:end])) or not set(names) <= set(passages):
        return
    order = list(dict.fromkeys(names))

    def numbers(match: re.Match[str]) -> str:
        return "".join(f"[{order.index(name) + 1}]" for name in _names(match[1], old))

    yield Edit(start, end, _MARK.sub(numbers, text[start:end]))
    yield Edit(*span(text, cites), f"[{', '.join(order)}]")


def _written(text: str) -> Iterator[str]:
    """The ids in marks, and their numbers."""
    for match in _MARK.finditer(text):
        yield from re.split(r"\s*,\s*", match[1])


def _names(mark: str, cites: list[str]) -> Iterator[str]:
    """The ids of the passages that a mark names, by id or by number."""
    for name in re.split(r"\s*,\s*", mark):
        is_number = name.isdigit() and 0 < int(name) <= len(cites)
        yield cites[int(name) - 1] if is_number else name


def is_draft(entry: yaml.Node) -> bool:
    """Whether an entry has a text that is still to be written."""
    return any(TO_BE_WRITTEN in text for text in _texts(entry))


def _texts(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _texts(item)
    elif isinstance(node, yaml.MappingNode):
        for key, each in node.value:
            yield from (*_texts(key), *_texts(each))


def without_quotes(text: str) -> str:
    """A file of entries without the quotations above entries that are written."""
    if QUOTE not in text:
        return text
    text = remove_comments(text, "entries", lambda entry: not is_draft(entry), QUOTE)
    root = composed(text)
    if root is None or any(map(is_draft, items(value(root, "entries")))):
        return text
    lines = text.splitlines(keepends=True)
    top = root.start_mark.line  # what is above the first key is about all drafts
    return "".join(line for number, line in enumerate(lines) if number >= top or not line.startswith(QUOTE))


def fold_answers(text: str) -> str:
    """A file of entries with answers on one line that is too long folded over several."""
    edits: list[Edit] = []
    for entry in items(value(composed(text), "entries")):
        answer = value(entry, "answer")
        if isinstance(answer, yaml.ScalarNode) and answer.start_mark.line == answer.end_mark.line:
            words = answer.value.split(" ")
            if answer.end_mark.column > WIDTH and all(words) and "\n" not in answer.value:
                indent = " " * (entry.start_mark.column + 2)
                lines = textwrap.wrap(
                    answer.value, WIDTH - len(indent), break_long_words=False, break_on_hyphens=False
                )
                edits.append(Edit(*span(text, answer), ">-\n" + "\n".join(indent + line for line in lines)))
    return apply_edits(text, edits)


class Finished(NamedTuple):
    """A file of entries without drafts, the drafts, and how many entries and drafts there were."""

    text: str
    drafts: str
    written: int
    left: int


def without_drafts(text: str) -> Finished:
    """A file of entries without its drafts."""
    entries = items(value(composed(text), "entries"))
    left = sum(map(is_draft, entries))
    removed = remove_items(text, "entries", is_draft, QUOTE)
    return Finished(removed.kept, removed.out, len(entries) - left, left)


def cited(text: str) -> set[str]:
    """The ids under every `cites` in a file."""
    return set(_cited(composed(text)))


def _cited(node: yaml.Node | None) -> Iterator[str]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _cited(item)
    elif isinstance(node, yaml.MappingNode):
        for key, each in node.value:
            yield from (str(item.value) for item in items(each)) if key.value == "cites" else _cited(each)


def passage_ids(text: str) -> set[str]:
    """The ids of the passages in a bank file."""
    node = value(composed(text), "passages")
    return {str(key.value) for key, _ in node.value} if isinstance(node, yaml.MappingNode) else set()


def marked(text: str) -> set[str]:
    """What stands in marks such as `[S5]` and under `cites` in a file of entries."""
    found = cited(text)
    for entry in items(value(composed(text), "entries")):
        if isinstance(answer := value(entry, "answer"), yaml.ScalarNode):
            found.update(_written(answer.value))
    return found


def part_passages(text: str, kept: Collection[str]) -> Removed:
    """A bank file without passages other than these, and the lines of the others."""
    return remove_pairs(text, "passages", lambda name: name not in kept)


def with_passages(text: str, lines: str) -> str:
    """A bank file with more passages, given as the lines that `part_passages` took out of one."""
    return insert_pairs(text, "passages", lines.splitlines())
