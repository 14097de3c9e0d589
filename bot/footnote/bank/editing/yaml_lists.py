"""Adds items to lists in a YAML text. All that was written stays, byte for byte.

A place is a path from the top: the key of a mapping, or `Where` to find the item of a list by one of its
keys. After each addition the text is parsed again, so that one that was misplaced is never written.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import yaml

from footnote.errors import BotError
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN = re.compile(r"[^\W\d_][\w '’?!.,/()-]*(?<! )")
"""Texts that need no quotes; between brackets, none with a comma either."""


class CannotEdit(BotError):
    """A file is written in a way that nothing can be added to it. The message says what to write instead."""


class Where(NamedTuple):
    """The item of a list that has this text under this key."""

    key: str
    text: str


Place: TypeAlias = "tuple[str | Where, ...]"


def quoted(text: str, *, in_brackets: bool = False) -> str:
    """A text as YAML reads it, in quotes where it needs them: strings of JSON are strings of YAML. In
    brackets a question mark needs them, too: not every reader takes one there.
    """
    text = " ".join(printable(text).split())
    is_plain = _PLAIN.fullmatch(text) and not (in_brackets and set(text) & set(",?"))
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def _compose(text: str) -> yaml.Node | None:
    root: yaml.Node | None = yaml.compose(text, yaml.CSafeLoader)
    return root


def has(text: str, place: Place) -> bool:
    """Whether there is anything at this place."""
    return _find(_compose(text), place) is not None


def add_items(text: str, place: Place, items: Sequence[str], comment: str = "") -> str:
    """The text with texts added to the end of the list at a place. `comment` stands after each, where the
    list has an item a line. Raises CannotEdit where there is no list.
    """
    root = _compose(text)
    node = _find(root, place)
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise CannotEdit(f"{_line(node)}there is no list of wordings here; write one, with one wording")
    if node.flow_style:
        more = "".join(f", {quoted(item, in_brackets=True)}" for item in items)
        after = _insert_at(text, _offset(text, _end(node.value[-1])), more)
    else:
        suffix = f"  # {comment}" if comment else ""
        after = _insert_lines(text, node, [f"- {quoted(item)}{suffix}" for item in items])
    return _checked(root, after, place, [" ".join(printable(item).split()) for item in items])


def add_block(text: str, place: Place, lines: Sequence[str]) -> str:
    """The text with lines added to the end of the block list or the block mapping at a place, each indented
    as far as that is. Raises CannotEdit where it is written in brackets.
    """
    root = _compose(text)
    node = _find(root, place)
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        raise CannotEdit(f"{_line(node)}nothing can be added in brackets; write what is in them a line each")
    return _checked(root, _insert_lines(text, node, lines), place)


def _line(node: yaml.Node | None) -> str:
    return f"{node.start_mark.line + 1}:{node.start_mark.column + 1}: " if node else ""


def _find(node: yaml.Node | None, place: Place) -> yaml.Node | None:
    for step in place:
        node = _item(node, step) if isinstance(step, Where) else _value(node, step)
    return node


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def _item(node: yaml.Node | None, where: Where) -> yaml.Node | None:
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    return next(
        (item for item in items if (found := _value(item, where.key)) and found.value == where.text), None
    )


# Where something ends


def _last(node: yaml.Node) -> yaml.Node:
    """The last node inside a node: what ends where it ends."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    return node


def _end(node: yaml.Node) -> yaml.Mark:
    return _last(node).end_mark


def _insert_lines(text: str, node: yaml.CollectionNode, lines: Sequence[str]) -> str:
    """The text with lines after the last line of a block, indented as far."""
    every = text.splitlines(keepends=True)
    indent = " " * node.start_mark.column
    last, end = _last(node), _end(node)
    at = end.line + 1
    if isinstance(last, yaml.ScalarNode) and last.style in ("|", ">"):  # it ends where the next line begins
        at = end.line + bool(end.column)
        while not every[at - 1].strip():
            at -= 1
    ending = "\r\n" if "\r\n" in text else "\n"
    if at and at <= len(every) and not every[at - 1].endswith("\n"):
        every[at - 1] += ending
    return "".join([*every[:at], *(f"{indent}{line}{ending}" for line in lines), *every[at:]])


def _offset(text: str, mark: yaml.Mark) -> int:
    lines = text.splitlines(keepends=True)
    return sum(map(len, lines[: mark.line])) + mark.column


def _insert_at(text: str, offset: int, more: str) -> str:
    return text[:offset] + more + text[offset:]


# What was added, read again


def _checked(root: yaml.Node | None, after: str, place: Place, items: Sequence[str] | None = None) -> str:
    """`after`, if all is as it was but for what was added last at a place: these items, if given."""
    was = _find(root, place)
    try:
        now = _compose(after)
    except yaml.YAMLError:
        now = None
    found = _find(now, place)
    if isinstance(was, yaml.CollectionNode) and isinstance(found, yaml.CollectionNode):
        added = [_plain(node) for node in found.value[len(was.value) :]] if items is not None else None
        found.value = found.value[: len(was.value)]
        if _plain(now) == _plain(root) and added == items:
            return after
    raise CannotEdit(f"{_line(was)}nothing can be added here; write an item a line, all indented alike")


def _plain(node: Any) -> Any:
    """A node as texts, lists and pairs."""
    if isinstance(node, tuple):
        return tuple(map(_plain, node))
    return (
        list(map(_plain, node.value))
        if isinstance(node, yaml.CollectionNode)
        else getattr(node, "value", None)
    )
