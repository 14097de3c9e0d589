"""The sections `facts` and `terms` of a bank: what people write of themselves, and words explained."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from footnote.bank.formats import ID
from footnote.bank.models import Fact, Term
from footnote.bank.references import IdRegistry
from footnote.bank.validation import Keys

from .marks import check_marks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.bank.validation import Document, Fields
    from footnote.bank.yaml_nodes import Node

    from .marks import Ids

_FACT = Keys("a fact", ("id", "terms"), ("replaces", "instead"))
_TERM = Keys("a term", ("terms", "means", "cites", "entry"))


class ConversationParser:
    """Makes the records of both sections."""

    def __init__(self, document: Document, ids: Ids) -> None:
        self._document = document
        self._ids = ids

    def facts(self, nodes: list[Node]) -> tuple[Fact, ...]:
        """The facts of a list, each with an id of its own."""
        ids = IdRegistry(self._document, "the id of a fact", "facts")
        facts = tuple(self._fact(node, ids) for node in nodes)
        ids.report_unknown()
        return facts

    def terms(self, nodes: list[Node]) -> tuple[Term, ...]:
        """The explained terms of a list."""
        return tuple(self._term(node) for node in nodes)

    def _fact(self, node: Node, ids: IdRegistry) -> Fact:
        fields = self._document.fields(node, _FACT)
        id = fields.text("id", ID)
        ids.define(fields.node("id"), id)
        replaces = ids.refer_all(fields.items("replaces"), "this fact replaces")
        return Fact(id, fields.texts("terms", at_least=1), replaces, self._instead(fields))

    def _instead(self, fields: Fields) -> Mapping[str, str]:
        instead = {}
        for key, node in fields.pairs("instead"):
            entry = self._ids.entries.refer(key, self._document.text(key), "this fact is about")
            other = self._document.text(node)
            instead[entry] = self._ids.entries.refer(node, other, "this fact leads to", self._ids.silent)
        return MappingProxyType(instead)

    def _term(self, node: Node) -> Term:
        fields = self._document.fields(node, _TERM)
        means = fields.text("means")
        cites = self._ids.passages.refer_all(fields.items("cites", at_least=1), "this term cites")
        check_marks(fields, "means", means, cites)
        entry = self._ids.entries.refer(fields.node("entry"), fields.text("entry"), "this term leads to")
        return Term(fields.texts("terms", at_least=1), means, cites, entry)
