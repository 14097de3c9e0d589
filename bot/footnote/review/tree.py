"""The tree behind a bank's files, for the positions of its parts. What has the wrong shape reads as empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.bank import Items, Pairs, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from footnote.bank import Node, ParsedBank


def pairs(node: Node | None) -> list[tuple[Node, Node]]:
    """The keys and values of a mapping."""
    return list(node.items()) if isinstance(node, Pairs) else []


def items(node: Node | None) -> list[Node]:
    """The items of a list."""
    return node.nodes if isinstance(node, Items) else []


def text(node: Node | None) -> str:
    """A text as typed, without white space around it."""
    return node.text.strip() if isinstance(node, Scalar) else ""


def value(node: Node | None, key: str) -> Node | None:
    """What a mapping has under a key."""
    return next((value for name, value in pairs(node) if text(name) == key), None)


def scalars(nodes: Iterable[Node | None]) -> Iterator[Scalar]:
    """The texts of nodes and of the lists among them."""
    for node in nodes:
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, Items):
            yield from scalars(node.nodes)


def records(parsed: ParsedBank, key: str) -> Iterator[tuple[str, Node]]:
    """The records of a list at the top of a bank (`entries`, `silent`): the id of each, and its node."""
    for node in items(parsed.fields.node(key)):
        if id := text(value(node, "id")):
            yield id, node


def asked(parsed: ParsedBank, key: str) -> Iterator[tuple[str, Scalar]]:
    """The questions and wordings of the records of a list, where they are written, each with their id."""
    for id, node in records(parsed, key):
        for each in scalars((value(node, "question"), value(node, "wordings"))):
            yield id, each
        for each in scalars(parsed.wordings.get(id, ())):
            yield id, each
