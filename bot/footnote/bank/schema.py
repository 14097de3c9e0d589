"""The schema of a bank: checks its keys and makes a `Bank` of them.

There is one short method for each part of a bank, in the order of faq/README.md. Each reports what is wrong
and goes on, so the caller must look at the problems before it uses the bank.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from footnote.text import plain

from . import formats
from .formats import CLOCK, ID, MEASURES, PERIOD, SECTION_NUMBER, SHARE, read_clock
from .locations import ENTRIES_FILE, SILENT_FILE, SYNONYMS_FILE
from .models import Bank, Entry, Measures, Policy, SilentTopic
from .references import IdRegistry, WordingRegistry
from .sections import ConversationParser, Ids, SizesParser, SourcesParser, check_marks, of_several_sources
from .validation import Fields, Keys, clip, line_of
from .wordings import BankWordings
from .yaml_nodes import Pairs, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from footnote.text import Language

    from .validation import Document
    from .yaml_nodes import Node

    _Record = TypeVar("_Record", Entry, SilentTopic)

BANK = Keys(
    "a bank",
    ("schema", "id", "title", "language", "notice", "contact", "source", "passages", "entries"),
    (
        *("subject", "helpline", "helplines", "same", "apart", "sizes", "facts", "terms", "silent", "policy"),
        *("limits", "starters"),
        *CLOCK,
    ),
)
SEVERAL = Keys(
    BANK.what, tuple("sources" if key == "source" else key for key in BANK.required), BANK.optional
)
"""The keys of a bank of schema 2."""

SECTIONS = {
    ENTRIES_FILE: Keys("a file of entries", ("schema", "entries")),
    SILENT_FILE: Keys("a file of silent topics", ("schema", "silent")),
    SYNONYMS_FILE: Keys("a file of synonyms", ("schema",), ("same", "apart")),
}
"""The keys of the bank that may be in a file of their own instead, by the name of that file."""

PASSAGES = Keys("a file of passages", ("schema", "passages"))
"""The keys of a file in the folder of passages."""

_ENTRY = Keys(
    "an entry", ("id", "question", "answer", "cites"), ("wordings", "about", "follow", "review", *CLOCK)
)
_SILENT = Keys("a silent topic", ("id", "about"), ("wordings", "near", "unexplained"))
_POLICY = Keys(
    "the policy", (), ("careful", "under_review", "overdue", "grace", "answer", "clarify", "margin")
)
"""The last three are of banks written before a judgement had one threshold. They have no effect, and `lint`
says so.
"""


class Files(NamedTuple):
    """The files of a bank without its language. `sections` has those of SECTIONS, by their names."""

    main: Document
    sections: Mapping[str, Document]
    passages: Sequence[Document]
    wordings: Document | None
    entry_wordings: Sequence[Document]


def top_fields(files: Files) -> Fields:
    """The values of a bank by their keys, from its own file and from those of its sections."""
    keys = SEVERAL if _has_several_sources(files.main) else BANK
    elsewhere = tuple(key for name in files.sections for key in SECTIONS[name].required[1:])
    elsewhere += PASSAGES.required[1:] if files.passages else ()
    required = tuple(key for key in keys.required if key not in elsewhere)
    optional = dict.fromkeys((*keys.optional, *elsewhere))
    fields = files.main.top(Keys(keys.what, required, tuple(optional)))
    for name, document in files.sections.items():
        section = document.top(SECTIONS[name])
        section.text("schema", SECTION_NUMBER)
        for key in sorted(section.keys() - {"schema"}):
            if first := fields.node(key):
                where = line_of(first, seen_from=document.root)
                section.report(key, f"{key} is on {where} already; write it in one file only")
        fields = fields.merge(section)
    return _with_passages(fields, files.passages)


def _with_passages(fields: Fields, documents: Iterable[Document]) -> Fields:
    """The fields with the passages of these files after their own."""
    for document in documents:
        section = document.top(PASSAGES)
        section.text("schema", SECTION_NUMBER)
        fields = fields.join(section, "passages")
    return fields


def _has_several_sources(document: Document) -> bool:
    """Whether the keys of a bank are those of schema 2: it has `sources`, or its number and no `source`."""
    pairs = document.root.items() if isinstance(document.root, Pairs) else ()
    texts = {key.text: value for key, value in pairs if isinstance(key, Scalar)}
    number = texts.get("schema")
    is_second = isinstance(number, Scalar) and number.text.strip() == "2"
    return "sources" in texts or (is_second and "source" not in texts)


class BankParser:
    """Makes the bank of the files. `wordings` remembers where wordings are written."""

    def __init__(self, files: Files) -> None:
        document = files.main
        self.wordings = BankWordings(document, files.wordings, files.entry_wordings)
        self._document = document
        self._sections_are_readable = all(each.root for each in files.sections.values())
        self._passages = IdRegistry(document, "the id of a passage", "passages")
        self._sources = SourcesParser(document, self._passages)
        self._entries = IdRegistry(document, "the id of an entry", "entries")
        self._silent = IdRegistry(document, "the id of a silent topic", "silent", distinct_from=self._entries)
        ids = Ids(self._passages, self._entries, self._silent)
        self._about_sizes = SizesParser(document, ids)
        self._about_conversation = ConversationParser(document, ids)

    def bank(self, fields: Fields, language: Language, version: str) -> Bank:
        """The bank with these fields. Use it only if there are no problems afterwards."""
        fields.text("schema", formats.SEVERAL_SOURCES if fields.node("sources") else formats.ONE_SOURCE)
        same = self._same(fields.items("same"))
        apart = self._apart(fields.items("apart"), same)
        sizes, size_use = self._about_sizes.section(fields.node("sizes"))
        sources = self._sources.sources(fields)
        policy, measures = self._policy(fields.node("policy"))
        bank = Bank(
            id=fields.text("id", ID),
            version=version,
            title=fields.text("title"),
            notice=fields.text("notice"),
            contact=fields.text("contact"),
            sources=sources,
            passages=self._sources.passages(fields.pairs("passages", at_least=1)),
            entries=_by_id(self._entry(node) for node in fields.items("entries", at_least=1)),
            silent=_by_id(self._silent_topic(node) for node in fields.items("silent")),
            language=of_several_sources(language) if len(sources) > 1 else language,
            same=tuple(tuple(group.values()) for group in same),
            apart=tuple(tuple(terms.values()) for terms in apart),
            sizes=sizes,
            policy=policy,
            helpline=fields.text("helpline"),
            subject=fields.one_of("subject", formats.SUBJECTS) or "other",
            helplines=formats.read_helplines(self._document, fields),
            size_use=size_use,
            facts=self._about_conversation.facts(fields.items("facts")),
            terms=self._about_conversation.terms(fields.items("terms")),
            clock=read_clock(fields),
            limits=formats.read_limits(self._document, fields),
            measures=measures,
            starters=self._entries.refer_all(fields.items("starters", at_most=6), "this bank begins with"),
        )
        self._report_unknown(fields, [id for id in (*bank.entries, *bank.silent) if id])
        return bank

    def _report_unknown(self, fields: Fields, ids: list[str]) -> None:
        """Report references to unknown ids, unless those ids could not be read or are missing altogether."""
        self._sources.report_unknown()
        if fields.node("passages"):
            self._passages.report_unknown()
        has_all_ids = self._sections_are_readable and fields.node("entries")
        if has_all_ids:
            self._entries.report_unknown()
        self.wordings.report_unused(ids if has_all_ids else [])

    # Entries and silent topics

    def _entry(self, node: Node) -> Entry:
        fields = self._document.fields(node, _ENTRY)
        id = self._define(fields, self._entries)
        question, wordings = fields.text("question"), self.wordings.add(_ENTRY.what, id, node, fields)
        self.wordings.add_question(id, fields.node("question"), question)
        answer = fields.text("answer")
        cites = self._passages.refer_all(fields.items("cites", at_least=1), "this entry cites")
        check_marks(fields, "answer", answer, cites)
        follow = self._follow(fields)
        review = self._passages.refer_all(fields.items("review"), "this entry is to be reviewed for")
        clock = read_clock(fields)
        return Entry(id, question, wordings, answer, cites, fields.text("about"), follow, review, clock)

    def _silent_topic(self, node: Node) -> SilentTopic:
        fields = self._document.fields(node, _SILENT)
        return SilentTopic(
            id=(id := self._define(fields, self._silent)),
            about=fields.text("about"),
            wordings=self.wordings.add(_SILENT.what, id, node, fields),
            near=self._entries.refer_all(fields.items("near", at_most=3), "this topic is near"),
            unexplained=fields.texts("unexplained"),
        )

    def _define(self, fields: Fields, ids: IdRegistry) -> str:
        id = fields.text("id", ID)
        ids.define(fields.node("id"), id)
        return id

    def _follow(self, fields: Fields) -> Mapping[str, tuple[str, ...]]:
        wordings = WordingRegistry(self._document)  # a new one: "why" may follow any entry
        follow: dict[str, tuple[str, ...]] = {}
        for key, node in fields.pairs("follow"):
            name = self._document.text(key)
            id = self._entries.refer(key, name, "this entry is followed by", self._silent)
            follow[id] = wordings.add(id, self._document.items(node, at_least=1))
        return MappingProxyType(follow)

    # Synonyms, and terms to keep apart

    def _same(self, nodes: list[Node]) -> list[dict[str, str]]:
        """Groups of terms that mean the same. A term is in one group only, or the two would be one."""
        seen: dict[str, Node] = {}
        return [self._terms(node, seen) for node in nodes]

    def _apart(self, nodes: list[Node], same: list[dict[str, str]]) -> list[dict[str, str]]:
        """Sets of terms to keep apart, no two of which may be in one group of `same`."""
        group_of = {words: number for number, group in enumerate(same) for words in group}
        sets = [self._terms(node, {}) for node in nodes]
        for node, terms in zip(nodes, sets, strict=True):
            groups = [group_of[words] for words in terms if words in group_of]
            if len(set(groups)) < len(groups):
                message = "two of these are in one group under same; delete one, here or there"
                self._document.report(node, message)
        return sets

    def _terms(self, node: Node, seen: dict[str, Node]) -> dict[str, str]:
        """Two or more terms by their plain words, none of which was seen before; adds them to `seen`."""
        terms = {}
        for item in self._document.items(node, at_least=2):
            if term := self._document.text(item):
                first = seen.setdefault(words := plain(term), item)
                if first is not item:
                    message = f"{clip(term)} is on {line_of(first)} too; delete one of the two"
                    self._document.report(item, message)
                terms[words] = term
        return terms

    # Policy

    def _policy(self, node: Node | None) -> tuple[Policy, Measures]:
        if not node:
            return Policy(), Measures()
        fields = self._document.fields(node, _POLICY)
        careful = fields.text("careful", SHARE)
        measures = Measures(
            under_review=fields.one_of("under_review", MEASURES) or "notice",
            overdue=fields.one_of("overdue", MEASURES) or "notice",
            grace=fields.text("grace", PERIOD),
        )
        return Policy(float(careful)) if careful else Policy(), measures


def _by_id(records: Iterable[_Record]) -> Mapping[str, _Record]:
    return MappingProxyType({record.id: record for record in records})
