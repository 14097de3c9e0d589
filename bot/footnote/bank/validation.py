"""Takes values out of the YAML files that people write, and collects everything that is wrong with them.

A `Document` adds a problem for each value that does not fit and returns something harmless instead, so that
one run finds all problems. It knows texts, lists and keys; what they mean is up to `schema`.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from footnote.errors import Problem
from footnote.text import printable

from .yaml_nodes import Items, Pairs, Scalar, compose

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from .yaml_nodes import Node

Word = TypeVar("Word", bound=str)

MIN_LIKENESS = 0.65
"""Likeness, 0..1, from which a name may be meant by another: “units” by unit, but not “other” by terms."""

TO_BE_WRITTEN = "TO BE WRITTEN"
"""Stands in a draft for a text that its author has to write: no bank may be used with it."""


class Keys(NamedTuple):
    """The keys that a mapping must have and those that it may have; `what` names the mapping in messages."""

    what: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


class TextFormat(NamedTuple):
    """A test for a text, and the advice for an author whose text does not pass it."""

    matches: Callable[[str], object]
    advice: str


class Document:
    """One YAML file: its content, its tree, and the problems found so far.

    The documents of one bank share a list of problems: pass it as `problems`.
    """

    def __init__(self, data: bytes, file: str, problems: list[Problem] | None = None) -> None:
        self.data = data
        self.file = file
        self.problems: list[Problem] = [] if problems is None else problems
        self.root, found = compose(data, file)
        self.is_empty = self.root is None and not found
        self.problems += found

    def top(self, keys: Keys) -> Fields:
        """The values under the top-level keys of the file."""
        if self.root is not None:
            return self.fields(self.root, keys)
        if self.is_empty:
            message = f"this file is empty; write the keys of {keys.what}, beginning with `schema: 1`"
            self.problems.append(Problem(self.file, 1, 1, message))
        return Fields(self, {})

    def report(self, node: Node, message: str) -> None:
        """Add a problem at a node: what is wrong, and what to write instead."""
        mark = node.mark
        self.problems.append(Problem(mark.name, mark.line + 1, mark.column + 1, message))

    def text(self, node: Node, text_format: TextFormat | None = None) -> str:
        """The text of a node, or an empty one where it cannot be used."""
        if not isinstance(node, Scalar):
            self.report(node, _NOT_A_TEXT[type(node)])
            return ""
        text = node.text.strip()
        if not text:
            self.report(node, "there is no text here; write one")
        elif TO_BE_WRITTEN in text:
            self.report(node, f"this draft is not finished; write your own text for {TO_BE_WRITTEN}")
            return ""
        elif not text.isprintable() and (printable(text) != text or "\t" in text):
            self.report(
                node, "a \\ in this text makes a tab or an invisible character; write a space instead"
            )
        elif text_format and not text_format.matches(text):
            self.report(node, f"{clip(text)} does not fit here; {text_format.advice}")
            return ""
        return text

    def items(self, node: Node, at_least: int = 0, at_most: int | None = None) -> list[Node]:
        """The items of a list; none where the node is not a list."""
        if not isinstance(node, Items):
            self.report(
                node, "a list is expected here; write [first, second], or one item a line after a dash"
            )
            return []
        count = len(node.nodes)
        if count < at_least:
            self.report(node, f"this list has {_items(count)}; write at least {at_least}")
        if at_most is not None and count > at_most:
            advice = f"write {at_most} at most, and quotes around a text with a comma"
            self.report(node, f"this list has {_items(count)}; {advice}")
        return node.nodes

    def pairs(self, node: Node, at_least: int = 0) -> list[tuple[Scalar, Node]]:
        """The keys and values of a mapping, each key once; none where the node is not a mapping."""
        if not isinstance(node, Pairs):
            advice = "write each on a line of its own, as `key: value`"
            self.report(node, f"keys with values are expected here; {advice}")
            return []
        if len(node.nodes) < 2 * at_least:
            self.report(node, "there are no keys here; write one with its value, or more")
        pairs: dict[str, tuple[Scalar, Node]] = {}
        for key, value in node.items():
            if not isinstance(key, Scalar) or not key.text.strip():
                self.report(key, "a key is a short text; put it in quotes if it starts with [ or {")
            elif key.text in pairs:
                first = line_of(pairs[key.text][0], seen_from=key)
                self.report(key, f"{clip(key.text)} is given twice, first on {first}; keep one")
            else:
                pairs[key.text] = key, value
        return list(pairs.values())

    def check_placeholders(self, node: Node, text: str, known: Collection[str] = ()) -> None:
        """Report each `{…}` in a text that the bot does not fill in."""
        names = " or ".join(f"{{{name}}}" for name in sorted(known))
        advice = f"write {names}" if known else "delete it"
        for placeholder in _PLACEHOLDER.findall(text):
            if placeholder[1:-1] not in known:
                self.report(node, f"{clip(placeholder)} is not filled in by the bot; {advice}")

    def fields(self, node: Node, keys: Keys) -> Fields:
        """The values of a mapping. Each key that is unknown, or missing and not mistyped, is a problem."""
        known = (*keys.required, *keys.optional)
        values: dict[str, Node] = {}
        unknown: list[str] = []
        for key, value in self.pairs(node):
            if key.text in known:
                values[key.text] = value
            else:
                unknown.append(key.text)
                self.report(key, f"{keys.what} has no key {clip(key.text)}; {suggest(key.text, known)}")
        if isinstance(node, Pairs):
            for name in keys.required:
                if name not in values and not _is_mistyped(name, unknown):
                    advice = f"write `{name}: …`"
                    self.report(node, f"{keys.what} needs the key {name}, which is missing; {advice}")
        return Fields(self, values)


class Fields:
    """The values of one mapping by their keys. A missing value, which is reported already, reads as empty."""

    def __init__(self, document: Document, values: dict[str, Node]) -> None:
        self._document = document
        self._values = values

    def merge(self, other: Fields) -> Fields:
        """The values of both; where both have a key, those of this one."""
        return Fields(self._document, {**other._values, **self._values})

    def join(self, other: Fields, key: str) -> Fields:
        """These values with the pairs under one key of others after the own ones, if both are mappings."""
        own, added = self.node(key), other.node(key)
        if isinstance(own, Pairs) and isinstance(added, Pairs):
            added = Pairs(own.mark, [*own.nodes, *added.nodes])
        return Fields(self._document, {**self._values, key: added} if added else self._values)

    def keys(self) -> set[str]:
        """The keys that have a value."""
        return set(self._values)

    def node(self, key: str) -> Node | None:
        """The node under this key."""
        return self._values.get(key)

    def report(self, key: str, message: str) -> None:
        """Add a problem at the value of this key."""
        if node := self._values.get(key):
            self._document.report(node, message)

    def check_placeholders(self, key: str, text: str, known: Collection[str] = ()) -> None:
        """Report each `{…}` in the text of this key that the bot does not fill in."""
        if node := self._values.get(key):
            self._document.check_placeholders(node, text, known)

    def text(self, key: str, text_format: TextFormat | None = None) -> str:
        """The text under this key."""
        node = self._values.get(key)
        return self._document.text(node, text_format) if node else ""

    def one_of(self, key: str, known: Sequence[Word]) -> Word | None:
        """The text under this key if it is one of these words, else None."""
        text = self.text(key)
        word = next((word for word in known if word == text), None)
        if text and not word:
            self.report(key, f"{clip(text)} does not fit here; {suggest(text, known)}")
        return word

    def items(self, key: str, at_least: int = 0, at_most: int | None = None) -> list[Node]:
        """The items of the list under this key."""
        node = self._values.get(key)
        return self._document.items(node, at_least, at_most) if node else []

    def texts(self, key: str, at_least: int = 0, at_most: int | None = None) -> tuple[str, ...]:
        """The texts of the list under this key."""
        return tuple(map(self._document.text, self.items(key, at_least, at_most)))

    def pairs(self, key: str, at_least: int = 0) -> list[tuple[Scalar, Node]]:
        """The keys and values of the mapping under this key."""
        node = self._values.get(key)
        return self._document.pairs(node, at_least) if node else []


_PLACEHOLDER = re.compile(r"\{[^{}]*\}|[{}]")
_NOT_A_TEXT = {
    Items: "a text is expected here, not a list; put it in quotes if it starts with [ or a dash",
    Pairs: "a text is expected here, and the colon makes a key of its beginning; put all of it in quotes",
}


def _items(count: int) -> str:
    return f"{count or 'no'} item{'' if count == 1 else 's'}"


def matching(pattern: str, advice: str) -> TextFormat:
    """The format of texts that a regular expression matches as a whole."""
    return TextFormat(re.compile(pattern).fullmatch, advice)


def suggest(name: str, known: Iterable[str]) -> str:
    """What to write instead of an unknown name: the names most like it, or the first few.

    >>> suggest("wordngs", ["wordings", "answer"]), suggest("x", ["S1", "S2"])
    ('write wordings', 'write one of S1, S2')
    """
    from difflib import get_close_matches  # takes 2 ms, and only a faulty bank needs it

    known = list(dict.fromkeys(known))
    shown = get_close_matches(name[:80], known, n=3, cutoff=MIN_LIKENESS) or known[:12]
    if len(shown) == 1:
        return f"write {shown[0]}"
    return f"write one of {', '.join(shown)}" + (" …" if len(shown) < len(known) else "")


def _is_mistyped(name: str, unknown: Sequence[str]) -> bool:
    """Whether one of the unknown names, which are reported, is like this one."""
    from difflib import get_close_matches

    return bool(get_close_matches(name, [each[:80] for each in unknown], n=1, cutoff=MIN_LIKENESS))


def line_of(node: Node, *, seen_from: Node | None = None) -> str:
    """Where a node is, for a message: "line 4", and the name of its file if it is not that of `seen_from`."""
    mark = node.mark
    same_file = seen_from is None or seen_from.mark.name == mark.name
    return f"line {mark.line + 1}" + ("" if same_file else f" of {os.path.basename(mark.name)}")


def clip(text: str, width: int = 40) -> str:
    """A text for a message: in quotes, on one line, at most `width` characters, safe to print."""
    text = printable(" ".join(text.split()))
    return f"“{text if len(text) <= width else text[: width - 1] + '…'}”"
