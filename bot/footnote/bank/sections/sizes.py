"""The section `sizes` of a bank: which entry answers for a length, and which lengths are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.bank.formats import LENGTH, MILLIMETERS
from footnote.bank.models import SizeRange, SizeUse
from footnote.bank.validation import Keys

from .marks import check_marks

if TYPE_CHECKING:
    from footnote.bank.validation import Document, Fields
    from footnote.bank.yaml_nodes import Node

    from .marks import Ids

_SIZES = Keys("sizes", ("unit", "ranges"), ("of", "others", "inside", "across"))
_RANGE = Keys("a range of sizes", ("entry", "says"), ("under", "upto", "limit", "cites"))
_LAST_RANGE = "the last range is for all larger sizes; write it without under and upto"
_INNER_RANGE = "every range but the last needs an end; write either under or upto, with a number"


class SizesParser:
    """Makes the records of the section."""

    def __init__(self, document: Document, ids: Ids) -> None:
        self._document = document
        self._ids = ids

    def section(self, node: Node | None) -> tuple[tuple[SizeRange, ...], SizeUse]:
        """The ranges, from the smallest up; which lengths are remembered, and for which entries."""
        if not node:
            return (), SizeUse()
        fields = self._document.fields(node, _SIZES)
        return self._ranges(fields), self._use(fields)

    def _ranges(self, fields: Fields) -> tuple[SizeRange, ...]:
        fields.text("unit", MILLIMETERS)
        nodes = fields.items("ranges", at_least=1)
        ranges = tuple(self._range(node, is_last=node is nodes[-1]) for node in nodes)
        ends = [(each.bound, each.inclusive) for each in ranges]
        for before, after, where in zip(ends, ends[1:], nodes[1:], strict=False):
            if None not in (before[0], after[0]) and after <= before:
                message = "this range does not end after the one above it; write the smaller one first"
                self._document.report(where, message)
        return ranges

    def _use(self, fields: Fields) -> SizeUse:
        inside = self._ids.entries.refer_all(fields.items("inside"), "inside the range answers")
        across = self._ids.entries.refer(
            fields.node("across"), fields.text("across"), "across ranges answers"
        )
        return SizeUse(fields.texts("of"), fields.texts("others"), inside, across)

    def _range(self, node: Node, *, is_last: bool) -> SizeRange:
        fields = self._document.fields(node, _RANGE)
        bounds = [key for key in ("under", "upto") if fields.node(key)]
        if len(bounds) != (not is_last):
            self._document.report(node, _LAST_RANGE if is_last else _INNER_RANGE)
        length = fields.text(bounds[0], LENGTH) if bounds else ""
        says = fields.text("says")
        fields.check_placeholders("says", says, {"size"})
        if says and "{size}" not in says:
            fields.report("says", "the size is missing from this sentence; write {size} where it belongs")
        entry = self._ids.entries.refer(fields.node("entry"), fields.text("entry"), "this range names")
        limit, cites = self._limit(fields)
        bound = float(length) if length else None
        return SizeRange(bound, "upto" in bounds, entry, says, limit, cites)

    def _limit(self, fields: Fields) -> tuple[str, tuple[str, ...]]:
        """What is said before answers that do not hold in a range, and the passages that it cites."""
        limit = fields.text("limit")
        cites = self._ids.passages.refer_all(fields.items("cites"), "this range cites")
        if bool(limit) != bool(cites):
            fields.report("limit" if limit else "cites", "`limit` and `cites` belong together; write both")
        check_marks(fields, "limit", limit, cites, {"size"})
        return limit, cites
