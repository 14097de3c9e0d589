"""The words of a language by which figures, dates and denials are found: those of its file of checks, such as
`english-checks.yaml`, which is beside that of the language.
"""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from footnote.bank import SCHEMA_NUMBER, Keys, default_language, language_files, matching, open_document
from footnote.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.bank import Document, Fields, ParsedBank
    from footnote.errors import Problem
    from footnote.text import Language

LEXIS_MAPPINGS = ("numbers", "multipliers", "ordinals", "units")
_WORDS = (
    "joiners", "articles", "light", "money", "months", "weekdays", "before_noon", "after_noon",
    "silent_endings",
)  # fmt: skip
_PATTERNS = ("denials", "comparisons", "silence", "no_clause")
LEXIS_KEYS = Keys("a file of checks", ("schema",), (*LEXIS_MAPPINGS, *_WORDS, *_PATTERNS))
"""The keys of a file of checks."""

AMOUNT = matching(r"[0-9]{1,12}(?:\.[0-9]{1,9})?", "write a number, such as 12 or 0.5")
UNIT = matching(r"[0-9]{1,16}(?:\.[0-9]{1,9})? [\w-]+", "write how many of what it is, such as 60 second")


class Unit(NamedTuple):
    """A unit: what it measures, such as "second", and how many of that it is: 60 for a minute."""

    dimension: str
    scale: float


class Lexis:
    """The words of one language. `section` has the keys of its file of checks, as texts and mappings;
    where it is empty, only digits are figures.
    """

    def __init__(self, language: Language, section: Mapping[str, Any]) -> None:
        self._grammar: Mapping[str, Any] = language.grammar
        self._section = section
        self.language = language

    @cached_property
    def numbers(self) -> dict[str, float]:
        """What the words for numbers stand for."""
        return {fold(word): float(number) for word, number in self._mapping("numbers").items()}

    @cached_property
    def multipliers(self) -> dict[str, float]:
        """What the number before these words is multiplied by."""
        return {fold(word): float(number) for word, number in self._mapping("multipliers").items()}

    @cached_property
    def ordinals(self) -> dict[str, float]:
        """Words such as "first", by their number."""
        return {fold(word): float(number) for word, number in self._mapping("ordinals").items()}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """The units by their names, abbreviations and signs."""
        units = {}
        for key, names in self._mapping("units").items():
            scale, _, dimension = key.partition(" ")
            units.update({fold(name): Unit(dimension, float(scale)) for name in names.split()})
        return units

    @cached_property
    def money(self) -> frozenset[str]:
        """The dimensions that are money."""
        return self._set("money")

    @cached_property
    def joiners(self) -> frozenset[str]:
        """What stands between the ends of a range."""
        return self._set("joiners") | {"-"}

    @cached_property
    def articles(self) -> frozenset[str]:
        """The words that count as one before a unit: "a day", "per day"."""
        return self._set("articles")

    @cached_property
    def light(self) -> frozenset[str]:
        """The articles, and words of courtesy: a text says the same without them."""
        return self._set("light")

    @cached_property
    def months(self) -> dict[str, int]:
        """The months by their names and abbreviations, from 1."""
        return _numbered(self._text("months"))

    @cached_property
    def weekdays(self) -> dict[str, int]:
        """The days of the week by their names and abbreviations, from 1."""
        return _numbered(self._text("weekdays"))

    @cached_property
    def silent_endings(self) -> tuple[str, ...]:
        """Endings of words that may add no syllable."""
        return tuple(self._text("silent_endings").split())

    @cached_property
    def ambiguous(self) -> frozenset[str]:
        """Names of months that are other words too, unless they have a capital."""
        return frozenset(self._grammar.get("redaction", {}).get("ambiguous_months", "").split())

    @cached_property
    def before_noon(self) -> str:
        """What is written after a time of the morning, with | between."""
        return _alternatives(self._text("before_noon"))

    @cached_property
    def after_noon(self) -> str:
        """What is written after a time of the afternoon, with | between."""
        return _alternatives(self._text("after_noon"))

    def denies(self, text: str) -> bool:
        """Whether a text has a word that denies, such as "not" or "without"."""
        spoken = self.language.spoken(text)
        return not self.language.words.negators.isdisjoint(spoken) or bool(
            self._denials.search(" ".join(spoken))
        )

    def negates(self, text: str) -> bool:
        """Whether a text has one of the plainest words that deny, those of the language's `negators`, and not
        in "no more than" and the like, nor to say what the source does not say.
        """
        spoken = " ".join(self.language.spoken(text))
        for pattern in (self._comparisons, self._silence):
            spoken = pattern.sub(" ", spoken)
        return not self.language.words.negators.isdisjoint(spoken.split())

    def says_silence(self, text: str) -> bool:
        """Whether a text says that the source does not say something."""
        return bool(self._silence.search(" ".join(self.language.spoken(text))))

    @cached_property
    def _comparisons(self) -> re.Pattern[str]:
        return self.pattern("comparisons")

    @cached_property
    def _silence(self) -> re.Pattern[str]:
        return self.pattern("silence")

    @cached_property
    def _denials(self) -> re.Pattern[str]:
        return self.pattern("denials")

    def pattern(self, key: str) -> re.Pattern[str]:
        """The regular expression under a key, for folded texts; one that matches nothing without it."""
        return re.compile(self._text(key) or "(?!)")

    def _mapping(self, key: str) -> Mapping[str, str]:
        found: Mapping[str, str] = self._section.get(key, {})
        return found

    def _text(self, key: str) -> str:
        return str(self._section.get(key, ""))

    def _set(self, key: str) -> frozenset[str]:
        return frozenset(fold(self._text(key)).split())


def _numbered(text: str) -> dict[str, int]:
    """The words of a list with commas, numbered from 1; several names of one have spaces between them."""
    return {
        fold(name): number for number, names in enumerate(text.split(","), start=1) for name in names.split()
    }


def _alternatives(words: str) -> str:
    return "|".join(re.escape(word) for word in words.split()) or "(?!)"


def read_lexis(parsed: ParsedBank) -> tuple[Lexis, list[Problem]]:
    """The words of a bank's language, and what is wrong with their file. A language without a file has none,
    unless it has the grammar of the default language: then it has its words too.
    """
    language = parsed.bank.language
    default = default_language()
    names = [language.id] + [default.id] * (language.grammar is default.grammar)
    for name in names:
        for file in language_files(parsed.file, f"{name}-checks"):
            if os.path.isfile(file):
                document = open_document(file)
                return Lexis(language, _section(document)), document.problems
    return Lexis(language, {}), []


def _section(document: Document) -> dict[str, Any]:
    """The keys of a file of checks; problems are noted in the document."""
    fields = document.top(LEXIS_KEYS)
    fields.text("schema", SCHEMA_NUMBER)
    section: dict[str, Any] = {key: _mapping(document, fields, key) for key in LEXIS_MAPPINGS}
    section |= {key: fields.text(key) for key in (*_WORDS, *_PATTERNS)}
    for key in _PATTERNS:
        try:
            re.compile(section[key])
        except re.error:
            fields.report(key, "this is no regular expression; write one such as \\b(without|except)\\b")
            section[key] = ""
    return section


def _mapping(document: Document, fields: Fields, key: str) -> dict[str, str]:
    pairs = fields.pairs(key)
    if key == "units":
        return {document.text(name, UNIT): document.text(node) for name, node in pairs}
    return {name.text: document.text(node, AMOUNT) for name, node in pairs}
