"""How people ask: the wordings of a bank, which stand in its own file, in one beside it, or in both.

A bank of many wordings keeps them beside it, so that its own file stays one that a person can read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .language_schema import SCHEMA
from .locations import WORDINGS_FILE
from .references import Wordings
from .validation import Keys, clip, suggest
from .yaml_nodes import Pairs

if TYPE_CHECKING:
    from collections.abc import Collection

    from .validation import Draft, Fields
    from .yaml_nodes import Node, Scalar

_FILE = Keys("a file of wordings", ("schema", "wordings"))


class BankWordings:
    """The wordings of one bank. `beside` is the file next to the bank's own, if there is one."""

    def __init__(self, draft: Draft, beside: Draft | None) -> None:
        self._draft = draft
        self._beside = beside
        self._said = Wordings()
        self._kept = _lists(beside) if beside else {}
        self._left = dict(self._kept)

    def of(self, what: str, id: str, node: Node, fields: Fields) -> tuple[str, ...]:
        """The wordings of an entry or silent topic: those written in it, then those of the file beside."""
        found = self._said.of(self._draft, id, fields.items("wordings", least=1))
        if id in self._left:
            return found + self._take(id)
        if isinstance(node, Pairs) and not fields.node("wordings") and self._knows(id):
            cure = f"write `wordings: …` here, or a list under `{id or 'its id'}` in {WORDINGS_FILE}"
            self._draft.wrong(node, f"{what} needs wordings, and has none; {cure}")
        return found

    def also(self, by: str, node: Node | None, text: str) -> None:
        """Note that this text asks for `by` too, where its wordings may say the same."""
        self._said.also(self._draft, by, node, text)

    def settle(self, known: Collection[str]) -> None:
        """Note every list beside the bank that is of nothing in it; `known` are the ids there are."""
        for id, (key, _) in list(self._left.items()):
            if self._beside and known:
                cure = f"{suggest(id, known)}, or add it under entries or silent"
                self._beside.wrong(key, f"{clip(id)} is not the id of an entry or of a silent topic; {cure}")
            self._take(id)

    def _take(self, id: str) -> tuple[str, ...]:
        _, node = self._left.pop(id)
        return self._said.of(self._beside, id, self._beside.items(node, least=1)) if self._beside else ()

    def _knows(self, id: str) -> bool:
        """Whether none for this id means that none were written: not where the file, or the id, is faulty."""
        return not self._beside or bool(id and self._kept and id not in self._kept)


def _lists(beside: Draft) -> dict[str, tuple[Scalar, Node]]:
    """Each list of the file by its id, with the place of the id."""
    fields = beside.top(_FILE)
    fields.text("schema", SCHEMA)
    return {key.text: (key, node) for key, node in fields.pairs("wordings", least=1)}
