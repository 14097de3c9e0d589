"""Parses YAML into a small tree of texts, lists and mappings, each with its file, line and column.

The only module that imports `yaml`, but for `editing`, which has to know where each node ends. Every scalar
stays the text that was typed (`no`, `12:30`, `007`). Aliases, anchors, tags, several documents in one file
and deep nesting are reported as problems and are never part of the tree.
"""

from __future__ import annotations

import codecs
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

import yaml

from footnote.errors import Problem
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

MAX_DEPTH = 16
"""How deep lists and mappings may be nested. A bank needs six levels."""

TOO_DEEP = f"lists are nested more than {MAX_DEPTH} levels deep here; write them flatter"

MAX_NODES = 2**20
"""Parser events in one file, about one for each text, list and mapping: a larger tree could fill the
memory.
"""

MAX_REPORTED_LINES = 20
"""Lines with invisible characters that are reported one by one; the remaining ones are counted."""


class Mark(Protocol):
    """A place in a file, as the parser gives it: `name` is the file; line and column count from 0."""

    @property
    def name(self) -> str: ...
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
    """A mapping as written: key, value, key, value …, including keys that are written twice."""

    mark: Mark
    nodes: list[Node]

    def items(self) -> Iterator[tuple[Node, Node]]:
        """Each key with its value."""
        return zip(self.nodes[::2], self.nodes[1::2], strict=True)


Node = Scalar | Items | Pairs


def compose(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of a file's content, and what is wrong with it as YAML.

    A tree that comes with problems can still be checked: whatever is not allowed was replaced by something
    harmless. The tree is None where the file is empty or could not be parsed to its end.
    """
    problems: list[Problem] = []
    text = _replace_invisible(_decode(data, file, problems), file, problems)
    builder = _TreeBuilder(file, problems)
    try:
        builder.build(yaml.CSafeLoader(_NamedText(text, file)))
    except yaml.MarkedYAMLError as error:
        problems.append(_explain(error, file))
    return builder.root, problems


class _NamedText(StringIO):
    """A text with the name of its file, which the parser copies into every mark."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


# Bytes to text. Each function adds the problems it finds, and returns something the next can work with.


def _decode(data: bytes, file: str, problems: list[Problem]) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # UTF-32 LE begins like UTF-16 LE
        problems.append(Problem(file, 1, 1, "this file is saved as UTF-16; save it as UTF-8"))
        return ""
    if data.startswith(codecs.BOM_UTF8):
        message = "this file starts with an invisible byte order mark; save it as UTF-8 without BOM"
        problems.append(Problem(file, 1, 1, message))
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line, column = _position_after(data[: error.start].decode())
        message = f"byte {data[error.start]:02X} is not UTF-8, and there may be more; save the file as UTF-8"
        problems.append(Problem(file, line, column, message))
        return data.decode(errors="replace")


def _position_after(text: str) -> tuple[int, int]:
    """The line and column, from 1, directly after this text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines), len(lines[-1]) + 1


def _replace_invisible(text: str, file: str, problems: list[Problem]) -> str:
    """The text with each invisible character replaced by a visible one; lines and columns stay the same."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.replace("\n", "").isprintable():  # nearly every file, and a quick way to know
        return text
    cleaned = printable(text).translate({ord("\t"): " "} | dict.fromkeys((0xFEFF, 0xFFFE, 0xFFFF), "\ufffd"))
    if cleaned != text:
        changed = _changed_lines(text.split("\n"), cleaned.split("\n"), file)
        problems += islice(changed, MAX_REPORTED_LINES)
        if remaining := sum(1 for _ in changed):
            message = f"{remaining} more lines after this one have invisible characters or tabs"
            problems.append(problems[-1]._replace(message=message))
    return cleaned


def _changed_lines(lines: Iterable[str], cleaned: Iterable[str], file: str) -> Iterator[Problem]:
    """One problem for each line that was changed, at its first changed character."""
    for number, (line, clean) in enumerate(zip(lines, cleaned, strict=True), start=1):
        if line != clean:
            column = next(at for at, pair in enumerate(zip(line, clean, strict=True)) if pair[0] != pair[1])
            message = f"there is an invisible character U+{ord(line[column]):04X} here; delete it"
            if line[column] == "\t":
                message = "there is a tab here; write spaces"
            yield Problem(file, number, column + 1, message)


# Text to tree. Built from the parser's events rather than with `yaml.compose`: without recursion no nesting
# can overflow the stack, and every alias is seen where it is written. It is no slower: nothing is resolved.


class _TreeBuilder:
    """Builds the tree event by event. Events are Any: the type stubs do not give them marks."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self._file = file
        self._problems = problems
        self._documents: list[Node] = []
        self._parents: list[list[Node]] = []
        self._siblings = self._documents
        self._complete = False

    @property
    def root(self) -> Node | None:
        """The tree, or None where the file is empty or could not be parsed to its end."""
        return self._documents[0] if self._complete and self._documents else None

    def build(self, parser: yaml.CSafeLoader) -> None:
        """Read all events of a parser. Raises MarkedYAMLError where the text is not YAML."""
        events: Iterator[Any] = iter(parser.get_event, None)
        scalar: Any = yaml.ScalarEvent
        for event in islice(events, MAX_NODES):
            if event.__class__ is scalar and event.anchor is event.tag is None:  # nine of ten
                self._siblings.append(Scalar(event.start_mark, event.value))
            elif not self._handle(event):
                return
        if next_event := next(events, None):
            self._report(next_event, f"this file has more than {MAX_NODES} texts and lists; split it")
            return
        self._complete = True

    def _handle(self, event: Any) -> bool:
        """Take in any other event. Returns whether to go on."""
        if isinstance(event, yaml.NodeEvent):
            if message := _forbidden(event):
                self._report(event, message)
            return self._add(event)
        if isinstance(event, yaml.CollectionEndEvent):
            self._siblings = self._parents.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self._documents:
            self._report(
                event, "a second YAML document starts here; delete this line, and keep one in a file"
            )
            self._complete = True
            return False
        return True

    def _add(self, event: Any) -> bool:
        """Add a node, and go into it if it is a list or mapping. Returns whether to go on."""
        mark = event.start_mark
        if not isinstance(event, yaml.CollectionStartEvent):
            self._siblings.append(Scalar(mark, getattr(event, "value", f"*{event.anchor}")))
            return True
        node = Pairs(mark, []) if isinstance(event, yaml.MappingStartEvent) else Items(mark, [])
        self._siblings.append(node)
        self._parents.append(self._siblings)
        self._siblings = node.nodes
        if len(self._parents) > MAX_DEPTH:
            self._report(event, TOO_DEEP)
        return len(self._parents) <= MAX_DEPTH

    def _report(self, event: Any, message: str) -> None:
        mark = event.start_mark
        self._problems.append(Problem(self._file, mark.line + 1, mark.column + 1, message))


def _forbidden(event: Any) -> str:
    """Why this YAML feature is not allowed in a bank, or an empty text."""
    advice = "put the whole text in quotes, or delete this"
    if isinstance(event, yaml.AliasEvent):
        return f"*{event.anchor} means “repeat a part of this file” in YAML; {advice}"
    if event.anchor is not None:
        return f"&{event.anchor} means “name this part of the file” in YAML; {advice}"
    if event.tag is not None:
        return f"{event.tag} means “read this in another way” in YAML; {advice}"
    return ""


class _Explanation(NamedTuple):
    """What the parser says, and what that means to an author.

    `at_start`: report it where the list, mapping or quoted text begins, not where the parser gave up.
    """

    parser_says: str
    message: str
    at_start: bool = False


_EXPLANATIONS = (
    _Explanation(
        "mapping values are not allowed",
        "a colon followed by a space makes a key of the text before it; put the whole text in quotes",
    ),
    _Explanation(
        "cannot start any token", "a text cannot start with this character; put the whole text in quotes"
    ),
    _Explanation(
        "unexpected end of stream",
        "the quotation mark opened here is never closed; close it",
        at_start=True,
    ),
    _Explanation(
        "expected ',' or ']'",
        "the list opened by this [ is not closed, or a comma is missing; write ] at its end, and commas",
        at_start=True,
    ),
    _Explanation(
        "expected ',' or '}'",
        "the keys opened by this { are not closed, or a comma is missing; write } at their end, and commas",
        at_start=True,
    ),
    _Explanation(
        "expected ':'",
        "a key with a colon is expected here; write `key: value`, or indent this line like the text above it",
    ),
    _Explanation(
        "expected key",
        "this line does not continue the keys above; indent it like them, or put the text above in quotes",
    ),
    _Explanation(
        "expected '-'",
        "this line does not continue the list above; start it with a dash, indented like the others",
    ),
    _Explanation("sequence entries are not allowed", "a list cannot start here; start it on a new line"),
    _Explanation("escape character", "a \\ has a special meaning between double quotes; use single quotes"),
    _Explanation("expected node content", "something is missing here: a text, or the ] or } of a list above"),
    _Explanation(
        "nesting depth",  # newer parsers limit the depth themselves, before any event
        TOO_DEEP,
    ),
    _Explanation(
        "<document start>",
        "the keys of this file ended before this line; indent the line like those above it",
    ),
)


def _explain(error: yaml.MarkedYAMLError, file: str) -> Problem:
    known = next((each for each in _EXPLANATIONS if each.parser_says in (error.problem or "")), None)
    start = error.context_mark if known and known.at_start else None
    mark = start or error.problem_mark
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(file, *place, known.message if known else f"this cannot be read as YAML: {error.problem}")
