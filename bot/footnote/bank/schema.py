"""What a bank holds, key by key: from the tree of a file to the records of `bank`.

One short function for each thing an author writes, in the order of faq/README.md. Each takes what it
finds, notes in the draft what is wrong, and goes on; whoever calls looks at the problems before the bank.
"""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from footnote.text import plain

from .language_schema import ID, SCHEMA
from .models import Bank, Entry, Passage, Policy, Reference, Silent, SizeRange, Source
from .references import Ids, Wordings
from .validation import Fields, Form, Keys, clip, matching
from .wordings import BankWordings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from footnote.text import Language

    from .validation import Draft
    from .yaml_nodes import Node, Scalar

    _Thing = TypeVar("_Thing", Passage, Entry, Silent)

BANK = Keys(
    "a bank",
    ("schema", "id", "title", "language", "notice", "contact", "source", "passages", "entries"),
    ("helpline", "same", "apart", "sizes", "silent", "policy"),
)
_SOURCE = Keys("the source", ("title", "publisher", "url", "updated"), ("references",))
_REFERENCE = Keys("a reference", ("number", "text", "url"))
_PASSAGE = Keys("a passage", ("section", "place", "fragment", "sha256"), ("references",))
_SIZES = Keys("sizes", ("unit", "ranges"))
_RANGE = Keys("a range of sizes", ("entry", "says"), ("under", "upto"))
_ENTRY = Keys("an entry", ("id", "question", "answer", "cites"), ("wordings", "about", "follow"))
_SILENT = Keys("a silent topic", ("id", "about"), ("wordings", "near"))
_POLICY = Keys("the policy", (), ("answer", "clarify", "margin"))


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_URL = matching(r"https?://[^\s/]\S*", "write the whole address, such as https://www.example.org/page")
_DATE = Form(_is_date, "write the year, month and day, such as 2025-08-14")
_SHA256 = matching("[0-9a-f]{64}", "write 64 zeros, until `footnote check --source` tells you better")
_WHOLE = matching("[1-9][0-9]{0,5}", "write a whole number, such as 1")
_LENGTH = matching(r"[0-9]{1,6}(?:\.[0-9]{1,9})?", "write a number with a point, such as 0.2")
_SHARE = matching(r"0(?:\.[0-9]{1,9})?|1(?:\.0{1,9})?", "write a number from 0 to 1, such as 0.6")
_MM = matching("mm", "write mm")
_MARK = re.compile(r"\[([0-9]{1,3})\]")
_NO_MARK = re.compile(r"\[(?=[^\]]*[0-9])[0-9\s,;–-]+\]")


def bank(draft: Draft, beside: Draft | None, fields: Fields, language: Language, version: str) -> Bank:
    """The bank of a file, and of the wordings beside it. Worth using only if neither has problems after."""
    fields.text("schema", SCHEMA)
    return _Examiner(draft, beside).bank(fields, language, version)


class _Examiner:
    """Reads the parts of one bank, and remembers what they refer to and say."""

    def __init__(self, draft: Draft, beside: Draft | None) -> None:
        self._draft = draft
        self._passages = Ids(draft, "the id of a passage", "passages")
        self._references = Ids(draft, "the number of a reference", "references in source")
        self._entries = Ids(draft, "the id of an entry", "entries")
        self._silents = Ids(draft, "the id of a silent topic", "silent", apart_from=self._entries)
        self._wordings = BankWordings(draft, beside)

    def bank(self, fields: Fields, language: Language, version: str) -> Bank:
        same = self._same(fields.items("same"))
        apart = self._apart(fields.items("apart"), same)
        made = Bank(
            id=fields.text("id", ID),
            version=version,
            title=fields.text("title"),
            notice=fields.text("notice"),
            contact=fields.text("contact"),
            source=self._source(fields.node("source")),
            passages=_by_id(self._passage(key, node) for key, node in fields.pairs("passages", least=1)),
            entries=_by_id(self._entry(node) for node in fields.items("entries", least=1)),
            silent=_by_id(self._silent(node) for node in fields.items("silent")),
            language=language,
            same=tuple(tuple(group.values()) for group in same),
            apart=tuple(tuple(terms.values()) for terms in apart),
            sizes=self._sizes(fields.node("sizes")),
            policy=self._policy(fields.node("policy")),
            helpline=fields.text("helpline"),
        )
        for ids in (self._passages, self._references, self._entries):
            ids.settle()
        self._wordings.settle([id for id in (*made.entries, *made.silent) if id])
        return made

    # The source and its passages

    def _source(self, node: Node | None) -> Source:
        fields = self._draft.fields(node, _SOURCE) if node else Fields(self._draft, {})
        return Source(
            title=fields.text("title"),
            publisher=fields.text("publisher"),
            url=fields.text("url", _URL),
            updated=fields.text("updated", _DATE),
            references=tuple(self._reference(node) for node in fields.items("references")),
        )

    def _reference(self, node: Node) -> Reference:
        fields = self._draft.fields(node, _REFERENCE)
        number = fields.text("number", _WHOLE)
        self._references.give(fields.node("number"), number)
        return Reference(int(number or 0), fields.text("text"), fields.text("url", _URL))

    def _passage(self, key: Scalar, node: Node) -> Passage:
        id = self._draft.text(key, ID)
        self._passages.give(key, id)
        fields = self._draft.fields(node, _PASSAGE)
        first, last = (*fields.texts("fragment", least=2, most=2), "", "")[:2]
        numbers = self._references.refer_all(fields.items("references"), "this passage refers to")
        return Passage(
            id=id,
            section=fields.text("section"),
            place=fields.text("place"),
            fragment=(first, last),
            sha256=fields.text("sha256", _SHA256),
            references=tuple(int(number) for number in numbers if _WHOLE.fits(number)),
        )

    # Entries and silent topics

    def _entry(self, node: Node) -> Entry:
        fields = self._draft.fields(node, _ENTRY)
        id = self._given(fields, self._entries)
        question, wordings = fields.text("question"), self._wordings.of(_ENTRY.what, id, node, fields)
        self._wordings.also(id, fields.node("question"), question)
        answer = fields.text("answer")
        cites = self._passages.refer_all(fields.items("cites", least=1), "this entry cites")
        self._marks(fields, answer, cites)
        return Entry(id, question, wordings, answer, cites, fields.text("about"), self._follow(fields))

    def _silent(self, node: Node) -> Silent:
        fields = self._draft.fields(node, _SILENT)
        return Silent(
            id=(id := self._given(fields, self._silents)),
            about=fields.text("about"),
            wordings=self._wordings.of(_SILENT.what, id, node, fields),
            near=self._entries.refer_all(fields.items("near", most=3), "this topic is near"),
        )

    def _given(self, fields: Fields, ids: Ids) -> str:
        id = fields.text("id", ID)
        ids.give(fields.node("id"), id)
        return id

    def _marks(self, fields: Fields, answer: str, cites: tuple[str, ...]) -> None:
        """Each mark `[n]` of an answer has its citation, and each citation its mark."""
        if not answer or not cites:
            return  # noted already
        fields.blanks("answer", answer)
        for odd in _NO_MARK.findall(_MARK.sub("", answer)):
            fields.wrong("answer", f"{clip(odd)} is no mark; write one number in brackets, such as [1][2]")
        marks = {int(number) for number in _MARK.findall(answer)}
        for number in sorted(marks - set(range(1, len(cites) + 1))):
            fields.wrong(
                "answer", f"the mark [{number}] has no citation; add its passage to cites, or delete it"
            )
        for number, cited in enumerate(cites, start=1):
            if number not in marks:
                cure = f"write [{number}] where the answer rests on {cited}, or take {cited} out of cites"
                fields.wrong("answer", f"no mark [{number}] stands in the answer for {cited}; {cure}")

    def _follow(self, fields: Fields) -> Mapping[str, tuple[str, ...]]:
        said = Wordings()  # its own: "why" may follow any entry, and leads on from each to another
        follow: dict[str, tuple[str, ...]] = {}
        for key, node in fields.pairs("follow"):
            id = self._entries.refer(key, self._draft.text(key), "this entry is followed by", self._silents)
            follow[id] = said.of(self._draft, id, self._draft.items(node, least=1))
        return MappingProxyType(follow)

    # Words

    def _same(self, nodes: list[Node]) -> list[dict[str, str]]:
        """Groups of terms that say the same. No term is in two, or it would make them one."""
        taken: dict[str, Node] = {}
        return [self._terms(node, taken) for node in nodes]

    def _apart(self, nodes: list[Node], same: list[dict[str, str]]) -> list[dict[str, str]]:
        """Sets of terms to keep apart, of which no group may say that they are the same."""
        group_of = {words: number for number, group in enumerate(same) for words in group}
        sets = [self._terms(node, {}) for node in nodes]
        for node, terms in zip(nodes, sets, strict=True):
            groups = [group_of[words] for words in terms if words in group_of]
            if len(set(groups)) < len(groups):
                self._draft.wrong(
                    node, "two of these are in one group under same; take one out, here or there"
                )
        return sets

    def _terms(self, node: Node, taken: dict[str, Node]) -> dict[str, str]:
        """Two or more terms by their words, each of which it takes for itself."""
        terms = {}
        for item in self._draft.items(node, least=2):
            if term := self._draft.text(item):
                first = taken.setdefault(words := plain(term), item)
                if first is not item:
                    line = first.mark.line + 1
                    self._draft.wrong(item, f"{clip(term)} stands on line {line} too; delete one of the two")
                terms[words] = term
        return terms

    # Sizes and policy

    def _sizes(self, node: Node | None) -> tuple[SizeRange, ...]:
        if not node:
            return ()
        fields = self._draft.fields(node, _SIZES)
        fields.text("unit", _MM)
        nodes = fields.items("ranges", least=1)
        ranges = tuple(self._range(node, is_last=node is nodes[-1]) for node in nodes)
        ends = [(each.bound, each.inclusive) for each in ranges]
        for before, after, where in zip(ends, ends[1:], nodes[1:], strict=False):
            if None not in (before[0], after[0]) and after <= before:
                self._draft.wrong(
                    where, "this range ends no later than the one above it; write the smaller first"
                )
        return ranges

    def _range(self, node: Node, *, is_last: bool) -> SizeRange:
        fields = self._draft.fields(node, _RANGE)
        bounds = [key for key in ("under", "upto") if fields.node(key)]
        if len(bounds) != (not is_last):
            self._draft.wrong(node, _LAST_RANGE if is_last else _INNER_RANGE)
        length = fields.text(bounds[0], _LENGTH) if bounds else ""
        says = fields.text("says")
        fields.blanks("says", says, {"size"})
        if says and "{size}" not in says:
            fields.wrong("says", "the size is missing from this sentence; write {size} where it belongs")
        entry = self._entries.refer(fields.node("entry"), fields.text("entry"), "this range names")
        return SizeRange(float(length) if length else None, "upto" in bounds, entry, says)

    def _policy(self, node: Node | None) -> Policy:
        if not node:
            return Policy()
        fields = self._draft.fields(node, _POLICY)
        given = {key: fields.text(key, _SHARE) for key in Policy._fields}
        policy = Policy(**{key: float(share) for key, share in given.items() if share})
        if policy.clarify > policy.answer:
            self._draft.wrong(
                node, f"clarify is over answer, which is {policy.answer}; write no more than that"
            )
        return policy


_LAST_RANGE = "the last range takes every size that is left; write it without under and upto"
_INNER_RANGE = "every range but the last ends somewhere; write either under or upto, with a number"


def _by_id(things: Iterable[_Thing]) -> Mapping[str, _Thing]:
    return MappingProxyType({thing.id: thing for thing in things})
