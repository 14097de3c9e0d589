"""The words that redaction needs of a language: `redaction` in its grammar (see faq/README.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from footnote.text import Language

_PHRASES = frozenset(("introductions", "self_introductions", "sign_offs", "birth", "po_boxes"))
"""Of these, commas separate the items; of all others, spaces."""


class RedactionWords(NamedTuple):
    """What shows in one language, or in several, that a name, a date or an address is near."""

    titles: frozenset[str]
    relatives: frozenset[str]
    introductions: frozenset[str]
    self_introductions: frozenset[str]
    sign_offs: frozenset[str]
    person_verbs: frozenset[str]
    capitalised: frozenset[str]
    months: frozenset[str]
    ambiguous_months: frozenset[str]
    ordinal_endings: frozenset[str]
    date_joiners: frozenset[str]
    birth: frozenset[str]
    streets: frozenset[str]
    capitalised_streets: frozenset[str]
    street_directions: frozenset[str]
    street_endings: frozenset[str]
    street_beginnings: frozenset[str]
    po_boxes: frozenset[str]
    number_labels: frozenset[str]
    at_sign: frozenset[str]
    full_stop: frozenset[str]
    other_months: frozenset[str]
    predicates: frozenset[str]


def redaction_words(languages: Iterable[Language]) -> RedactionWords:
    """The words of all these languages together. A language without the section adds none."""
    sections = [language.grammar.get("redaction", {}) for language in languages]
    return RedactionWords(
        *(
            frozenset(item for section in sections for item in _items(name, section.get(name, "")))
            for name in RedactionWords._fields
        )
    )


def _items(name: str, text: str) -> list[str]:
    if name not in _PHRASES:
        return text.split()
    return [phrase for item in text.split(",") if (phrase := item.strip())]
