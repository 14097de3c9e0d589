"""Small changes to the text of a YAML file: lines taken out, texts replaced. All else stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import yaml

from .layout import Layout, Piece, composed, is_flow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


class Edit(NamedTuple):
    """A part of a text, from `start` up to `end`, and what it becomes."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all of these parts replaced; they must not overlap."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """The value under a key of a mapping, if there is one."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def items(node: yaml.Node | None) -> list[yaml.Node]:
    """The items of a list; none where it is not a list."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def span(text: str, node: yaml.Node) -> tuple[int, int]:
    """Where a text, or a list, begins and ends in the text of the file."""
    starts = line_starts(text)
    last = (
        node.value[-1] if isinstance(node, yaml.CollectionNode) and not is_flow(node) and node.value else node
    )
    start, end = node.start_mark, last.end_mark
    return starts[start.line] + start.column, starts[end.line] + end.column


def line_starts(text: str) -> list[int]:
    """Where each line begins."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


class Removed(NamedTuple):
    """What is left of a text, and the lines that were taken out."""

    kept: str
    out: str


def remove_items(text: str, key: str, is_out: Callable[[yaml.Node], bool], mark: str) -> Removed:
    """Take items out of the list under a top-level key, with the comments above them that begin with
    `mark`.
    """
    node = value(composed(text), key)
    entries = [(None, item, item) for item in items(node)]
    return _removed(text, node, entries, lambda piece: is_out(piece.node), mark)


def insert_items(text: str, key: str, lines: Sequence[str]) -> str:
    """The text with more items, given as lines, at the end of the list under a top-level key."""
    layout, pieces = _pieces(text, key)
    if not pieces or not lines:
        return text
    end = pieces[-1].end
    return _joined([*layout.lines[:end], *lines, *layout.lines[end:]])


def remove_pairs(text: str, key: str, is_out: Callable[[str], bool]) -> Removed:
    """Take keys with their values out of the mapping under a top-level key."""
    node = value(composed(text), key)
    pairs = [(name, name, each) for name, each in node.value] if isinstance(node, yaml.MappingNode) else []
    return _removed(text, node, pairs, lambda piece: is_out(piece.name), "")


def insert_pairs(text: str, key: str, lines: Sequence[str]) -> str:
    """The text with more keys and values, given as lines, at the end of the mapping under a top-level key
    that has some in block style.
    """
    node = value(composed(text), key)
    if not isinstance(node, yaml.MappingNode) or not node.value or is_flow(node):
        return text
    layout = Layout(text.splitlines(), {}, frozenset())
    pairs = [(name, name, each) for name, each in node.value]
    end = layout.pieces(pairs, 0, _end_of(node, layout), node.start_mark.column)[0][-1].end
    return _joined([*layout.lines[:end], *lines, *layout.lines[end:]])


def remove_comments(text: str, key: str, is_done: Callable[[yaml.Node], bool], mark: str) -> str:
    """Delete the comments that begin with `mark` above items of a list which are done."""
    layout, pieces = _pieces(text, key)
    gone = {
        line
        for piece in pieces
        if is_done(piece.node)
        for line in _marked_above(layout.lines, piece.first, mark)
    }
    return _joined(line for number, line in enumerate(layout.lines) if number not in gone)


def _pieces(text: str, key: str) -> tuple[Layout, list[Piece]]:
    layout, node = Layout(text.splitlines(), {}, frozenset()), value(composed(text), key)
    if not items(node) or node is None or is_flow(node):
        return layout, []
    listed = [(None, item, item) for item in items(node)]
    return layout, layout.pieces(listed, 0, _end_of(node, layout), node.start_mark.column)[0]


def _removed(
    text: str,
    node: yaml.Node | None,
    nodes: Sequence[tuple[yaml.Node | None, yaml.Node, yaml.Node]],
    is_out: Callable[[Piece], bool],
    mark: str,
) -> Removed:
    layout = Layout(text.splitlines(), {}, frozenset())
    if node is None or not nodes or is_flow(node):
        return Removed(text, "")
    end = _end_of(node, layout)
    pieces = layout.pieces(nodes, 0, end, node.start_mark.column)[0]
    out: list[int] = []
    for piece in filter(is_out, pieces):
        out += [*_marked_above(layout.lines, piece.first, mark), *range(piece.first, piece.end)]
    gone = set(out)
    kept = _joined(line for number, line in enumerate(layout.lines) if number not in gone)
    return Removed(kept, _joined(layout.lines[number] for number in out))


def _end_of(node: yaml.Node, layout: Layout) -> int:
    """The line before which a block in block style ends: that of the next key at its left."""
    last = node.value[-1]
    start = (last[1] if isinstance(last, tuple) else last).start_mark.line + 1
    for number in range(start, len(layout.lines)):
        line = layout.lines[number]
        is_left = len(line) - len(line.lstrip()) < max(1, node.start_mark.column)
        if line.strip() and is_left and not line.lstrip().startswith(("#", "-")):
            return number
    return len(layout.lines)


def _marked_above(lines: list[str], first: int, mark: str) -> Iterator[int]:
    """The numbers of the comment lines above a line that begin with a mark, from the top."""
    start = first
    while mark and start > 0 and (not lines[start - 1].strip() or lines[start - 1].lstrip().startswith("#")):
        start -= 1
    return (number for number in range(start, first) if lines[number].lstrip().startswith(mark))


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
