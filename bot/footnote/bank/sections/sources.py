"""The sections `source` or `sources`, and `passages`: what a bank was written from, and where in it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from footnote.bank.formats import DATE, ID, SHA256, URL, WHOLE_NUMBER
from footnote.bank.models import ONLY_SOURCE, Passage, Reference, Source
from footnote.bank.references import IdRegistry
from footnote.bank.validation import Fields, Keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.bank.validation import Document
    from footnote.bank.yaml_nodes import Node, Scalar

_ONLY = Keys(
    "the source", ("title", "publisher", "url", "updated"), ("references", "kind", "licence", "copy")
)
_ONE_OF_SEVERAL = Keys(
    "a source", ("title", "publisher", "url"), ("updated", "references", "kind", "licence", "copy")
)
_REFERENCE = Keys("a reference", ("number", "text", "url"))
_PASSAGE = Keys("a passage", ("section", "place", "fragment", "sha256"), ("references", "source"))


class SourcesParser:
    """Makes the records of the sources, then of the passages, whose ids it defines."""

    def __init__(self, document: Document, passages: IdRegistry) -> None:
        self._document = document
        self._passages = passages
        self._sources = IdRegistry(document, "the id of a source", "sources")
        self._references: dict[str, IdRegistry] = {}  # by the id of their source

    def sources(self, fields: Fields) -> Mapping[str, Source]:
        """The sources by id, in order: at least one. Use them only if there are no problems afterwards."""
        pairs = fields.pairs("sources", at_least=1)
        if not pairs:
            return MappingProxyType({ONLY_SOURCE: self._only(fields.node("source"))})
        sources = (self._one_of_several(key, node) for key, node in pairs)
        return MappingProxyType({source.id: source for source in sources})

    def passages(self, pairs: list[tuple[Scalar, Node]]) -> Mapping[str, Passage]:
        """The passages by id, in order."""
        passages = (self._passage(key, node) for key, node in pairs)
        return MappingProxyType({passage.id: passage for passage in passages})

    def report_unknown(self) -> None:
        """Report sources and references that are named and not defined. Call it when all is read."""
        self._sources.report_unknown()
        for registry in self._references.values():
            registry.report_unknown()

    def _only(self, node: Node | None) -> Source:
        if not node:  # it is missing, which is reported: there is nothing to refer to
            return self._source(Fields(self._document, {}), "", None)
        self._sources.define(node, ONLY_SOURCE)
        references = IdRegistry(self._document, "the number of a reference", "references in source")
        return self._source(self._document.fields(node, _ONLY), ONLY_SOURCE, references)

    def _one_of_several(self, key: Scalar, node: Node) -> Source:
        id = self._document.text(key, ID)
        self._sources.define(key, id)
        references = IdRegistry(self._document, "the number of a reference", f"references of {id}")
        return self._source(self._document.fields(node, _ONE_OF_SEVERAL), id, references)

    def _source(self, fields: Fields, id: str, references: IdRegistry | None) -> Source:
        if references:
            self._references[id] = references
        return Source(
            title=fields.text("title"),
            publisher=fields.text("publisher"),
            url=fields.text("url", URL),
            updated=fields.text("updated", DATE),
            references=tuple(self._reference(node, id) for node in fields.items("references")),
            kind=fields.text("kind"),
            id=id,
            licence=fields.text("licence"),
            copy=fields.text("copy"),
        )

    def _reference(self, node: Node, source: str) -> Reference:
        fields = self._document.fields(node, _REFERENCE)
        number = fields.text("number", WHOLE_NUMBER)
        self._references[source].define(fields.node("number"), number)
        return Reference(int(number or 0), fields.text("text"), fields.text("url", URL))

    def _passage(self, key: Scalar, node: Node) -> Passage:
        id = self._document.text(key, ID)
        self._passages.define(key, id)
        fields = self._document.fields(node, _PASSAGE)
        first, last = (*fields.texts("fragment", at_least=2, at_most=2), "", "")[:2]
        source = self._source_of(node, fields)
        return Passage(
            id=id,
            section=fields.text("section"),
            place=fields.text("place"),
            fragment=(first, last),
            sha256=fields.text("sha256", SHA256),
            references=self._references_of(fields, source),
            source=source,
        )

    def _source_of(self, node: Node, fields: Fields) -> str:
        """The id of the source that a passage names; of the only one where it names none."""
        if named := fields.node("source"):
            return self._sources.refer(named, fields.text("source"), "this passage is of")
        if len(self._references) > 1:
            ids = ", ".join(filter(None, self._references))
            self._document.report(
                node, f"this passage does not say its source; write `source: …`, one of {ids}"
            )
        return next(iter(self._references), ONLY_SOURCE)

    def _references_of(self, fields: Fields, source: str) -> tuple[int, ...]:
        nodes = fields.items("references")
        registry = self._references.get(source)
        if not registry:  # the source is unknown, which is reported
            return ()
        numbers = registry.refer_all(nodes, "this passage refers to")
        return tuple(int(number) for number in numbers if WHOLE_NUMBER.matches(number))
