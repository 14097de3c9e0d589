"""A matcher as JSON data and arrays, and back: what a compiled bank stores of it.

The texts of the wordings and the language are stored by whoever stores the bank they belong to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from footnote.text import Analyzer, Corrector, Language, Synonyms

from .entry_model import EntryModel
from .entry_requests import EntryRequests
from .entry_text import EntryText
from .index import Index
from .matcher import Matcher, Parts
from .mixture import Mixture
from .naive_bayes import NaiveBayes

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
        **parts.words.to_sections("words"),
        **parts.letters.to_sections("letters"),
        **parts.entry_text.to_sections(),
        **parts.requests.to_sections(),
        "mixture": list(parts.mixture),
    }


def restore_matcher(sections: Mapping[str, Any], texts: Sequence[str], language: Language) -> Matcher:
    """The matcher that gave these sections; `texts` are those of its wordings, in order."""
    analyzer = Analyzer(language, Corrector.from_sections(language, sections))
    synonyms = Synonyms.from_tables(analyzer, sections["synonyms"])
    index = Index.from_sections(sections, language.filler_stems)
    entry_model = EntryModel(index, texts, language)
    entry_model.restore(sections)
    return Matcher.from_parts(
        Parts(
            texts,
            synonyms,
            index,
            entry_model,
            NaiveBayes.from_sections("words", sections),
            NaiveBayes.from_sections("letters", sections),
            EntryText.from_sections(sections, language.filler_stems),
            EntryRequests.from_sections(sections, language),
            Mixture(*sections["mixture"]),
        )
    )
