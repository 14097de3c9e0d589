"""The schema of a language file: checks its keys and makes a `Language` of them."""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias, get_args

from footnote.record import replace
from footnote.text import (
    GAP,
    NO_LEXICON,
    NO_SAFETY,
    Act,
    Kind,
    Language,
    Lexicon,
    OtherLanguage,
    Reason,
    Safety,
    SmallTalk,
    plain,
)

from .formats import ID, PLACEHOLDERS, SCHEMA_NUMBER
from .grammar_schema import read_grammar
from .references import IdRegistry, WordingRegistry
from .sections.safety import read_safety
from .sections.several import read_several, read_ways
from .validation import Fields, Keys, clip, matching

if TYPE_CHECKING:
    from collections.abc import Callable

    from .validation import Document
    from .yaml_nodes import Node

ReadLexicon: TypeAlias = "Callable[[str], str | None]"
"""Gives the text of a lexicon file by its name."""

OpenSafety: TypeAlias = "Callable[[str], Document | None]"
"""Opens the safety file of a name, if there is one."""

_LANGUAGE = Keys(
    "a language file",
    ("schema", "id", "small_talk", "texts"),
    ("grammar", "lexicon", "safety", "tag", "other_languages", "several_sources"),
)
_SMALL_TALK = Keys(
    "small talk", ("id", "kind", "text", "wordings"), ("reason", "anywhere", "yields", "again", "does")
)
_OTHER = Keys("another language", ("tag", "text"), ("words", "script", "crisis", "emergency", "urgent"))

_TAG = matching("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "write a language tag, such as en or pt-BR")
_LEXICON_FILE = matching(r"[A-Za-z0-9_-]+\.lexicon", "write the name of a file, such as english.lexicon")
_SCRIPT = matching(r"\S-\S(?: \S-\S)*", "write ranges of characters with spaces between them, such as α-ω")
_KINDS: tuple[Kind, ...] = ("smalltalk", "decline", "handoff")
_REASONS = tuple(reason for reason in get_args(Reason) if reason != "under-review")
"""The reasons that small talk may have."""

_ACTS: tuple[Act, ...] = get_args(Act)

_TEXTS = Keys(
    "`texts`",
    tuple(
        "greeting clarify two_questions silent not_in_source off_topic unclear none_of_these no_such_option "
        "nearby person".split(),
    ),
    tuple(
        "kind kinds yes_no updated checked reference date months plurals repeated same_answer shortest "
        "simpler part_not_found personal_general place more other which misunderstood noted all_right "
        "questions_to_ask asked bare_number cut_short only_this_language under_review changed overdue "
        "unchecked about_that passed_on kept team_there team_back answer_here answer_by_mail nobody taken "
        "returned code_subject code_text transcript_subject".split(),
    ),
)
_LENT = {
    "kind": set[str](),
    "kinds": set[str](),
    "updated": {"date"},
    "checked": {"date"},
    "reference": {"number", "text"},
    "date": {"day", "month", "year"},
    "months": set[str](),
    "plurals": set[str](),
    "passed_on": {"number"},
    "kept": {"number"},
    "team_there": set[str](),
    "team_back": {"date", "time"},
    "answer_here": set[str](),
    "answer_by_mail": {"email"},
    "code_subject": {"code"},
    "code_text": {"title", "code"},
    "transcript_subject": {"title"},
    "nobody": {"contact", "contact_capital"},
    "taken": {"name"},
    "returned": set[str](),
}
"""Texts that the default language lends to a file without them, and what is filled in there."""

_OWN_PLACEHOLDERS = {**_LENT, "part_not_found": {"part"}}


def language(
    document: Document, default: Callable[[], Language], lexicon: ReadLexicon, open_safety: OpenSafety
) -> Language:
    """The language in a file. Use it only if there are no problems afterwards.

    `default` gives the language that lends its grammar and the texts in _LENT to a file without them;
    `lexicon` the text of a file in the same folder, or None where there is none; `open_safety` the safety
    file of a name.
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
    small_talk = _small_talk(document, fields)
    known = Language(
        id=name,
        small_talk=small_talk,
        texts=MappingProxyType(texts),
        grammar=read_grammar(document, node) if node else default().grammar,
        tag=fields.text("tag", _TAG),
        variants=MappingProxyType({key: tuple(others) for key, (_, *others) in ways.items() if others}),
        safety=_safety(fields, open_safety),
        others=tuple(_other_language(document, each) for each in fields.items("other_languages")),
        several=read_several(document, fields.node("several_sources"), _TEXTS, small_talk),
    )
    return replace(known, lexicon=_lexicon(fields, known, lexicon)) if known.grammar else known


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


def _other_language(document: Document, node: Node) -> OtherLanguage:
    fields = document.fields(node, _OTHER)
    words, script = fields.text("words"), fields.text("script", _SCRIPT)
    if not words and not script:
        document.report(node, "a language is recognised by its words or its script; write `words: …`")
    danger = (fields.text(name) for name in ("crisis", "emergency", "urgent"))
    return OtherLanguage(fields.text("tag", _TAG), words, script, fields.text("text"), *danger)


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
        yields=fields.one_of("yields", ("true", "false")) == "true",
    )


def _texts(document: Document, fields: Fields) -> dict[str, tuple[str, ...]]:
    """The ways to say each text."""
    node = fields.node("texts")
    sentences = document.fields(node, _TEXTS) if node else Fields(document, {})
    return {
        name: read_ways(document, given, _OWN_PLACEHOLDERS.get(name, PLACEHOLDERS))
        for name in (*_TEXTS.required, *_TEXTS.optional)
        if (given := sentences.node(name))
    }


# What tells of danger: a file of its own, next to that of the language


def _safety(fields: Fields, open_safety: Callable[[str], Document | None]) -> Safety:
    documents = []
    for name in fields.text("safety").split():
        document = open_safety(name)
        if document:
            documents.append(document)
        else:
            fields.report(
                "safety", f"there is no file {name}.yaml next to this one; add it, or delete the name"
            )
    return read_safety(documents) if documents else NO_SAFETY
