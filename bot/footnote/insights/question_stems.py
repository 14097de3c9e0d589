"""Questions as the stems of their words: the analysis of text that the other modules need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.bank import default_language
from footnote.text import Analyzer, Synonyms, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from footnote.bank import Bank

MIN_TYPING_SIMILARITY = 0.8
"""How alike (`spelling.nearest`, 0..1) a word and a known one are that it is a slip of."""

_REDACTION_MARK = re.compile(r"\[[a-z-]+\]")
"""What a journal wrote in the place of a name, such as [name]."""


def without_marks(text: str) -> str:
    """The text on one line, without what a journal wrote in the place of a name."""
    return " ".join(_REDACTION_MARK.sub(" ", text).split())


class QuestionStems:
    """Turns questions into stems, with the synonyms of a bank; without one, with none."""

    def __init__(self, bank: Bank | None = None) -> None:
        self._analyzer = Analyzer(bank.language if bank else default_language())
        self._synonyms = Synonyms(self._analyzer, *((bank.same, bank.apart) if bank else ()))
        self.filler = self._analyzer.language.filler_stems
        self.vocabulary = frozenset(self._synonyms.terms)

    def stems(self, question: str) -> tuple[str, ...]:
        """The stems of a question in order; synonyms have one stem, placeholders for names none."""
        return self._synonyms.stems(_REDACTION_MARK.sub(" ", question))

    def slips(self, question: str) -> frozenset[str]:
        """The stems that neither the language nor the bank knows: names, and what was mistyped. None where
        the language has no lexicon to know words by.
        """
        language = self._analyzer.language
        if not len(language.lexicon):
            return frozenset()
        words = (word for word in language.spoken(_REDACTION_MARK.sub(" ", question)) if word.isalpha())
        unknown = (language.stem(word) for word in words if language.lexicon.cost(word) is None)
        return frozenset(unknown) - self.vocabulary

    def questions(self, message: str) -> Sequence[str]:
        """The questions of a message, without what stands around them."""
        return [span.text for span in self._analyzer.parse(message).questions]

    def corrected(self, stem: str, known: Collection[str]) -> str:
        """The known stem that this one misspells; otherwise the stem itself."""
        return stem if stem in self.filler else nearest(stem, known, MIN_TYPING_SIMILARITY) or stem

    def are_kept_apart(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether each has a term that the bank never takes for one of the other's."""
        for terms in self._synonyms.apart:
            here = {term for term in terms if one.issuperset(term)}
            there = {term for term in terms if other.issuperset(term)}
            if here and there and here.isdisjoint(there):
                return True
        return False
