"""The schema of a language file: checks its keys and makes a `Language` of them."""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias, get_args

from footnote.record import replace
from footnote.text import GAP, NO_LEXICON, Kind, Language, Lexicon, Reason, SmallTalk, plain

from .grammar_schema import read_grammar
from .references import IdRegistry, WordingRegistry
from .validation import Fields, Keys, clip, matching
from .yaml_nodes import Items

if TYPE_CHECKING:
    from collections.abc import Callable

    from .validation import Document
    from .yaml_nodes import Node

ReadLexicon: TypeAlias = "Callable[[str], str | None]"
"""Gives the text of a lexicon file by its name."""

_LANGUAGE = Keys("a language file", ("schema", "id", "small_talk", "texts"), ("grammar", "lexicon", "tag"))
_SMALL_TALK = Keys("small talk", ("id", "kind", "text", "wordings"), ("reason", "anywhere"))

SCHEMA_NUMBER = matching("1", "write 1")
ID = matching("[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", "write letters, digits and hyphens, such as size-under")
_TAG = matching("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "write a language tag, such as en or pt-BR")
_LEXICON_FILE = matching(r"[A-Za-z0-9_-]+\.lexicon", "write the name of a file, such as english.lexicon")
_KINDS: tuple[Kind, ...] = ("smalltalk", "decline", "handoff")
_REASONS: tuple[Reason, ...] = get_args(Reason)

_TEXTS = Keys(
    "`texts`",
    tuple(
        "greeting clarify two_questions silent not_in_source off_topic unclear none_of_these no_such_option "
        "nearby person comfort".split(),
    ),
    ("kind", "yes_no", "updated", "reference", "date", "months", "plurals"),
)
_LENT = {
    "kind": set[str](),
    "updated": {"date"},
    "reference": {"number", "text"},
    "date": {"day", "month", "year"},
    "months": set[str](),
    "plurals": set[str](),
}
"""Texts that the default language lends to a file without them, and what is filled in there."""

PLACEHOLDERS = frozenset(
    "title publisher updated topic kind contact contact_capital notice about example example_two".split(),
)
"""The names of what the bot fills in for `{…}` in the texts of a language."""


def language(document: Document, default: Callable[[], Language], lexicon: ReadLexicon) -> Language:
    """The language in a file. Use it only if there are no problems afterwards.

    `default` gives the language that lends its grammar and the texts in _LENT to a file without them;
    `lexicon` the text of a file in the same folder, or None where there is none.
    """
    fields = document.top(_LANGUAGE)
    fields.text("schema", SCHEMA_NUMBER)
    name = os.path.basename(document.file).removesuffix(".yaml")
    if fields.text("id", ID) not in ("", name):
        fields.report("id", f"the id of a language is the name of its file; write {name}")
    ways, node = _texts(document, fields), fields.node("grammar")
    texts = {key: first for key, (first, *_) in ways.items()}
    if not _LENT.keys() <= texts.keys():
        texts = {**{key: default().texts.get(key, "") for key in _LENT}, **texts}
    known = Language(
        id=name,
        small_talk=_small_talk(document, fields),
        texts=MappingProxyType(texts),
        grammar=read_grammar(document, node) if node else default().grammar,
        tag=fields.text("tag", _TAG),
        variants=MappingProxyType({key: tuple(others) for key, (_, *others) in ways.items() if others}),
    )
    return replace(known, lexicon=_lexicon(fields, known, lexicon))


def _lexicon(fields: Fields, known: Language, read: ReadLexicon) -> Lexicon:
    name = fields.text("lexicon", _LEXICON_FILE)
    if not name:
        return NO_LEXICON
    text = read(name)
    if text is None:
        fields.report("lexicon", f"there is no file {name} beside this one; add it, or delete this line")
        return NO_LEXICON
    try:
        return Lexicon.of(text, known.canonical)
    except ValueError as error:
        line = clip(str(error))
        fields.report("lexicon", f"{name} has the line {line}; write a cost, a colon and words: 7.25: about")
        return NO_LEXICON


def _small_talk(document: Document, fields: Fields) -> tuple[SmallTalk, ...]:
    ids = IdRegistry(document, "the id of other small talk", "small_talk")
    wordings = WordingRegistry(document)
    nodes = fields.items("small_talk", at_least=1)
    return tuple(_one_small_talk(document, node, ids, wordings) for node in nodes)


def _one_small_talk(document: Document, node: Node, ids: IdRegistry, wordings: WordingRegistry) -> SmallTalk:
    fields = document.fields(node, _SMALL_TALK)
    id, kind, reason = fields.text("id", ID), fields.one_of("kind", _KINDS), fields.one_of("reason", _REASONS)
    ids.define(fields.node("id"), id)
    if kind == "smalltalk" and reason:
        fields.report("reason", "small talk has no reason; delete this line, or write another kind")
    elif kind in ("decline", "handoff") and not fields.node("reason"):
        fields.report("kind", f"a {kind} needs a reason; write `reason: …`, one of {', '.join(_REASONS)}")
    text = fields.text("text")
    fields.check_placeholders("text", text, PLACEHOLDERS)
    nodes = fields.items("wordings", at_least=1)
    wordings_of_id = wordings.add(id, nodes)
    for wording, where in zip(wordings_of_id, nodes, strict=True):
        if GAP in wording and not plain(wording.partition(GAP)[0]):
            document.report(where, f"a gap cannot be first; write a word before {GAP}, or delete {GAP}")
    return SmallTalk(
        id=id,
        kind=kind or "smalltalk",
        reason=reason,
        anywhere=fields.one_of("anywhere", ("true", "false")) == "true",
        wordings=wordings_of_id,
        text=text,
    )


def _texts(document: Document, fields: Fields) -> dict[str, tuple[str, ...]]:
    """The ways to say each text: one, or the items of a list."""
    node = fields.node("texts")
    sentences = document.fields(node, _TEXTS) if node else Fields(document, {})
    texts = {}
    for name in (*_TEXTS.required, *_TEXTS.optional):
        if given := sentences.node(name):
            nodes = document.items(given, at_least=1) if isinstance(given, Items) else [given]
            texts[name] = tuple(map(document.text, nodes)) or ("",)
            for each, text in zip(nodes, texts[name], strict=False):
                document.check_placeholders(each, text, _LENT.get(name, PLACEHOLDERS))
    return texts
