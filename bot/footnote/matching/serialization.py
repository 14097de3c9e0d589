"""A matcher as JSON data and arrays, and back: what a compiled bank stores of it.

The texts of the wordings and the language are stored by whoever stores the bank they belong to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from footnote.text import Analyzer, Corrector, Language, Synonyms

from .entry_model import EntryModel
from .index import Index
from .matcher import Matcher, Parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def dump_matcher(matcher: Matcher) -> dict[str, Any]:
    """All that it takes to restore a matcher, by name, everything computed: JSON data and arrays."""
    parts = matcher.parts
    return {
        "synonyms": parts.synonyms.tables(),
        **matcher.corrector.to_sections(),
        **parts.inverted_index.to_sections(),
        **parts.entry_model.to_sections(),
    }


def restore_matcher(sections: Mapping[str, Any], texts: Sequence[str], language: Language) -> Matcher:
    """The matcher that gave these sections; `texts` are those of its wordings, in order."""
    analyzer = Analyzer(language, Corrector.from_sections(language, sections))
    synonyms = Synonyms.from_tables(analyzer, sections["synonyms"])
    index = Index.from_sections(sections, language.filler_stems)
    entry_model = EntryModel(index, texts, language)
    entry_model.restore(sections)
    return Matcher.from_parts(Parts(texts, synonyms, index, entry_model))
