"""Checks that need a whole bank: ids are unique, references lead somewhere, and no wording is written twice.

A reference may come before the definition it refers to, so both are collected first and compared at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.text import plain

from .validation import clip, line_of, suggest
from .yaml_nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .validation import Document
    from .yaml_nodes import Node

_NOT_ALPHANUMERIC = bytes(code for code in range(128) if not chr(code).isalnum())


class _Reference(NamedTuple):
    """A place that refers to an id of this kind, or of `other`. `who` begins the message if there is none."""

    node: Node
    id: str
    who: str
    other: IdRegistry | None


class IdRegistry:
    """All ids of one kind, and all references to them.

    `what` describes an id in messages ("the id of a passage"), `section` is the key it is defined under.
    The ids of `distinct_from` must not be used again here.
    """

    def __init__(
        self, document: Document, what: str, section: str, distinct_from: IdRegistry | None = None
    ) -> None:
        self.what = what
        self._document = document
        self._section = section
        self._distinct_from = distinct_from
        self._defined: dict[str, Node] = {}
        self.is_complete = True  # all ids could be read
        self._references: list[_Reference] = []

    def define(self, node: Node | None, id: str) -> None:
        """Add an id, or report it if it is defined already. An id that is missing is reported elsewhere."""
        if not node or not id:
            self.is_complete = False
            return
        for ids in (self, self._distinct_from):
            if ids and (first := ids.find(id)):
                where = line_of(first, seen_from=node)
                self._document.report(node, f"{id} is {ids.what} on {where} already; write another")
        self._defined.setdefault(id, node)

    def find(self, id: str) -> Node | None:
        """Where an id is defined, if it is."""
        return self._defined.get(id)

    def refer(self, node: Node | None, id: str, who: str, other: IdRegistry | None = None) -> str:
        """Add a reference to an id of this kind, or of the kind of `other`. Returns the id."""
        if node and id:
            self._references.append(_Reference(node, id, who, other))
        return id

    def refer_all(self, nodes: Iterable[Node], who: str) -> tuple[str, ...]:
        """Add a reference for each item of a list. Returns the ids."""
        ids: list[str] = []
        for node in nodes:
            id = self.refer(node, self._document.text(node), who)
            if id and id in ids:
                self._document.report(node, f"{clip(id)} is twice in this list; write it once")
            ids.append(id)
        return tuple(ids)

    def report_unknown(self) -> None:
        """Report every reference to an id that is not defined. Call it when the whole bank is read.

        Where an id could not be read, the references may mean that one.
        """
        if not (self.is_complete and all(other.is_complete for *_, other in self._references if other)):
            return
        for node, id, who, other in self._references:
            if id not in self._defined and not (other and other.find(id)):
                advice = f"add it under {self._section}"
                advice = f"{suggest(id, self._defined)}, or {advice}" if self._defined else advice
                self._document.report(node, f"{who} {clip(id)}, which is not {self.what}; {advice}")


class _WordingList(NamedTuple):
    """Wordings that are written together, and the id of what they ask for."""

    owner: str
    nodes: list[Node]


class WordingRegistry:
    """All wordings, in whichever file they are written. Each may be written once, and for one entry only."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._first: dict[bytes, Scalar] = {}  # by their letters
        self._duplicates: dict[bytes, list[Scalar]] = {}
        self._lists: list[_WordingList] = []
        self._owner_of: dict[int, str] = {}

    def add(self, owner: str, nodes: list[Node]) -> tuple[str, ...]:
        """Add a list of wordings which ask for the entry or topic `owner`. Returns their texts."""
        self._lists.append(_WordingList(owner, nodes))
        text, register = self._document.text, self._register
        return tuple([register(node, text(node), owner) for node in nodes])

    def add_question(self, owner: str, node: Node | None, text: str) -> None:
        """Add the question of an entry, which may also be among the wordings of the same entry."""
        if node:
            self._lists.append(_WordingList(owner, [node]))
            self._register(node, text, owner, is_question=True)

    def _register(self, node: Node, text: str, owner: str, *, is_question: bool = False) -> str:
        if text and isinstance(node, Scalar):
            key = _letters(text)
            if not key:
                self._document.report(node, f"{clip(text)} has no words; write how people ask")
            elif self._first.setdefault(key, node) is not node:
                self._compare(key, node, owner, is_question=is_question)
        return text

    def _compare(self, key: bytes, node: Scalar, owner: str, *, is_question: bool) -> None:
        """Report a wording that is written already. Equal letters may still be other words: `ER+`, `ER`."""
        words = plain(node.text)
        others = self._duplicates.setdefault(key, [self._first[key]])
        twin = next((other for other in others if plain(other.text) == words), None)
        others.append(node)
        if not twin:
            return
        first_owner = self._find_owner(twin)
        if not (is_question and first_owner == owner):
            whose = "here" if first_owner == owner else f"of {first_owner}"
            where = f"a wording {whose} already, on {line_of(twin, seen_from=node)}"
            advice = "delete one of the two (case and punctuation make no difference)"
            self._document.report(node, f"{clip(node.text)} is {where}; {advice}")

    def _find_owner(self, node: Node) -> str:
        """What a registered wording asks for. Looked up only for duplicates, so it is not prepared before."""
        while self._lists:
            owner, nodes = self._lists.pop()
            self._owner_of.update(dict.fromkeys(map(id, nodes), owner))
        return self._owner_of[id(node)]


def _letters(text: str) -> bytes:
    """The letters and digits of a text: equal wherever `plain` is equal, at a tenth of its cost."""
    words = text.lower() if text.isascii() else plain(text)
    return words.encode(errors="replace").translate(None, _NOT_ALPHANUMERIC)
