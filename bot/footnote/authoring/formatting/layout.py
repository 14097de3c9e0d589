"""Rewrites the layout of a YAML file: order of keys, indentation, empty lines. What is written stays as it
is.

The lines of the file are moved and indented, not written anew, so that comments, quotation marks and line
breaks in texts are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Path: TypeAlias = tuple[str, ...]
"""Where a mapping is: the keys to it; `*` for an item of a list or mapping."""

Orders: TypeAlias = "Mapping[Path, Sequence[str]]"
"""The order of the keys of a mapping, by where it is."""


WIDTH = 110
"""Columns of a line."""


def is_flow(node: yaml.Node) -> bool:
    """Whether a list or mapping is written in brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


class Unformattable(ValueError):
    """A file has something in it that is not rearranged. It stays as it is."""


class Piece(NamedTuple):
    """A key with its value, or an item of a list: its lines from `first` up to `end`, with the comments
    above.
    """

    name: str
    above: list[str]
    has_gap: bool
    first: int
    end: int
    node: yaml.Node
    key: yaml.Node | None = None


def arrange(text: str, orders: Orders, apart: frozenset[Path]) -> str:
    """The text of a YAML file with its keys in order and its indentation even.

    `apart` has where an empty line is wanted between pieces. Raises Unformattable, and YAMLError where the
    text is not YAML.
    """
    root = composed(text)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise Unformattable("its top level is not keys with values")
    layout = Layout(text.splitlines(), orders, apart)
    result = "\n".join(layout.mapping(root, (), 0, 0, len(layout.lines))).strip("\n") + "\n"
    if not _same(root, composed(result)):
        raise Unformattable("its texts would not stay the same")
    return result


def composed(text: str) -> yaml.Node | None:
    """The tree of a text, None where it is empty. Raises YAMLError."""
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    return node


class Layout:
    """The lines of one file, and how they are to be arranged."""

    def __init__(self, lines: list[str], orders: Orders, apart: frozenset[Path]) -> None:
        self.lines = lines
        self._orders = orders
        self._apart = apart

    def mapping(self, node: yaml.MappingNode, path: Path, indent: int, begin: int, end: int) -> list[str]:
        """The lines of a mapping in block style, from the line `begin` up to `end`."""
        pieces, after = self.pieces([(key, key, value) for key, value in node.value], begin, end)
        header = self._header(pieces) if not path else []
        order = self._orders.get(path, ())
        rank = {name: number for number, name in enumerate(order)}
        pieces.sort(key=lambda piece: rank.get(piece.name, len(rank)))
        found: list[str] = header
        for number, piece in enumerate(pieces):
            found += self._gap(piece, path, number)
            found += _indented(piece.above, indent)
            found += self._pair(piece, (*path, piece.name if order else "*"), indent)
        return found + _indented(after, indent)

    def _pair(self, piece: Piece, path: Path, indent: int) -> list[str]:
        if piece.key is None:
            raise Unformattable("a value has no key")
        if _is_block(piece.node) and piece.node.start_mark.line > piece.key.start_mark.line:
            head = self.lines[piece.first].strip()
            return [
                " " * indent + head,
                *self._block(piece.node, path, indent + 2, piece.first + 1, piece.end),
            ]
        return self._moved(piece, piece.key.start_mark.column, indent)

    def _header(self, pieces: list[Piece]) -> list[str]:
        """The comments at the top of the file, up to the last empty line among them; they stay at the top."""
        above = pieces[0].above
        size = len(above) - above[::-1].index("") if "" in above else 0
        pieces[0] = pieces[0]._replace(above=above[size:])
        return above[:size]

    def _block(self, node: yaml.Node, path: Path, indent: int, begin: int, end: int) -> list[str]:
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path, indent, begin, end)
        return self._sequence(node, path, indent, begin, end)

    def _sequence(self, node: yaml.Node, path: Path, indent: int, begin: int, end: int) -> list[str]:
        items = [(None, item, item) for item in node.value]
        pieces, after = self.pieces(items, begin, end, node.start_mark.column)
        found: list[str] = []
        for number, piece in enumerate(pieces):
            found += self._gap(piece, path, number)
            found += _indented(piece.above, indent)
            found += self._item(piece, (*path, "*"), indent)
        return found + _indented(after, indent)

    def _item(self, piece: Piece, path: Path, indent: int) -> list[str]:
        if not self.lines[piece.first].lstrip().startswith("-"):
            raise Unformattable(f"line {piece.first + 1} is not laid out as an item after a dash")
        if not _is_block(piece.node):
            return self._moved(
                piece, len(self.lines[piece.first]) - len(self.lines[piece.first].lstrip()), indent
            )
        if piece.node.start_mark.line != piece.first:
            raise Unformattable(f"line {piece.first + 1} has nothing after its dash")
        column = piece.node.start_mark.column
        self.lines[piece.first] = " " * column + self.lines[piece.first][column:]  # without its dash
        inside = self._block(piece.node, path, indent + 2, piece.first, piece.end)
        comments = [line for line in inside[: _first_text(inside)] if line.strip()]
        lines = inside[_first_text(inside) :]
        return [*_indented(comments, indent), f"{' ' * indent}- {lines[0].lstrip()}", *lines[1:]]

    def _moved(self, piece: Piece, column: int, indent: int) -> list[str]:
        """The lines of a text or of a list in brackets, moved to another column."""
        is_block_text = getattr(piece.node, "style", None) in {"|", ">"}
        lines = self.lines[piece.first : piece.end]
        moved = [_shift(line, indent - column) for line in lines]
        return moved if is_block_text else [line.rstrip() for line in moved]

    def _gap(self, piece: Piece, path: Path, number: int) -> list[str]:
        """An empty line before a piece: where there was one, or one is wanted."""
        keeps_gaps = path[-1:] != ("*",)
        return [""] if number and ((piece.has_gap and keeps_gaps) or path in self._apart) else []

    def pieces(
        self,
        nodes: Sequence[tuple[yaml.Node | None, yaml.Node, yaml.Node]],
        begin: int,
        end: int,
        column: int = -1,
    ) -> tuple[list[Piece], list[str]]:
        """The pieces of a mapping or list, and the comments after the last of them."""
        firsts = [self._first_line(start, is_item=key is None) for key, start, _ in nodes]
        pieces: list[Piece] = []
        above, gap = _comments(self.lines[begin : firsts[0]])
        for number, (key, start, value) in enumerate(nodes):
            next_line = firsts[number + 1] if number + 1 < len(nodes) else end
            left = start.start_mark.column if column < 0 else column
            stop = self._content_end(firsts[number], next_line, left)
            name = str(key.value) if key else ""
            pieces.append(Piece(name, above, gap, firsts[number], stop, value, key))
            above, gap = _comments(self.lines[stop:next_line])
        while above and not above[-1]:
            above.pop()
        return pieces, [""] * (gap and bool(above)) + above

    def _first_line(self, node: yaml.Node, *, is_item: bool) -> int:
        line: int = node.start_mark.line
        while is_item and not self.lines[line].lstrip().startswith("-") and line > 0:
            line -= 1
        return line

    def _content_end(self, first: int, next_line: int, column: int) -> int:
        """The line after the last one of a piece: empty lines and comments at its left belong to the next."""
        stop = next_line
        while stop > first + 1:
            line = self.lines[stop - 1]
            is_comment = line.lstrip().startswith("#") and len(line) - len(line.lstrip()) <= column
            if line.strip() and not is_comment:
                break
            stop -= 1
        return stop


def _comments(lines: Sequence[str]) -> tuple[list[str], bool]:
    """The comments of these lines with single empty lines between them, and whether an empty line is
    before.
    """
    found: list[str] = []
    for line in map(str.strip, lines):
        if line or (found and found[-1]):
            found.append(line)
    return found, bool(lines) and not lines[0].strip()


def _is_block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and not node.flow_style and bool(node.value)


def _indented(lines: Sequence[str], indent: int) -> list[str]:
    return [" " * indent + line.strip() if line.strip() else "" for line in lines]


def _shift(line: str, by: int) -> str:
    if by >= 0 or not line.strip():
        return " " * max(by, 0) + line if line.strip() else line
    spaces = len(line) - len(line.lstrip(" "))
    return line[min(-by, spaces) :]


def _first_text(lines: Sequence[str]) -> int:
    """The number of the first line that is neither empty nor a comment."""
    return next(
        number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")
    )


def _same(one: yaml.Node | None, other: yaml.Node | None) -> bool:
    """Whether two trees have the same texts, whatever the order of keys."""
    if isinstance(one, yaml.ScalarNode) and isinstance(other, yaml.ScalarNode):
        return bool(one.value == other.value)
    if isinstance(one, yaml.SequenceNode) and isinstance(other, yaml.SequenceNode):
        pairs = zip(one.value, other.value, strict=False)
        return len(one.value) == len(other.value) and all(_same(*pair) for pair in pairs)
    if isinstance(one, yaml.MappingNode) and isinstance(other, yaml.MappingNode):
        others = {str(key.value): value for key, value in other.value}
        return len(one.value) == len(other.value) and all(
            _same(value, others.get(str(key.value))) for key, value in one.value
        )
    return False
