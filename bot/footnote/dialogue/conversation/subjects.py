"""Answers about a subject of the bank, for who names one and asks no more: "tell me about treatment"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from footnote.dialogue.policy import Answer, Clarify, decide, distinct
from footnote.dialogue.reply import MAX_OPTIONS
from footnote.text import announced_subject

from .numbers import MIN_OFFERED

if TYPE_CHECKING:
    from footnote.bank import Bank
    from footnote.dialogue.context import References
    from footnote.dialogue.lookup import Search
    from footnote.matching import Matcher
    from footnote.text import Span


class Subjects:
    """The subjects of one bank's answers, answered about under one policy."""

    def __init__(self, bank: Bank, matcher: Matcher, references: References, search: Search) -> None:
        self._bank = bank
        self._matcher = matcher
        self._references = references
        self._search = search

    def asked_about(self, span: Span) -> Answer | Clarify | None:
        """What to do about a span that asks to be told about a subject, and no more."""
        subject = announced_subject(span, self._bank.language.announcements)
        return self.alone(subject) if subject else None

    def alone(self, span: Span) -> Answer | Clarify | None:
        """What to do about a span that only names a subject."""
        if not self._bank.language.words.question_words.isdisjoint(span.expanded):
            return None
        subject = self._references.last_subject(span)
        said = set(self._matcher.stems(span)) - self._bank.language.filler_stems
        if not said:
            return None
        if not subject or not said.issubset(self._stems(subject)):
            return self._with_word(said)
        lookup = self._search.look_up(self._references.span_of(subject))
        decision = decide(self._bank, lookup.judgement)
        if isinstance(decision, Answer):
            return decision
        entries = distinct(entry for entry in self._bank.entries.values() if entry.about == subject)
        if len(entries) >= MIN_OFFERED:
            return Clarify(entries[:MAX_OPTIONS], lookup.confidence)
        return Answer(entries[0], 1.0)

    def _with_word(self, said: set[str]) -> Clarify | None:
        """The question which of several answers is meant, where their subjects have all that was said."""
        subjects = {entry.about for entry in self._bank.entries.values()}
        having = {subject for subject in subjects if said <= self._stems(subject)}
        entries = distinct(entry for entry in self._bank.entries.values() if entry.about in having)
        return Clarify(entries[:MAX_OPTIONS], 0.0) if len(entries) >= MIN_OFFERED else None

    def in_general(self, span: Span) -> Answer | None:
        """The answer about the subject that a span names last, whatever it asks; None where it names none."""
        subject = self._references.last_subject(span)
        counts = Counter(entry.about for entry in self._bank.entries.values())
        if not subject or counts[subject] == max(counts.values()):
            return None  # what most answers are about says nothing of this question
        decision = decide(self._bank, self._search.look_up(self._references.span_of(subject)).judgement)
        if isinstance(decision, Answer):
            return decision
        entry = next(entry for entry in self._bank.entries.values() if entry.about == subject)
        return Answer(entry, 1.0)

    def _stems(self, subject: str) -> set[str]:
        return set(self._matcher.stems(self._references.span_of(subject)))
