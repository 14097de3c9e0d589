"""The words of a bank's answers that it explains."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from footnote.bank import Bank, Term
    from footnote.matching import Matcher
    from footnote.text import Stems


class Glossary:
    """The explained terms of one bank."""

    def __init__(self, bank: Bank, matcher: Matcher) -> None:
        self._bank = bank
        self._matcher = matcher

    def find(self, words: Sequence[str]) -> Term | None:
        """The term that these words name, and nothing else; None where it is not explained."""
        stems = self._said(" ".join(words))
        return next((term for phrase, term in self._phrases if phrase == stems), None)

    def used_in(self, text: str) -> tuple[Term, ...]:
        """The terms that stand in a text of the bank, each once."""
        stems = self._matcher.synonyms.stems(text)
        used = (term for phrase, term in self._phrases if contains(stems, phrase))
        return tuple(dict.fromkeys(used))

    @cached_property  # few questions need it
    def _phrases(self) -> list[tuple[Stems, Term]]:
        return [(self._said(word), term) for term in self._bank.terms for word in term.terms]

    def _said(self, text: str) -> Stems:
        """The stems of a text without words that say nothing."""
        filler = self._bank.language.filler_stems
        stems = self._matcher.stems(self._matcher.analyzer.span(text))
        return tuple(stem for stem in stems if stem not in filler)


def contains(stems: Stems, phrase: Stems) -> bool:
    """Whether a phrase stands in a text."""
    length = len(phrase)
    return bool(length) and any(stems[at : at + length] == phrase for at in range(len(stems) - length + 1))
