"""Changes values in a YAML text, and leaves every other byte of it: comments, order, quotes and line breaks.

The round trip of ruamel.yaml would rewrite 749 of the 1,334 lines of the shipped entries: a reviewer could
not see what changed. So values are replaced where they stand.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeAlias

import yaml

from footnote.errors import BotError

if TYPE_CHECKING:
    from collections.abc import Sequence

Value: TypeAlias = "str | Sequence[str]"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_PLAIN = re.compile(r"[^\W\d_][\w ’./()-]*(?<! )|[\w-]*\w")
"""Texts that YAML reads as they are, between brackets too; elsewhere, they may have commas as well."""

_RESERVED = frozenset("true false null yes no on off ~".split())


class CannotEdit(BotError):
    """A file is written in a way that cannot be changed by itself. The message says what to write instead."""


def shown(value: Value, *, inside: bool = True) -> str:
    """A text, or a list of texts, as it is written in YAML: `inside` brackets, or by itself.

    >>> shown(["Roses need", "a, b"])
    '[Roses need, "a, b"]'
    """
    if not isinstance(value, str):
        return f"[{', '.join(map(shown, value))}]"
    is_plain = (
        _PLAIN.fullmatch(value if inside else value.replace(", ", "")) and value.lower() not in _RESERVED
    )
    return value if is_plain else json.dumps(value, ensure_ascii=False)


class YamlText:
    """The text of a YAML file, which can be changed key by key."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self._name = name

    def find(self, *path: str) -> yaml.Node | None:
        """The node under these keys from the top; an item of a list is found by its `id`."""
        node = self._root()
        for key in path:
            node = _value(node, key) if isinstance(node, yaml.MappingNode) else _item(node, key)
        return node

    def put(self, path: Sequence[str], key: str, value: Value, after: str) -> None:
        """Write a value under a key of the mapping at a path; where it has none, after another key.

        Raises CannotEdit where there is no such mapping.
        """
        node = self._mapping(path)
        present = _value(node, key)
        if present is not None:
            self._replace(present, shown(value, inside=bool(node.flow_style)))
        elif node.flow_style:
            self._insert(self._end(node) - 1, f", {key}: {shown(value)}")
        else:
            pair = _pair(node, after) or node.value[-1]
            indent = " " * node.value[0][0].start_mark.column
            self._insert(self._end(pair[1]), f"\n{indent}{key}: {shown(value, inside=False)}")

    def drop(self, path: Sequence[str], key: str) -> None:
        """Take a key with its value out of the mapping at a path, if it is there."""
        node = self._mapping(path)
        pair = _pair(node, key)
        if pair is None:
            return
        start, end = self._offset(pair[0].start_mark), self._end(pair[1])
        if node.flow_style:
            self.text = self.text[:start].rstrip().removesuffix(",") + self.text[end:]
        elif pair is node.value[0]:  # the dash of a list item stands before it
            self._replace(pair[1], "[]")
        else:
            line = self.text.rfind("\n", 0, start)
            rest = self.text.find("\n", end)
            self.text = self.text[:line] + (self.text[rest:] if rest >= 0 else "")

    def _root(self) -> yaml.Node | None:
        try:
            root: yaml.Node | None = yaml.compose(self.text, _LOADER)
        except yaml.YAMLError as error:  # it could be read: what was written made it unreadable
            raise CannotEdit(f"{self._name}: this could not be changed by itself; edit it by hand") from error
        return root

    def _mapping(self, path: Sequence[str]) -> yaml.MappingNode:
        node = self.find(*path)
        if not isinstance(node, yaml.MappingNode) or not node.value:
            raise CannotEdit(
                f"{self._name}: there is no {' of '.join(reversed(path))} here; write it by hand"
            )
        return node

    def _replace(self, node: yaml.Node, text: str) -> None:
        start, end = self._offset(node.start_mark), self._end(node)
        gap = "" if self.text[start - 1 : start].isspace() else " "
        self.text = self.text[:start] + gap + text + self.text[end:]

    def _insert(self, place: int, text: str) -> None:
        """Insert at the end of a value; what stands after it on its line, such as a comment, stays there."""
        if text.startswith("\n"):
            line = self.text.find("\n", place)
            place = line if line >= 0 else len(self.text)
        self.text = self.text[:place] + text + self.text[place:]

    def _end(self, node: yaml.Node) -> int:
        """Where a value ends, without the spaces and comments that a block has after it."""
        start, end = self._offset(node.start_mark), self._offset(node.end_mark)
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        return start + len(self.text[start:end].rstrip())

    def _offset(self, mark: yaml.Mark) -> int:
        return mark.index


def _value(node: yaml.Node, key: str) -> yaml.Node | None:
    pair = _pair(node, key)
    return pair[1] if pair else None


def _pair(node: yaml.Node | None, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((pair for pair in pairs if pair[0].value == key), None)


def _item(node: yaml.Node | None, id: str) -> yaml.Node | None:
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    named = ((item, _value(item, "id")) for item in items)
    return next((item for item, own in named if own is not None and own.value == id), None)
