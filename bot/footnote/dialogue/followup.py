"""Wordings that only make sense after an answer, as a bank's author gave them: "why", "and radiation?"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.matching import KNOWN

if TYPE_CHECKING:
    from footnote.bank import Bank, Entry
    from footnote.matching import Candidate, Matcher, Query
    from footnote.text import Span


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

        One is left out where its wording lacks a word of the utterance that the bank knows: "and
        chemotherapy, how do they decide" is not "how do they decide", whatever was answered last.
        """
        if not entry.follow:
            return []
        matcher = self._matchers.get(entry.id)
        if matcher is None:
            matcher = self._matchers[entry.id] = self._matcher_of(entry)
        known = {word.words for word in query.words if word.similarity >= KNOWN}
        own = matcher.query(utterance)
        return [hit for hit in matcher.rank(own) if known.isdisjoint(_missing(matcher, own, hit))]

    def _matcher_of(self, entry: Entry) -> Matcher:
        return self._matcher.sibling(
            (to, wording) for to, wordings in entry.follow.items() for wording in wordings
        )


def _missing(matcher: Matcher, query: Query, hit: Candidate) -> set[str]:
    """The words of a query that the wording of a candidate lacks, or has in part: of ER- the "receptor"."""
    return {match.words for match in matcher.why(query, hit) if not match.met}
