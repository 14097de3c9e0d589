"""The section `grammar` of a language file: how a language works, as `text.Language` takes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from footnote.text import stemmers

from .validation import Keys, TextFormat, clip, matching
from .yaml_nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .validation import Document
    from .yaml_nodes import Node

_STEMMER = TextFormat(
    lambda text: text in stemmers(),
    "write the name of a Snowball stemmer, such as english, german or spanish",
)
_LETTER = matching(r"[^\W\d_]", "write one letter")
_WHOLE = matching("[0-9]{1,2}", "write a whole number, such as 5")
_NUMBER = matching(r"[0-9]{1,6}(?:\.[0-9]{1,9})?(?:/[1-9])?", "write a number, such as 0.5 or 1/3")


def _compiles(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


_PATTERN = TextFormat(_compiles, "write a regular expression, such as how (long|soon)")


class _Mapping(tuple[TextFormat | None, TextFormat | None]):
    """A mapping from texts to texts, with the forms of keys and values."""

    __slots__ = ()


class _List(tuple[()]):
    """A list of texts."""

    __slots__ = ()


_Shape: TypeAlias = "TextFormat | _Mapping | _List | Mapping[str, _Shape] | None"

_SOME_WORDS = TextFormat(bool, "write at least one word")
_WORDS = None
"""A text: words with spaces between them, or phrases with commas. It is empty where a language has none."""

_GRAMMAR: Mapping[str, _Shape] = {
    "stemmer": _STEMMER,
    "words": {
        "filler": _SOME_WORDS,
        **dict.fromkeys(
            "common negators question_words focusing classifiers pronouns openers ages".split(), _WORDS
        ),
    },
    "short_forms": _Mapping((None, _SOME_WORDS)),
    "contractions": _Mapping((None, _SOME_WORDS)),
    "contraction_endings": _Mapping((None, _SOME_WORDS)),
    "dropped_endings": _WORDS,
    "spelling": {
        "forms": _Mapping((None, _SOME_WORDS)),
        "shortest": _WHOLE,
        "inside": _Mapping((None, None)),
        "endings": _Mapping((None, None)),
    },
    "sounds": _Mapping((None, None)),
    "requests": dict.fromkeys(
        "particular manner personal contrast given".split(), _Mapping((None, _PATTERN))
    ),
    "letters": {"alike": _Mapping((_LETTER, _LETTER)), "weak": _WORDS, "vowels": _WORDS},
    "confused": _List(),
    "messages": dict.fromkeys(
        (
            "greetings", "closings", "closing_words", "forwarding", "headers", "third_persons",
            "reporting", "leading", "joining", "asking",
        ),
        _WORDS,
    ),
    "choices": {
        "numbers": _Mapping((None, _WHOLE)),
        "around": _WORDS,
        "single": _WORDS,
        "agreeing": _WORDS,
        "refusing": _WORDS,
        "after_refusing": _List(),
    },
    "measurements": {
        "units": _Mapping((_NUMBER, _SOME_WORDS)),
        "fractions": _Mapping((None, _NUMBER)),
        **dict.fromkeys(
            (
                "default_unit", "endings", "numbers", "articles", "fraction_of", "fraction_and", "point",
                "larger", "smaller", "than", "above", "below", "also_above", "also_below", "not", "bounds",
                "from", "to", "the",
            ),
            _WORDS,
        ),
    },
}  # fmt: skip
"""The keys of a grammar. Each is needed; where a language has no such words, its text, list or mapping is
empty."""

_REDACTION = (
    "titles", "relatives", "introductions", "self_introductions", "sign_offs", "person_verbs",
    "capitalised", "months", "ambiguous_months", "ordinal_endings", "date_joiners", "birth", "streets",
    "capitalised_streets", "street_directions", "street_endings", "street_beginnings", "po_boxes",
    "number_labels", "at_sign", "full_stop", "other_months", "predicates",
)  # fmt: skip
"""The words by which the journal redacts names, dates and addresses. All are optional."""

_CONVERSATION = (
    "corrections", "contrast", "splitting", "choosing", "both", "last", "other", "also", "own", "enough",
    "announcing", "announced", "about", "counting", "tags", "pleading", "confirming", "inverted",
    "source_leads", "source_words", "source_verbs", "source_particles", "people", "deeds", "passives",
)  # fmt: skip
"""The words about a conversation. All are optional: without them people are understood less often."""

_OPTIONAL = {"conversation": _CONVERSATION, "redaction": _REDACTION}


def read_grammar(document: Document, node: Node) -> dict[str, Any]:
    """The grammar at a node, as texts, lists and mappings of them; problems are noted in the document."""
    fields = document.fields(node, Keys("`grammar`", tuple(_GRAMMAR), ("conversation", "redaction")))
    nodes = {key: fields.node(key) for key in _GRAMMAR}
    grammar = {key: _read(document, each, f"`{key}`", _GRAMMAR[key]) for key, each in nodes.items() if each}
    for name, keys in _OPTIONAL.items():
        if node_of := fields.node(name):
            grammar[name] = _read_optional(document, node_of, f"`{name}`", keys)
    return grammar


def _read_optional(document: Document, node: Node, what: str, keys: tuple[str, ...]) -> dict[str, str]:
    fields = document.fields(node, Keys(what, (), keys))
    return {key: fields.text(key) for key in keys if fields.node(key)}


def _read(document: Document, node: Node, what: str, shape: _Shape) -> Any:
    if isinstance(shape, _Mapping):
        return _read_mapping(document, node, *shape)
    if isinstance(shape, _List):
        return tuple(document.text(item) for item in document.items(node))
    if shape is None or isinstance(shape, TextFormat):
        return _read_text(document, node, shape)
    fields = document.fields(node, Keys(what, tuple(shape)))
    nodes = {key: fields.node(key) for key in shape}
    return {key: _read(document, each, f"`{key}`", shape[key]) for key, each in nodes.items() if each}


def _read_text(document: Document, node: Node, text_format: TextFormat | None) -> str:
    is_empty = isinstance(node, Scalar) and not node.text.strip()
    return "" if is_empty and text_format is None else document.text(node, text_format)


def _read_mapping(
    document: Document, node: Node, key: TextFormat | None, value: TextFormat | None
) -> dict[str, str]:
    pairs = document.pairs(node)
    for name, _ in pairs:
        if key and not key.matches(name.text):
            document.report(name, f"{clip(name.text)} does not fit here; {key.advice}")
    return {name.text: _read_text(document, each, value) for name, each in pairs}
