"""What a bank says, cut into claims: each with the passages that it cites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .tree import items, records, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank import Node, ParsedBank

CITATION_MARK = re.compile(r"\s*\[([0-9]+)\]")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_MARKS = re.compile(r"(?:\s*\[[0-9]+\])+")
_NO_WORD = re.compile(r"[\W_]*")


class Claim(NamedTuple):
    """A part of a statement, up to its marks: its text without them, and the ids of the passages they cite.

    A part without marks of its own, such as the end of a sentence, cites nothing.
    """

    text: str
    cites: tuple[str, ...]


class Statement(NamedTuple):
    """A text with marks that a bank says, where it is written, the ids of the passages it cites, and the
    entry that it is the answer of, or "".
    """

    node: Node
    text: str
    cites: tuple[str, ...]
    entry: str = ""

    @property
    def plain(self) -> str:
        """The text without marks."""
        return CITATION_MARK.sub("", self.text)

    @property
    def sentences(self) -> list[str]:
        """The sentences and the items of lists, with their marks."""
        return list(filter(None, SENTENCE_END.split(self.text)))

    @property
    def claims(self) -> list[Claim]:
        """The claims of all sentences."""
        return [claim for sentence in self.sentences for claim in self.claims_of(sentence)]

    def claims_of(self, sentence: str) -> list[Claim]:
        """The claims of a sentence. What stands after the last marks of a sentence belongs to it."""
        claims: list[Claim] = []
        start = 0
        for match in _MARKS.finditer(sentence):
            claims.append(Claim(sentence[start : match.start()].strip(), self._cited(match[0])))
            start = match.end()
        rest = sentence[start:]
        if not _NO_WORD.fullmatch(rest):
            claims.append(Claim(rest.strip(), ()))
        return claims

    def _cited(self, marks: str) -> tuple[str, ...]:
        numbers = [int(number) for number in CITATION_MARK.findall(marks)]
        return tuple(self.cites[number - 1] for number in numbers if 0 < number <= len(self.cites))


def statements(parsed: ParsedBank) -> Iterator[Statement]:
    """The answers of the entries, then what is said of sizes and terms."""
    bank = parsed.bank
    for id, node in records(parsed, "entries"):
        entry = bank.entries.get(id)
        if entry and (answer := value(node, "answer")):
            yield Statement(answer, entry.answer, entry.cites, id)
    ranges = items(value(parsed.fields.node("sizes"), "ranges"))
    for node, size in zip(ranges, bank.sizes, strict=False):
        if size.limit and (limit := value(node, "limit")):
            yield Statement(limit, size.limit, size.cites)
    for node, term in zip(items(parsed.fields.node("terms")), bank.terms, strict=False):
        if means := value(node, "means"):
            yield Statement(means, term.means, term.cites)
