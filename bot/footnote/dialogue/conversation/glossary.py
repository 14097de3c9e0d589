"""The words of a bank's answers that it explains, and words of other people that it does not."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from footnote.bank import Bank, SilentTopic, Term
    from footnote.matching import Matcher
    from footnote.text import Span, Stems


class Glossary:
    """The explained terms of one bank."""

    def __init__(self, bank: Bank, matcher: Matcher) -> None:
        self._bank = bank
        self._matcher = matcher

    def find(self, words: Sequence[str]) -> Term | None:
        """The term that these words name, and nothing else; None where it is not explained."""
        said = " ".join(words)
        stems = () if said in self._unexplained else self._said(said)
        return next((term for phrase, term in self._phrases if phrase == stems), None)

    def used_in(self, text: str) -> tuple[Term, ...]:
        """The terms that stand in a text of the bank, each once."""
        stems = self._matcher.synonyms.stems(text)
        used = (term for phrase, term in self._phrases if contains(stems, phrase))
        return tuple(dict.fromkeys(used))

    def unexplained(self, span: Span) -> SilentTopic | None:
        """The silent topic of a word that a span asks the meaning of; None for any other, and where it asks
        more than that: says what no wording of the topic says.
        """
        words, said = self._bank.language.words, " ".join(span.expanded)
        asking = words.question_words | self._meaning
        if asking.isdisjoint(span.expanded):
            return None
        for word, topic in self._unexplained.items():
            rest = f" {said} ".replace(f" {word} ", " ").split()
            if len(rest) < len(span.expanded) and self._words_of(topic).issuperset(set(rest) - asking):
                return topic
        return None

    @cached_property
    def _meaning(self) -> frozenset[str]:
        """The words that ask what something means."""
        language = self._bank.language
        asked = (each.wordings for each in language.small_talk if each.does == "meaning")
        return frozenset(word for text in chain.from_iterable(asked) for word in language.spoken(text))

    @cached_property
    def _unexplained(self) -> dict[str, SilentTopic]:
        spoken = self._bank.language.spoken
        topics = self._bank.silent.values()
        return {" ".join(spoken(word)): topic for topic in topics for word in topic.unexplained}

    def _words_of(self, topic: SilentTopic) -> frozenset[str]:
        """The words of a topic's wordings, and those that say nothing."""
        language = self._bank.language
        spoken = map(language.spoken, topic.wordings)
        return language.words.filler.union(*spoken)

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
    if not phrase or phrase[0] not in stems:
        return False
    length = len(phrase)
    return any(stems[at : at + length] == phrase for at in range(len(stems) - length + 1))
