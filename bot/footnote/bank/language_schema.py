"""The schema of a language file: checks its keys and makes a `Language` of them."""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from footnote.text import GAP, Act, Kind, Language, OtherLanguage, Reason, SmallTalk, plain

from .grammar_schema import read_grammar
from .references import IdRegistry, WordingRegistry
from .validation import Fields, Keys, matching

if TYPE_CHECKING:
    from collections.abc import Callable

    from .validation import Document
    from .yaml_nodes import Node

_LANGUAGE = Keys(
    "a language file", ("schema", "id", "small_talk", "texts"), ("grammar", "tag", "other_languages")
)
_SMALL_TALK = Keys("small talk", ("id", "kind", "text", "wordings"), ("reason", "anywhere", "again", "does"))
_OTHER = Keys("another language", ("tag", "text"), ("words", "script"))

SCHEMA_NUMBER = matching("1", "write 1")
ID = matching("[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", "write letters, digits and hyphens, such as size-under")
_TAG = matching("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "write a language tag, such as en or pt-BR")
_SCRIPT = matching(r"\S-\S(?: \S-\S)*", "write ranges of characters with spaces between them, such as α-ω")
_KINDS: tuple[Kind, ...] = ("smalltalk", "decline", "handoff")
_REASONS: tuple[Reason, ...] = get_args(Reason)
_ACTS: tuple[Act, ...] = get_args(Act)

_TEXTS = Keys(
    "`texts`",
    tuple(
        "greeting clarify two_questions silent not_in_source off_topic unclear none_of_these no_such_option "
        "nearby person comfort".split(),
    ),
    tuple(
        "updated reference date months clarify_again not_in_source_again off_topic_again unclear_again "
        "none_of_these_again repeated same_answer shortest simpler part_not_found personal_general "
        "personal_general_again place more other which misunderstood noted all_right questions_to_ask "
        "only_this_language".split(),
    ),
)
_CITATION_PLACEHOLDERS = {
    "updated": {"date"},
    "reference": {"number", "text"},
    "date": {"day", "month", "year"},
    "months": set[str](),
}
_OWN_PLACEHOLDERS = {**_CITATION_PLACEHOLDERS, "part_not_found": {"part"}}

PLACEHOLDERS = frozenset(
    "title publisher updated topic contact contact_capital notice about example example_two".split(),
)
"""The names of what the bot fills in for `{…}` in the texts of a language."""


def language(document: Document, default: Callable[[], Language]) -> Language:
    """The language in a file. Use it only if there are no problems afterwards.

    `default` gives the language that lends its grammar and its words for citations to a file without them.
    """
    fields = document.top(_LANGUAGE)
    fields.text("schema", SCHEMA_NUMBER)
    name = os.path.basename(document.file).removesuffix(".yaml")
    if fields.text("id", ID) not in ("", name):
        fields.report("id", f"the id of a language is the name of its file; write {name}")
    texts, node = _texts(document, fields), fields.node("grammar")
    if not _CITATION_PLACEHOLDERS.keys() <= texts.keys():
        texts = {**{key: default().texts.get(key, "") for key in _CITATION_PLACEHOLDERS}, **texts}
    grammar = read_grammar(document, node) if node else default().grammar
    return Language(
        name,
        _small_talk(document, fields),
        MappingProxyType(texts),
        grammar,
        fields.text("tag", _TAG),
        tuple(_other_language(document, node) for node in fields.items("other_languages")),
    )


def _other_language(document: Document, node: Node) -> OtherLanguage:
    fields = document.fields(node, _OTHER)
    words, script = fields.text("words"), fields.text("script", _SCRIPT)
    if not words and not script:
        document.report(node, "a language is recognised by its words or its script; write `words: …`")
    return OtherLanguage(fields.text("tag", _TAG), words, script, fields.text("text"))


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
    text, again = fields.text("text"), fields.text("again")
    fields.check_placeholders("text", text, PLACEHOLDERS)
    fields.check_placeholders("again", again, PLACEHOLDERS)
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
        again=again,
        does=fields.one_of("does", _ACTS),
    )


def _texts(document: Document, fields: Fields) -> dict[str, str]:
    node = fields.node("texts")
    sentences = document.fields(node, _TEXTS) if node else Fields(document, {})
    texts = {}
    names = [name for name in (*_TEXTS.required, *_TEXTS.optional) if sentences.node(name)]
    for name in names:
        texts[name] = sentences.text(name)
        placeholders = _OWN_PLACEHOLDERS.get(name, PLACEHOLDERS)
        sentences.check_placeholders(name, texts[name], placeholders)
    return texts
