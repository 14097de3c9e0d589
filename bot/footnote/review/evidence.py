"""What passages say, read in every way in which a claim is compared with them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from footnote.text import fold, words

from .figures import MomentReader, QuantityReader, mails, telephones, webs

if TYPE_CHECKING:
    from footnote.text import Synonyms

    from .figures import Moment, Quantity
    from .lexis import Lexis

BLANK = "\N{NO-BREAK SPACE}"
"""Stands in a text for a letter of what was read already: no sentence ends here, and no word goes on."""

LITTLE = 4.75
"""Cost in nats (minus the natural logarithm of a word's share of all text) up to which a filler says next to
nothing: "the", "is", "to", but not "your"."""


class Reader:
    """Reads texts by the words of a language and the synonyms of a bank."""

    def __init__(self, lexis: Lexis, synonyms: Synonyms) -> None:
        self.lexis = lexis
        self.language = lexis.language
        self.synonyms = synonyms
        self.quantities = QuantityReader(self.lexis)
        self.moments = MomentReader(self.lexis)

    @cached_property
    def light(self) -> frozenset[str]:
        """The stems of articles, and of words of courtesy."""
        return frozenset(map(self.language.stem, self.lexis.light))

    @cached_property
    def little(self) -> frozenset[str]:
        """The stems of the few words that say next to nothing, such as articles: the commonest fillers."""
        words = self.language.words
        kept = words.negators | words.question_words
        costs = {word: self.language.lexicon.cost(word) for word in words.filler - kept}
        return frozenset(
            self.language.stem(word) for word, cost in costs.items() if cost is not None and cost <= LITTLE
        )

    def telling(self, text: str) -> frozenset[str]:
        """The stems of a text, synonyms made one, but for those that say next to nothing."""
        return frozenset(self.synonyms.stems(text)) - self.little

    def content(self, text: str) -> frozenset[str]:
        """The stems of a text that say what it is about, synonyms made one."""
        return frozenset(self.synonyms.stems(text)) - self.language.filler_stems


class Evidence:
    """What some passages say. `text` has their texts with their headings, and what any answer may name;
    `said` has their texts alone.
    """

    def __init__(self, text: str, said: str, reader: Reader) -> None:
        self.text = text
        self.said = said
        self._reader = reader

    @cached_property
    def folded(self) -> str:
        """The text, folded."""
        return fold(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """The folded words of the text, and the parts of those with an apostrophe."""
        found = words(self.folded)
        return frozenset(found) | {part for word in found for part in word.split("'")}

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the text, as it is written and with synonyms made one."""
        reader = self._reader
        return frozenset(map(reader.language.stem, self.words)) | frozenset(reader.synonyms.stems(self.text))

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The quantities of the text."""
        return self._reader.quantities.find(self.folded)

    @cached_property
    def moments(self) -> list[Moment]:
        """The dates and times of the text."""
        return self._reader.moments.find(self.text)

    @cached_property
    def mails(self) -> frozenset[str]:
        """The e-mail addresses of the text."""
        return frozenset(address.key for address in mails(self.text))

    @cached_property
    def webs(self) -> frozenset[str]:
        """The web addresses of the text."""
        return frozenset(address.key for address in webs(self.text))

    @cached_property
    def telephones(self) -> frozenset[str]:
        """The telephone numbers of the text."""
        return frozenset(address.key for address in telephones(self.text))


def blanked(text: str, start: int, end: int) -> str:
    """The text with a part of it replaced, letter by letter."""
    return text[:start] + BLANK * (end - start) + text[end:]
