"""What an utterance means after the last answer: what "it" and "that" refer to, and what its author expected
to be asked next.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from footnote.text import Span, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set as AbstractSet

    from footnote.bank import Bank, Entry
    from footnote.matching import Candidate, Matcher, Query
    from footnote.text import Stems

MAX_DEPENDENT_WORDS = 9
"""Words of an utterance that may depend on the last answer; a longer one says what it is about."""

FEW_WORDS = 3
"""Words up to which an utterance is taken to depend on it, whatever they are."""


class References:
    """The subjects of a bank's answers (`about` of its entries), as `matcher` reads them."""

    def __init__(self, bank: Bank, matcher: Matcher) -> None:
        self._matcher = matcher
        self._language = bank.language
        self._counts = Counter(entry.about for entry in bank.entries.values() if entry.about)
        self._subjects = sorted({entry.about for entry in bank.entries.values()})

    @cached_property  # a question asked by itself needs none of them
    def _spans(self) -> dict[str, Span]:
        return {subject: self._matcher.analyzer.span(subject) for subject in self._subjects}

    @cached_property
    def _stems(self) -> dict[str, Stems]:
        return {subject: self._matcher.stems(span) for subject, span in self._spans.items()}

    @cached_property
    def main_subject(self) -> str | None:
        """The subject that most answers of the bank have; None where no other has less than half as many."""
        (first, count), (_, next_count) = [*self._counts.most_common(2), (None, 0), (None, 0)][:2]
        return first if count >= 2 * max(1, next_count) else None

    def refers(self, span: Span) -> bool:
        """Whether a span refers back to something before it."""
        return not self._language.words.pronouns.isdisjoint(span.expanded)

    def depends(self, span: Span) -> bool:
        """Whether an utterance may need the last answer to be understood: short, and referring back or cut
        off.
        """
        words = span.expanded
        if not words or len(words) > MAX_DEPENDENT_WORDS:
            return False
        is_opening = words[0] in self._language.words.openers
        return is_opening or self.refers(span) or len(words) <= FEW_WORDS

    def resolve(self, span: Span, subject: str) -> Span:
        """The span with what it refers to put into words.

        "how big is that" after an answer about lymph nodes asks "how big is lymph nodes". Where it refers to
        nothing, the subject is added.
        """
        words = list(self._resolved(span, self._spans[subject].words))
        if not self.refers(span):
            words += self._spans[subject].words
        return Span(" ".join(word.text for word in words), tuple(words))

    def in_place(self, span: Span, other: Span) -> Span:
        """The span with another in place of what it refers to."""
        words = tuple(self._resolved(span, other.words))
        return Span(" ".join(word.text for word in words), words)

    def names_another(self, span: Span, subject: str) -> bool:
        """Whether a span names a subject other than this one: "and chemotherapy, how do they decide"."""
        stems = set(self._matcher.stems(span))
        own = set(self._stems.get(subject, ()))
        return any(stems.issuperset(each) and not own.issuperset(each) for each in self._stems.values())

    def names(self, span: Span, subject: str) -> bool:
        """Whether a span names a subject."""
        return _last_end(self._matcher.stems(span), self._stems[subject]) >= 0

    def has_main_subject(self, stems: Stems) -> bool:
        """Whether the main subject, if there is one, stands among the stems of a question."""
        main = self.main_subject
        return main is not None and _last_end(stems, self._stems[main]) >= 0

    @property
    def subjects(self) -> Iterable[tuple[str, Stems]]:
        """Each subject with its stems."""
        return self._stems.items()

    def span_of(self, subject: str) -> Span:
        """A subject as it is read."""
        return self._spans[subject]

    def last_subject(self, span: Span) -> str | None:
        """The subject that a span names last, if it names one."""
        stems = self._matcher.stems(span)
        ends = {about: _last_end(stems, each) for about, each in self._stems.items() if each}
        last = max(ends, key=lambda about: (ends[about], len(self._stems[about])), default=None)
        return last if last is not None and ends[last] >= 0 else None

    def _resolved(self, span: Span, subject: Sequence[Word]) -> Iterator[Word]:
        points, at = self._pointing(span.expanded), 0
        for word in span.words:
            if word.measurement:
                yield word
                at += len(word.expanded)
                continue
            for part, stem in zip(word.expanded, word.stems, strict=True):
                if at in points:
                    yield from subject
                else:
                    yield Word(part, 0, (part,), (stem,))
                at += 1

    def _pointing(self, parts: Sequence[str]) -> AbstractSet[int]:
        """The places of words that stand for something said before: all pronouns, but for those that mean
        people where there are others. In "what do they give for that", only "that" does.
        """
        known = self._language.words.pronouns
        pronouns = {at for at, part in enumerate(parts) if part in known and not self._is_number(parts, at)}
        return {at for at in pronouns if not self._are_people(parts, at)} or pronouns

    def _is_number(self, parts: Sequence[str], at: int) -> bool:
        """Whether a word that may point counts what follows: "one node", but not "that one big"."""
        words = self._language.words
        if parts[at] not in self._language.choices.numbers or at + 1 == len(parts):
            return False
        follows_another = at > 0 and parts[at - 1] in words.pronouns | words.focusing
        return not follows_another and parts[at + 1] not in words.filler

    def _are_people(self, parts: Sequence[str], at: int) -> bool:
        """Whether a pronoun means people who do something, as in "they give"; not as in "are they given"."""
        words, filler = self._language.conversation, self._language.words.filler
        if parts[at] not in words.people or (at and parts[at - 1] in words.passives):
            return False
        said = filler - words.deeds - words.passives
        return next((part for part in parts[at + 1 :] if part not in said), "") in words.deeds


class FollowUps:
    """The wordings under `follow` of each entry of a bank.

    Matchers are built when they are first needed, and kept. Threads may share it.
    """

    def __init__(self, bank: Bank, matcher: Matcher) -> None:
        self._bank = bank
        self._matcher = matcher
        self._matchers: dict[str, Matcher] = {}

    def candidates(self, entry: Entry, utterance: Span, query: Query) -> list[Candidate]:
        """The candidates of an utterance among what may follow an entry, best first; `query` is how the whole
        bank reads it.

        One is left out where its wording lacks a word of the utterance that says something: "and
        chemotherapy, how do they decide" is not "how do they decide", whatever was answered last, nor is "how
        big is the car park" "how big is that".
        """
        if not entry.follow:
            return []
        matcher = self._matchers.get(entry.id)
        if matcher is None:
            matcher = self._matchers[entry.id] = self._matcher_of(entry)
        words = {word.words for word in query.words}
        own = matcher.query(utterance)
        return [hit for hit in matcher.rank(own) if words.isdisjoint(_missing(matcher, own, hit))]

    def _matcher_of(self, entry: Entry) -> Matcher:
        return self._matcher.sibling(
            (to, wording) for to, wordings in entry.follow.items() for wording in wordings
        )


def _last_end(stems: Sequence[str], phrase: Sequence[str]) -> int:
    """Where a phrase ends for the last time; -1 where it stands nowhere."""
    length = len(phrase)
    ends = (end for end in range(len(stems), length - 1, -1) if stems[end - length : end] == phrase)
    return next(ends, -1)


def _missing(matcher: Matcher, query: Query, hit: Candidate) -> set[str]:
    """The words of a query that the wording of a candidate lacks, or has in part: of ER- the "receptor"."""
    return {match.words for match in matcher.why(query, hit) if not match.matched}
