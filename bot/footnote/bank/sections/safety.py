"""The safety files of a language: the signs of danger, and what the bot replies to it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from footnote.bank.formats import PLACEHOLDERS, SCHEMA_NUMBER
from footnote.bank.validation import Fields, Keys, clip, matching, suggest
from footnote.text import DANGERS, ORDINARY, Reach, Safety, Sign, is_group, is_searchable, unknown_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from footnote.bank.validation import Document
    from footnote.bank.yaml_nodes import Node

_REACHES: tuple[Reach, ...] = get_args(Reach)
_WEIGHT = matching("[1-9]", "write a number from 1 to 9; 3 is enough by itself")
_SAFETY = Keys(
    "the first safety file", ("schema", "signs", "replies"), ("groups", "skip", "decisive", "lines", "after")
)
_MORE_SAFETY = Keys("a safety file", ("schema",), ("groups", "signs", "lines"))
_LINES = Keys("`lines`", (), (*DANGERS, ORDINARY))
_AFTER = Keys("`after`", (), ("needs", "unsure", "better", "cries"))
_SIGN = Keys("a sign", ("name", "danger", "weight", "phrases"), ("against", "within", "reply"))
_REPLIES = Keys("`replies`", ("health", "general"))
HELPLINE_REPLY = "helpline"
_REPLY = Keys(
    "the replies",
    ("crisis", "emergency", "infection", "grief", "grief_alone", "fear", "fear_alone", HELPLINE_REPLY),
    (
        *("crisis_again", "emergency_again", "infection_again", "violence", "violence_again"),
        *("clinician", "survived", "survived_alone", "better"),
    ),
)
_HELPLINE_PLACEHOLDERS = {"country", "name", "contact"}


def read_safety(documents: list[Document]) -> Safety:
    """What safety files have together: the first has the replies and what is read over, each may have groups
    and signs.
    """
    first = documents[0].top(_SAFETY)
    files = [(documents[0], first), *((each, each.top(_MORE_SAFETY)) for each in documents[1:])]
    groups = {name: text for document, fields in files for name, text in _groups(document, fields)}
    signs = [_sign(document, node, groups) for document, fields in files for node in fields.items("signs", 1)]
    replies = first.node("replies")
    texts = documents[0].fields(replies, _REPLIES) if replies else Fields(documents[0], {})
    return Safety(
        " ".join(first.text("skip").split()),
        " ".join(first.text("decisive").split()),
        MappingProxyType(groups),
        tuple(signs),
        _replies(documents[0], texts.node("health")),
        _replies(documents[0], texts.node("general")),
        _lines(files),
        _after(documents[0], first.node("after"), groups),
    )


def _after(document: Document, node: Node | None, groups: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """The phrases of what is said after a reply to danger, by what they say."""
    fields = document.fields(node, _AFTER) if node else Fields(document, {})
    phrases = {
        kind: tuple(_phrase(document, each, groups) for each in fields.items(kind))
        for kind in _AFTER.optional
    }
    return MappingProxyType({kind: each for kind, each in phrases.items() if each})


def _lines(files: Iterable[tuple[Document, Fields]]) -> Mapping[str, str]:
    """What people type under `lines` of all files, for each danger and for what is ordinary."""
    lines: dict[str, list[str]] = {}
    for document, fields in files:
        node = fields.node("lines")
        kinds = document.fields(node, _LINES) if node else Fields(document, {})
        for kind in _LINES.optional:
            lines.setdefault(kind, []).extend(kinds.texts(kind))
    return MappingProxyType({kind: "\n".join(texts) for kind, texts in lines.items() if texts})


def _groups(document: Document, fields: Fields) -> Iterator[tuple[str, str]]:
    fields.text("schema", SCHEMA_NUMBER)
    for name, node in fields.pairs("groups"):
        if not is_group(name.text):
            document.report(name, f"{clip(name.text)} is no name of a group; write two capitals or more")
        yield name.text, document.text(node)


def _sign(document: Document, node: Node, groups: Mapping[str, str]) -> Sign:
    fields = document.fields(node, _SIGN)
    danger = fields.one_of("danger", (*DANGERS, ORDINARY))
    against = tuple(word for word in fields.text("against").split() if word in DANGERS)
    if danger == ORDINARY and not against:
        fields.report("danger", f"what is ordinary speaks against a danger; write `against: {DANGERS[0]}`")
    return Sign(
        name=fields.text("name"),
        danger=next((known for known in DANGERS if known == danger), None),
        weight=int(fields.text("weight", _WEIGHT) or 1),
        phrases=tuple(_phrase(document, each, groups) for each in fields.items("phrases", at_least=1)),
        against=tuple(known for known in DANGERS if known in against),
        within=fields.one_of("within", _REACHES) or "words",
        reply=fields.one_of("reply", (*_REPLY.required, *_REPLY.optional)) or "",
    )


def _phrase(document: Document, node: Node, groups: Mapping[str, str]) -> str:
    phrase = document.text(node)
    for name in unknown_groups(phrase, groups):
        document.report(node, f"{clip(name)} is not under groups; {suggest(name, groups)}")
    if phrase and not is_searchable(phrase):
        document.report(node, "a phrase needs a word that is neither … nor in brackets; write one")
    return phrase


def _replies(document: Document, node: Node | None) -> Mapping[str, str]:
    fields = document.fields(node, _REPLY) if node else Fields(document, {})
    replies = {name: fields.text(name) for name in (*_REPLY.required, *_REPLY.optional)}
    for name, text in replies.items():
        known = _HELPLINE_PLACEHOLDERS if name == HELPLINE_REPLY else PLACEHOLDERS
        fields.check_placeholders(name, text, known)
    return MappingProxyType(replies)
