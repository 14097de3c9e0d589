"""What every bank of one language shares, key by key: from the tree of a file to a `Language`."""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from footnote.text import Kind, Language, Reason, SmallTalk

from .grammar_schema import read_grammar
from .references import Ids, Wordings
from .validation import Fields, Keys, matching

if TYPE_CHECKING:
    from collections.abc import Callable

    from .validation import Draft
    from .yaml_nodes import Node

_LANGUAGE = Keys("a language file", ("schema", "id", "small_talk", "texts"), ("grammar",))
_SMALL_TALK = Keys("small talk", ("id", "kind", "text", "wordings"), ("reason", "anywhere"))

SCHEMA = matching("1", "write 1")
ID = matching("[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", "write letters, digits and hyphens, such as size-under")
_KINDS: tuple[Kind, ...] = ("smalltalk", "decline", "handoff")
_REASONS: tuple[Reason, ...] = get_args(Reason)

_TEXTS = Keys(
    "`texts`",
    tuple(
        "greeting clarify two_questions silent not_in_source off_topic unclear none_of_these no_such_option "
        "nearby person comfort".split(),
    ),
    ("updated", "reference", "date", "months"),
)
_CITATION_BLANKS = {
    "updated": {"date"},
    "reference": {"number", "text"},
    "date": {"day", "month", "year"},
    "months": set[str](),
}

BLANKS = frozenset(
    "title publisher updated topic contact contact_capital notice about example example_two".split(),
)
"""What the bot fills in where a text of the language says `{…}`: see `phrase`."""


def language(draft: Draft, default: Callable[[], Language]) -> Language:
    """The language that a file describes. Worth using only if the draft has no problems after this.

    `default` gives the language that lends its grammar and its words for citations to a file without them.
    """
    fields = draft.top(_LANGUAGE)
    fields.text("schema", SCHEMA)
    name = os.path.basename(draft.file).removesuffix(".yaml")
    if fields.text("id", ID) not in ("", name):
        fields.wrong("id", f"the id of a language is its file's name; write {name}")
    texts, node = _texts(draft, fields), fields.node("grammar")
    if not _CITATION_BLANKS.keys() <= texts.keys():
        texts = {**{key: default().texts.get(key, "") for key in _CITATION_BLANKS}, **texts}
    grammar = read_grammar(draft, node) if node else default().grammar
    return Language(name, _small_talk(draft, fields), MappingProxyType(texts), grammar)


def _small_talk(draft: Draft, fields: Fields) -> tuple[SmallTalk, ...]:
    ids, wordings = Ids(draft, "the id of other small talk", "small_talk"), Wordings()
    return tuple(_talk(draft, node, ids, wordings) for node in fields.items("small_talk", least=1))


def _talk(draft: Draft, node: Node, ids: Ids, wordings: Wordings) -> SmallTalk:
    fields = draft.fields(node, _SMALL_TALK)
    id, kind, reason = fields.text("id", ID), fields.one_of("kind", _KINDS), fields.one_of("reason", _REASONS)
    ids.give(fields.node("id"), id)
    if kind == "smalltalk" and reason:
        fields.wrong("reason", "small talk has no reason; delete this line, or write another kind")
    elif kind in ("decline", "handoff") and not fields.node("reason"):
        fields.wrong("kind", f"a {kind} needs a reason; write `reason: …`, one of {', '.join(_REASONS)}")
    text = fields.text("text")
    fields.blanks("text", text, BLANKS)
    return SmallTalk(
        id=id,
        kind=kind or "smalltalk",
        reason=reason,
        anywhere=fields.one_of("anywhere", ("true", "false")) == "true",
        wordings=wordings.of(draft, id, fields.items("wordings", least=1)),
        text=text,
    )


def _texts(draft: Draft, fields: Fields) -> dict[str, str]:
    node = fields.node("texts")
    said = draft.fields(node, _TEXTS) if node else Fields(draft, {})
    texts = {}
    names = [name for name in (*_TEXTS.required, *_TEXTS.optional) if said.node(name)]
    for name in names:
        texts[name] = said.text(name)
        said.blanks(name, texts[name], _CITATION_BLANKS.get(name, BLANKS))
    return texts
