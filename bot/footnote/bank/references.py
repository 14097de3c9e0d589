"""What holds the parts of a bank together: ids given once and referred to, and wordings that mean one thing.

All of it needs the whole file read first: whoever refers may stand above what is referred to.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import plain

from .validation import clip, suggest
from .yaml_nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .validation import Draft
    from .yaml_nodes import Node

_NO_LETTER = bytes(at for at in range(128) if not chr(at).isalnum())


class Ids:
    """The ids of one kind of thing, and every place that refers to one.

    `what` is what they are called in a message ("the id of a passage"), `under` the key they stand under;
    with `apart_from`, none of them may be among those either.
    """

    def __init__(self, draft: Draft, what: str, under: str, apart_from: Ids | None = None) -> None:
        self.what = what
        self._draft = draft
        self._under = under
        self._apart_from = apart_from
        self._given: dict[str, Node] = {}
        self._referred: list[tuple[Node, str, str, Ids | None]] = []

    def give(self, node: Node | None, id: str) -> None:
        """Note that a thing of this kind has this id, which no other may have."""
        if not node or not id:
            return
        for ids in (self, self._apart_from):
            if ids and (line := ids.line(id)):
                self._draft.wrong(node, f"{id} is {ids.what} on line {line} already; write another")
        self._given.setdefault(id, node)

    def line(self, id: str) -> int | None:
        """The line where this id is given, if it is."""
        node = self._given.get(id)
        return node.mark.line + 1 if node else None

    def refer(self, node: Node | None, id: str, who: str, other: Ids | None = None) -> str:
        """Note that something refers to the thing of this id, which may be one of another kind; the id again,
        for use.
        """
        if node and id:
            self._referred.append((node, id, who, other))
        return id

    def refer_all(self, nodes: Iterable[Node], who: str) -> tuple[str, ...]:
        """The ids that a list refers to."""
        found: list[str] = []
        for node in nodes:
            id = self.refer(node, self._draft.text(node), who)
            if id and id in found:
                self._draft.wrong(node, f"{clip(id)} stands twice in this list; write it once")
            found.append(id)
        return tuple(found)

    def settle(self) -> None:
        """Note every reference to what is not there."""
        for node, id, who, other in self._referred:
            if id not in self._given and not (other and other.line(id)):
                cure = f"add it under {self._under}"
                cure = f"{suggest(id, self._given)}, or {cure}" if self._given else cure
                self._draft.wrong(node, f"{who} {clip(id)}, which is not {self.what}; {cure}")


class _List(NamedTuple):
    """Wordings that stand together, what they ask for, and the file."""

    draft: Draft
    by: str
    nodes: list[Node]


class Wordings:
    """Every way to ask something, and what it asks: one thing only, in whichever file it stands."""

    def __init__(self) -> None:
        self._first: dict[bytes, Scalar] = {}  # by their letters
        self._rest: dict[bytes, list[Scalar]] = {}
        self._lists: list[_List] = []
        self._list_of: dict[int, _List] = {}

    def of(self, draft: Draft, by: str, nodes: list[Node]) -> tuple[str, ...]:
        """The texts of a list of wordings, all of which ask for `by`."""
        here = _List(draft, by, nodes)
        self._lists.append(here)
        text, add = draft.text, self._add
        return tuple([add(node, text(node), here) for node in nodes])

    def also(self, draft: Draft, by: str, node: Node | None, text: str) -> None:
        """Note that this text asks for `by` too, where its wordings may say the same."""
        if node:
            here = _List(draft, by, [node])
            self._lists.append(here)
            self._add(node, text, here, again=True)

    def _add(self, node: Node, text: str, here: _List, *, again: bool = False) -> str:
        if text and isinstance(node, Scalar):
            key = _letters(text)
            if not key:
                here.draft.wrong(node, f"{clip(text)} holds no word; write how people ask")
            elif self._first.setdefault(key, node) is not node:
                self._compare(key, node, here, again=again)
        return text

    def _compare(self, key: bytes, node: Scalar, here: _List, *, again: bool) -> None:
        """Note a wording that is there already. The same letters may still be other words: `ER+`, `ER`."""
        same = plain(node.text)
        others = self._rest.setdefault(key, [self._first[key]])
        twin = next((other for other in others if plain(other.text) == same), None)
        others.append(node)
        there = self._where(twin) if twin else here
        if twin and not (again and there.by == here.by):
            owner = "here" if there.by == here.by else f"of {there.by}"
            file = "" if there.draft is here.draft else f" of {os.path.basename(there.draft.file)}"
            where = f"a wording {owner} already, on line {twin.mark.line + 1}{file}"
            cure = "delete one of the two (case and punctuation make no difference)"
            here.draft.wrong(node, f"{clip(node.text)} is {where}; {cure}")

    def _where(self, node: Node) -> _List:
        """The list in which a wording stands. Few ask for it, so nothing is made ready before one does."""
        while self._lists:
            found = self._lists.pop()
            self._list_of.update(dict.fromkeys(map(id, found.nodes), found))
        return self._list_of[id(node)]


def _letters(text: str) -> bytes:
    """The letters and digits of a text: alike wherever `plain` is alike, for a tenth of its work."""
    words = text.lower() if text.isascii() else plain(text)
    return words.encode(errors="replace").translate(None, _NO_LETTER)
