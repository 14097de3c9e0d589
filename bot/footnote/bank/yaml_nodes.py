"""YAML as its author wrote it: a tree of texts, lists and mappings, each with its line and column.

The only home of `yaml`. Every scalar stays the text that was typed (`no`, `12:30`, `007`). What YAML can
do and a bank must not (aliases, anchors, tags, several documents, deep nesting) is a problem among the
others, and never reaches the tree.
"""

from __future__ import annotations

import codecs
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

import yaml

from footnote.errors import Problem
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

DEEPEST = 16
"""How deep lists and mappings may stand in one another. A bank needs six."""

TOO_DEEP = f"lists stand more than {DEEPEST} deep in one another; write them flatter"

MOST = 2**20
"""Texts, lists and mappings, more or less: the tree of a larger file would fill a small machine."""

LINES_SHOWN = 20
"""So many lines with characters that cannot be used are named one by one; the same cure mends them all."""


class Mark(Protocol):
    """A place in a file, as the parser gives it: line and column count from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class Scalar(NamedTuple):
    """A text, as typed."""

    mark: Mark
    text: str


class Items(NamedTuple):
    """A list."""

    mark: Mark
    nodes: list[Node]


class Pairs(NamedTuple):
    """A mapping as it was written: key, value, key, value …, keys given twice and all."""

    mark: Mark
    nodes: list[Node]

    def items(self) -> Iterator[tuple[Node, Node]]:
        """Each key with its value."""
        return zip(self.nodes[::2], self.nodes[1::2], strict=True)


Node = Scalar | Items | Pairs


def compose(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of a file's bytes, and what is wrong with them as YAML.

    A tree that comes with problems is still worth checking: what could not be used in it has been put
    right in the most harmless way. No tree: the file is empty, or cannot be read to its end.
    """
    problems: list[Problem] = []
    text = _usable(_decoded(data, file, problems), file, problems)
    tree = _Tree(file, problems)
    try:
        tree.grow(yaml.CSafeLoader(text))
    except yaml.MarkedYAMLError as error:
        problems.append(_in_plain_words(error, file))
    return tree.root, problems


# Bytes to text. Each function notes what is wrong and hands on what the next can work with.


def _decoded(data: bytes, file: str, problems: list[Problem]) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # UTF-32 LE begins like UTF-16 LE
        problems.append(Problem(file, 1, 1, "this file is saved as UTF-16; save it as UTF-8"))
        return ""
    if data.startswith(codecs.BOM_UTF8):
        message = "an invisible byte order mark starts this file; save it as UTF-8 without BOM"
        problems.append(Problem(file, 1, 1, message))
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line, column = _end(data[: error.start].decode())
        message = f"byte {data[error.start]:02X} is not UTF-8, and there may be more; save the file as UTF-8"
        problems.append(Problem(file, line, column, message))
        return data.decode(errors="replace")


def _end(text: str) -> tuple[int, int]:
    """The line and column, from 1, that come right after this text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines), len(lines[-1]) + 1


def _usable(text: str, file: str, problems: list[Problem]) -> str:
    """The text with a replacement for each character that no bank may hold; no place in it moves."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.replace("\n", "").isprintable():  # nearly every file, and a quick way to know
        return text
    usable = printable(text).translate({ord("\t"): " "} | dict.fromkeys((0xFEFF, 0xFFFE, 0xFFFF), "\ufffd"))
    if usable != text:
        found = _unusable(text.split("\n"), usable.split("\n"), file)
        problems += islice(found, LINES_SHOWN)
        if rest := sum(1 for _ in found):
            last = problems[-1]
            problems.append(last._replace(message=f"{rest} more lines after this one hold such characters"))
    return usable


def _unusable(lines: Iterable[str], usable: Iterable[str], file: str) -> Iterator[Problem]:
    """One problem a line, at the first character of it that cannot be used."""
    for number, (line, kept) in enumerate(zip(lines, usable, strict=True), start=1):
        if line != kept:
            column = next(at for at, pair in enumerate(zip(line, kept, strict=True)) if pair[0] != pair[1])
            message = f"the invisible character U+{ord(line[column]):04X} stands here; delete it"
            if line[column] == "\t":
                message = "a tab stands here; write spaces"
            yield Problem(file, number, column + 1, message)


# Text to tree, from the parser's events and not by `yaml.compose`: without recursion no depth can hurt, and
# every alias is seen where it stands. It is no slower, since nothing is resolved only to be put back.


class _Tree:
    """A tree as it grows, event by event. Events are Any: the stubs do not know that each has its marks."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self._file = file
        self._problems = problems
        self._documents: list[Node] = []
        self._outer: list[list[Node]] = []
        self._here = self._documents
        self._whole = False

    @property
    def root(self) -> Node | None:
        """The tree, or None where nothing was found or the file could not be read to its end."""
        return self._documents[0] if self._whole and self._documents else None

    def grow(self, parser: yaml.CSafeLoader) -> None:
        """Take in all that the parser finds. Raises MarkedYAMLError where it finds no YAML."""
        events: Iterator[Any] = iter(parser.get_event, None)
        scalar: Any = yaml.ScalarEvent
        for event in islice(events, MOST):
            if event.__class__ is scalar and event.anchor is event.tag is None:  # nine of ten
                self._here.append(Scalar(event.start_mark, event.value))
            elif not self._take(event):
                return
        if more := next(events, None):
            self._wrong(more, f"this file holds more than {MOST} texts and lists, and so no bank; split it")
            return
        self._whole = True

    def _take(self, event: Any) -> bool:
        """Whether to go on after this event."""
        if isinstance(event, yaml.NodeEvent):
            if refusal := _refusal(event):
                self._wrong(event, refusal)
            return self._open(event)
        if isinstance(event, yaml.CollectionEndEvent):
            self._here = self._outer.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self._documents:
            self._wrong(event, "a second document starts here; a bank is one: delete this line")
            self._whole = True
            return False
        return True

    def _open(self, event: Any) -> bool:
        mark = event.start_mark
        if not isinstance(event, yaml.CollectionStartEvent):
            self._here.append(Scalar(mark, getattr(event, "value", f"*{event.anchor}")))
            return True
        node = Pairs(mark, []) if isinstance(event, yaml.MappingStartEvent) else Items(mark, [])
        self._here.append(node)
        self._outer.append(self._here)
        self._here = node.nodes
        if len(self._outer) > DEEPEST:
            self._wrong(event, TOO_DEEP)
        return len(self._outer) <= DEEPEST

    def _wrong(self, event: Any, message: str) -> None:
        mark = event.start_mark
        self._problems.append(Problem(self._file, mark.line + 1, mark.column + 1, message))


def _refusal(event: Any) -> str:
    """Why no bank may hold this, or nothing."""
    cure = "put the whole text in quotes, or delete this"
    if isinstance(event, yaml.AliasEvent):
        return f"*{event.anchor} means “repeat a part of this file”; {cure}"
    if event.anchor is not None:
        return f"&{event.anchor} means “name this part of the file”; {cure}"
    if event.tag is not None:
        return f"{event.tag} means “read this in another way”; {cure}"
    return ""


class _Plain(NamedTuple):
    """What the parser says, what that means to an author, and whether it means where the thing began."""

    says: str
    means: str
    from_start: bool = False


_PLAIN = (
    _Plain(
        "mapping values are not allowed",
        "a colon and a space make a key of what stands before them; put the whole text in quotes",
    ),
    _Plain(
        "cannot start any token",
        "a text cannot start with this character; put the whole text in quotes",
    ),
    _Plain(
        "unexpected end of stream",
        "the quotation mark opened here is never closed; close it",
        from_start=True,
    ),
    _Plain(
        "expected ',' or ']'",
        "the list that [ opens here is not closed, or misses a comma; write ] at its end, and commas",
        from_start=True,
    ),
    _Plain(
        "expected ',' or '}'",
        "the keys that { opens here are not closed, or miss a comma; write } at the end, and commas",
        from_start=True,
    ),
    _Plain(
        "expected ':'",
        "a key with a colon is wanted here; write `key: value`, or indent this line as the text above it",
    ),
    _Plain(
        "expected key",
        "this does not go on with the keys above; indent it as they are, or put the text before it in quotes",
    ),
    _Plain(
        "expected '-'",
        "this does not go on with the list above; start it with a dash, indented as the others",
    ),
    _Plain(
        "sequence entries are not allowed",
        "a list cannot start here; start it on a line of its own",
    ),
    _Plain(
        "escape character",
        "a \\ means something else between double quotes; use single quotes",
    ),
    _Plain(
        "nesting depth",  # newer parsers stop of themselves, and before any event comes of it
        TOO_DEEP,
    ),
    _Plain(
        "<document start>",
        "the bank has ended before this line; indent the line as those above it",
    ),
)


def _in_plain_words(error: yaml.MarkedYAMLError, file: str) -> Problem:
    known = next((plain for plain in _PLAIN if plain.says in (error.problem or "")), None)
    start = error.context_mark if known and known.from_start else None
    mark = start or error.problem_mark
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(file, *place, known.means if known else f"this cannot be read as YAML: {error.problem}")
