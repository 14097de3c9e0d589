"""Collects the wordings of a bank: with the entries themselves, in `wordings.yaml`, and in the wordings
folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .formats import SCHEMA_NUMBER
from .locations import WORDINGS_FILE, WORDINGS_FOLDER, entry_id
from .references import WordingRegistry
from .validation import Keys, clip, suggest
from .yaml_nodes import Pairs

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .validation import Document, Fields
    from .yaml_nodes import Node, Scalar

_FILE = Keys("a file of wordings", ("schema", "wordings"))
"""`wordings` has a list under each id of an entry or topic; in the wordings folder, under each origin of
wordings, such as `written by hand`.
"""


class BankWordings:
    """All wordings of one bank. `lists` has those that are not with their entry, by its id."""

    def __init__(self, document: Document, shared: Document | None, entry_files: Sequence[Document]) -> None:
        """`shared` is `wordings.yaml`, `entry_files` those of the wordings folder."""
        self.lists: dict[str, list[Node]] = {}
        self._document = document
        self._registry = WordingRegistry(document)
        self._has_entry_files = bool(entry_files)
        self._has_shared_file = shared is not None
        self._places: dict[str, Node] = {}  # where to report that an id is unknown
        self._shared_file_is_readable = self._read_shared(shared) if shared else True
        for file in entry_files:
            self._read_entry_file(file)
        self._remaining = dict(self.lists)

    def add(self, what: str, id: str, node: Node, fields: Fields) -> tuple[str, ...]:
        """The wordings of an entry or silent topic: those written in it, then those of the files."""
        wordings = self._registry.add(id, fields.items("wordings", at_least=1))
        if id in self._remaining:
            return wordings + self._add_lists(id)
        if isinstance(node, Pairs) and not fields.node("wordings") and self._is_missing(id):
            advice = f"write `wordings: …` here, or {self._other_place(id or '<id>')}"
            self._document.report(node, f"{what} needs wordings, and has none; {advice}")
        return wordings

    def add_question(self, id: str, node: Node | None, text: str) -> None:
        """Add the question of an entry, which may also be among its wordings."""
        self._registry.add_question(id, node, text)

    def report_unused(self, known: Collection[str]) -> None:
        """Report wordings for ids that are not `known`. Call it when the whole bank is read."""
        for id in list(self._remaining):
            if known and id in self._places:
                advice = f"{suggest(id, known)}, or add it under entries or silent"
                message = f"{clip(id)} is not the id of an entry or of a silent topic; {advice}"
                self._document.report(self._places[id], message)
            self._add_lists(id)

    def _read_shared(self, file: Document) -> bool:
        """Collect the lists of `wordings.yaml`. Returns whether there are any."""
        lists = _lists(file)
        for key, node in lists:
            self._places.setdefault(key.text, key)
            self.lists.setdefault(key.text, []).append(node)
        return bool(lists)

    def _read_entry_file(self, file: Document) -> None:
        """Collect the lists of a file in the wordings folder, whose name begins with the id."""
        id = entry_id(file.file)
        lists = self.lists.setdefault(id, [])  # a file that cannot be read is reported, its entry is not
        lists += [node for _, node in _lists(file)]
        if file.root:
            self._places.setdefault(id, file.root)

    def _add_lists(self, id: str) -> tuple[str, ...]:
        lists = self._remaining.pop(id)
        return tuple(
            wording
            for node in lists
            for wording in self._registry.add(id, self._document.items(node, at_least=1))
        )

    def _is_missing(self, id: str) -> bool:
        """Whether an id without lists really has none: not where the id or the shared file has a problem."""
        if not self._has_shared_file and not self._has_entry_files:
            return True
        return bool(id) and id not in self.lists and self._shared_file_is_readable

    def _other_place(self, id: str) -> str:
        if self._has_shared_file and not self._has_entry_files:
            return f"a list under `{id}` in {WORDINGS_FILE}"
        return f"add the file {WORDINGS_FOLDER}/{id}.yaml"


def _lists(file: Document) -> list[tuple[Scalar, Node]]:
    """The lists in a file of wordings, each with its key."""
    fields = file.top(_FILE)
    fields.text("schema", SCHEMA_NUMBER)
    return fields.pairs("wordings", at_least=1)
